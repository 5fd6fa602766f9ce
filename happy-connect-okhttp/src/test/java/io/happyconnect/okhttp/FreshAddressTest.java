package io.happyconnect.okhttp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.net.Inet4Address;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.NetworkInterface;
import org.junit.jupiter.api.Test;

class FreshAddressTest {

    @Test
    void itIsEqualAndAnotherObjectWithTheNameThatWasLookedUp() throws Exception {
        InetAddress original = InetAddress.getByName("192.0.2.1");

        InetAddress fresh = FreshAddress.of("site.test", original);

        assertThat(fresh).isEqualTo(original).isNotSameAs(original).isInstanceOf(Inet4Address.class);
        assertThat(fresh.getHostName()).isEqualTo("site.test");
    }

    @Test
    void anIpv6AddressWithoutScopeHasNone() throws Exception {
        Inet6Address fresh = (Inet6Address) FreshAddress.of("site.test", InetAddress.getByName("2001:db8::1"));

        assertThat(fresh.getHostAddress()).isEqualTo("2001:db8:0:0:0:0:0:1");
        assertThat(fresh.getScopeId()).isZero();
        assertThat(fresh.getHostName()).isEqualTo("site.test");
    }

    @Test
    void aNumericScopeIsKept() throws Exception {
        byte[] linkLocal = InetAddress.getByName("fe80::1").getAddress();

        Inet6Address fresh =
                (Inet6Address) FreshAddress.of("site.test", Inet6Address.getByAddress("other.test", linkLocal, 7));

        assertThat(fresh.getScopeId()).isEqualTo(7);
        assertThat(fresh.getHostAddress()).isEqualTo("fe80:0:0:0:0:0:0:1%7");
    }

    @Test
    void theInterfaceOfAScopeIsKept() throws Exception {
        NetworkInterface loopback = NetworkInterface.getByInetAddress(InetAddress.getLoopbackAddress());
        Inet6Address scoped = (Inet6Address) loopback.inetAddresses()
                .filter(address -> address instanceof Inet6Address inet6 && inet6.getScopedInterface() != null)
                .findFirst()
                .orElse(null);
        assumeThat(scoped).as("an IPv6 address of the loopback interface").isNotNull();

        Inet6Address fresh = (Inet6Address) FreshAddress.of("site.test", scoped);

        assertThat(fresh.getScopedInterface()).isEqualTo(loopback);
        assertThat(fresh.getHostAddress()).isEqualTo(scoped.getHostAddress());
    }
}
