package io.happyconnect.name;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.net.Inet4Address;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.UnknownHostException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TargetLiteralTest {

    @Test
    void anIpv4LiteralIsAnInet4Address() throws Exception {
        InetAddress address = literal("192.0.2.1");

        assertThat(address).isInstanceOf(Inet4Address.class);
        assertThat(address.getAddress()).containsExactly(192, 0, 2, 1);
    }

    @Test
    void anIpv6LiteralIsAnInet6AddressWithoutScope() throws Exception {
        InetAddress address = literal("[2001:DB8::1]");

        assertThat(address).isInstanceOfSatisfying(Inet6Address.class, inet6 -> {
            assertThat(inet6.getHostAddress()).isEqualTo("2001:db8:0:0:0:0:0:1");
            assertThat(inet6.getScopeId()).isZero();
        });
    }

    @Test
    void anIpv4MappedLiteralIsAnInet4Address() throws Exception {
        assertThat(literal("::ffff:192.0.2.1")).isInstanceOf(Inet4Address.class).isEqualTo(literal("192.0.2.1"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"192.0.2.1", "2001:db8::1", "fe80::1%7"})
    void itsHostNameIsItselfSoThatNothingIsLookedUp(String host) throws Exception {
        assertThat(literal(host).toString()).startsWith(host + "/");
        assertThat(literal(host).getHostName()).isEqualTo(host);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 7, Integer.MAX_VALUE})
    void aNumericScopeIsTheInterfaceIndex(int index) throws Exception {
        assertThat(literal("fe80::1%" + index))
                .isInstanceOfSatisfying(
                        Inet6Address.class,
                        inet6 -> assertThat(inet6.getScopeId()).isEqualTo(index));
    }

    @Test
    void aNamedScopeIsTheIndexOfThatInterface() throws Exception {
        NetworkInterface loopback = NetworkInterface.getByInetAddress(InetAddress.getLoopbackAddress());

        assertThat(literal("fe80::1%" + loopback.getName()))
                .isInstanceOfSatisfying(
                        Inet6Address.class,
                        inet6 -> assertThat(inet6.getScopeId()).isEqualTo(loopback.getIndex()));
    }

    @Test
    void aScopeWithoutInterfaceIsReportedOnlyWhenTheAddressIsAskedFor() {
        Target target = Target.of("fe80::1%no-such-if", 22);

        assertThat(target.isLiteral()).isTrue();
        assertThatExceptionOfType(UnknownHostException.class)
                .isThrownBy(target::literal)
                .withMessage("no network interface named 'no-such-if' for the scope of fe80::1%no-such-if");
    }

    @Test
    void theNameOfAnInterfaceHasAtMost64Characters() {
        assertThat(Target.of("fe80::1%" + "e".repeat(64), 22).host()).endsWith("%" + "e".repeat(64));

        assertThatIllegalArgumentException()
                .isThrownBy(() -> Target.of("fe80::1%" + "e".repeat(65), 22))
                .withMessageContaining("has a scope that cannot be");
    }

    private static InetAddress literal(String host) throws UnknownHostException {
        return Target.of(host, 443).literal().orElseThrow();
    }
}
