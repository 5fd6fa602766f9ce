package io.happyconnect.resolve;

import static io.happyconnect.resolve.AddressKind.LINK_LOCAL;
import static io.happyconnect.resolve.AddressKind.LOOPBACK;
import static io.happyconnect.resolve.AddressKind.METADATA;
import static io.happyconnect.resolve.AddressKind.PRIVATE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class AddressPolicyTest {

    private static final AddressPolicy PUBLIC_ONLY = AddressPolicy.publicOnly();

    /** What holds an IPv4 address, with a place for it. */
    private static final List<Form> FORMS = List.of(
            form("IPv4-mapped", "::ffff:0:0", 12),
            form("IPv4-compatible", "::", 12),
            form("IPv4-translated", "::ffff:0:0:0", 12),
            form("6to4", "2002::1", 2),
            form(
                    "Teredo server",
                    "2001::ffff:ffff:34ff:8efb",
                    4), // the client inside is 203.0.113.4, turned over below
            form("NAT64", "64:ff9b::", 12),
            form("NAT64 of an operator, /96", "64:ff9b:1::", 12),
            form("NAT64 of an operator, /48", "64:ff9b:1::", 6, 7, 9, 10),
            form("NAT64 of an operator, /56", "64:ff9b:1::", 7, 9, 10, 11),
            form("NAT64 of an operator, /64", "64:ff9b:1::", 9, 10, 11, 12),
            form("NAT64 of an operator, /48 with a suffix", "64:ff9b:1::ff:ffff:ffff", 6, 7, 9, 10),
            form("ISATAP", "2606:2800::5efe:0:0", 12),
            form("ISATAP, global", "2606:2800::200:5efe:0:0", 12));

    private record Form(String name, byte[] around, int... places) {

        InetAddress holding(String ipv4) throws UnknownHostException {
            byte[] bytes = around.clone();
            byte[] inside = InetAddress.getByName(ipv4).getAddress();
            for (int i = 0; i < 4; i++) {
                bytes[places[i]] = inside[i];
            }
            return Inet6Address.getByAddress(null, bytes, -1);
        }

        @Override
        public String toString() {
            return name;
        }
    }

    private static Form form(String name, String around, int... places) {
        int from = places[0];
        byte[] bytes = around.equals("::ffff:0:0")
                ? new byte[] {0, 0, 0, 0, 0, 0, 0, 0, 0, 0, -1, -1, 0, 0, 0, 0}
                : address(around).getAddress();
        return new Form(name, bytes, places.length == 1 ? new int[] {from, from + 1, from + 2, from + 3} : places);
    }

    private static InetAddress address(String literal) {
        return StubPlatform.address(literal);
    }

    @ParameterizedTest
    @CsvSource({
        "127.0.0.1, loopback",
        "127.255.255.255, loopback",
        "0.0.0.0, loopback",
        "0.255.255.255, loopback",
        "::1, loopback",
        "::, loopback",
        "169.254.169.254, cloud metadata",
        "100.100.100.200, cloud metadata",
        "168.63.129.16, cloud metadata",
        "fd00:ec2::254, cloud metadata",
        "169.254.0.1, link-local",
        "fe80::1, link-local",
        "febf::1, link-local",
        "10.0.0.0, private",
        "10.255.255.255, private",
        "172.16.0.1, private",
        "172.31.255.255, private",
        "192.168.0.1, private",
        "fc00::1, private",
        "fdff::1, private",
        "fec0::1, private",
        "100.64.0.0, shared",
        "100.127.255.255, shared",
        "224.0.0.1, multicast and broadcast",
        "239.255.255.255, multicast and broadcast",
        "255.255.255.255, multicast and broadcast",
        "ff02::1, multicast and broadcast",
        "192.0.2.1, reserved",
        "198.51.100.1, reserved",
        "203.0.113.1, reserved",
        "198.18.0.1, reserved",
        "198.19.255.255, reserved",
        "192.0.0.1, reserved",
        "240.0.0.1, reserved",
        "2001:db8::1, reserved",
        "3fff::1, reserved",
        "100::1, reserved",
        "4000::1, reserved",
        "64:ff9b:2::1, reserved",
        "5f00::1, reserved"
    })
    void onlyPublicAddressesAreLeftByPublicOnly(String literal, String kind) {
        InetAddress address = address(literal);

        assertThat(PUBLIC_ONLY.accepts(address)).isFalse();
        assertThat(PUBLIC_ONLY.describe(address)).isEqualTo("the rule against " + kind + " addresses");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "1.0.0.1",
                "9.255.255.255",
                "11.0.0.0",
                "100.63.255.255",
                "100.128.0.0",
                "126.255.255.255",
                "128.0.0.0",
                "169.253.255.255",
                "169.255.0.0",
                "172.15.255.255",
                "172.32.0.0",
                "192.167.255.255",
                "192.169.0.0",
                "223.255.255.255",
                "2000::1",
                "2606:2800::1",
                "3ffe:ffff::1",
                "2001:db7::1",
                "2001:db9::1",
                "64:ff9b::101:101",
                "64:ff9b:1::101:101",
                "64:ff9b:1:101:1:100::",
                "2002:101:101::1",
                "::1.1.1.1",
                "2001:0:101:101:0:0:fefe:fefe"
            })
    void publicAddressesAreAccepted(String literal) {
        assertThat(PUBLIC_ONLY.accepts(address(literal))).isTrue();
    }

    static Stream<Arguments> formsOfInnerAddresses() {
        List<Arguments> all = new ArrayList<>();
        for (Form form : FORMS) {
            for (String inside : List.of("127.0.0.1", "10.1.2.3", "169.254.169.254", "100.64.0.1", "224.0.0.1")) {
                all.add(Arguments.of(form, inside));
            }
        }
        return all.stream();
    }

    @ParameterizedTest
    @MethodSource("formsOfInnerAddresses")
    void anIpv4AddressInsideOfAnIpv6AddressIsJudgedToo(Form form, String inside) throws UnknownHostException {
        InetAddress address = form.holding(inside);

        assertThat(PUBLIC_ONLY.accepts(address)).isFalse();
        assertThat(PUBLIC_ONLY.describe(address)).endsWith(" (" + inside + " inside it)");
    }

    @Test
    void theClientInATeredoAddressIsFoundThoughItsBitsAreTurnedOver() {
        InetAddress address = address("2001:0:101:101:0:0:80ff:fffe");

        assertThat(PUBLIC_ONLY.describe(address))
                .isEqualTo("the rule against loopback addresses (127.0.0.1 inside it)");
    }

    @ParameterizedTest
    @EnumSource
    void aKindAloneRefusesItsOwnAndNoPublicAddress(AddressKind kind) {
        AddressPolicy policy = AddressPolicy.deny(kind);

        assertThat(policy.accepts(address("1.1.1.1"))).isTrue();
        assertThat(policy.accepts(address("2606:2800::1"))).isTrue();
        assertThat(policy).hasToString("denies " + kind);
        assertThat(kind.toString()).matches("[a-z-]+");
    }

    @Test
    void aScopeHidesNothing() throws UnknownHostException {
        for (String literal : List.of("fe80::1", "::1", "fd00:ec2::254", "::7f00:1", "2002:7f00:1::")) {
            InetAddress scoped =
                    Inet6Address.getByAddress(null, address(literal).getAddress(), 1);
            assertThat(PUBLIC_ONLY.accepts(scoped)).as(literal).isFalse();
        }
    }

    @Test
    void kindsAreDeniedOneByOne() {
        AddressPolicy policy = AddressPolicy.deny(LOOPBACK, METADATA);

        assertThat(policy.accepts(address("127.0.0.1"))).isFalse();
        assertThat(policy.accepts(address("169.254.169.254"))).isFalse();
        assertThat(policy.accepts(address("169.254.1.1"))).isTrue();
        assertThat(policy.accepts(address("10.0.0.1"))).isTrue();
    }

    @Test
    void networksAreDeniedAndAllowedBesides() {
        AddressPolicy policy =
                PUBLIC_ONLY.allowing("10.20.0.0/16", "fd00:20::/32").denying("10.20.99.0/24", "1.1.1.1");

        assertThat(policy.accepts(address("10.20.1.1"))).isTrue();
        assertThat(policy.accepts(address("fd00:20::1"))).isTrue();
        assertThat(policy.accepts(address("64:ff9b::10.20.1.1"))).isTrue();
        assertThat(policy.accepts(address("10.21.1.1"))).isFalse();
        assertThat(policy.describe(address("10.20.99.1"))).isEqualTo("the rule against 10.20.99.0/24");
        assertThat(policy.describe(address("::ffff:0:1.1.1.1")))
                .isEqualTo("the rule against 1.1.1.1 (1.1.1.1 inside it)");
        assertThat(policy)
                .hasToString("denies loopback, metadata, link-local, private, shared, multicast, reserved,"
                        + " 10.20.99.0/24, 1.1.1.1; allows 10.20.0.0/16, fd00:20::/32");
    }

    @Test
    void allowingAnIpv6NetworkDoesNotAllowWhatItHoldsInside() {
        AddressPolicy policy = PUBLIC_ONLY.allowing("::/0");

        assertThat(policy.accepts(address("fd00::1"))).isTrue();
        assertThat(policy.accepts(address("2002:7f00:1::"))).isFalse();
    }

    @Test
    void aMistakeIsNamedWhenItIsMade() {
        assertThatThrownBy(() -> PUBLIC_ONLY.allowing("10.20.0.0/16", "intranet"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("'intranet' is no network");
    }

    @Test
    void policiesAreEqualIfTheySayTheSame() {
        assertThat(AddressPolicy.deny(PRIVATE, LOOPBACK).allowing("10.0.0.0/8"))
                .isEqualTo(AddressPolicy.deny(LOOPBACK, PRIVATE).allowing("10.0.0.0/8"))
                .hasSameHashCodeAs(AddressPolicy.deny(LOOPBACK, PRIVATE).allowing("10.0.0.0/8"))
                .isNotEqualTo(AddressPolicy.deny(LOOPBACK, PRIVATE))
                .isNotEqualTo(AddressPolicy.deny(LOOPBACK, LINK_LOCAL).allowing("10.0.0.0/8"));
        assertThat(AddressPolicy.deny()).hasToString("denies nothing");
    }

    @Test
    void everyAddressIsJudgedWithoutAnException() throws UnknownHostException {
        Random random = new Random(20261122);
        for (int i = 0; i < 100_000; i++) {
            byte[] bytes = new byte[random.nextBoolean() ? 4 : 16];
            random.nextBytes(bytes);
            InetAddress address = InetAddress.getByAddress(bytes);
            assertThat(PUBLIC_ONLY.accepts(address))
                    .isEqualTo(PUBLIC_ONLY.describe(address).equals("no rule"));
        }
    }
}
