package io.happyconnect.candidate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.Inet4Address;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AddressCandidateTest {

    @Test
    void itIsEqualByAddressAndPort() {
        assertThat(candidate("192.0.2.1"))
                .isEqualTo(candidate("192.0.2.1"))
                .hasSameHashCodeAs(candidate("192.0.2.1"))
                .isNotEqualTo(candidate("192.0.2.2"))
                .isNotEqualTo(new AddressCandidate(address("192.0.2.1"), 444))
                .isNotEqualTo(candidate("::192.0.2.1"))
                .isNotEqualTo("192.0.2.1:443")
                .isNotEqualTo(null);
    }

    @Test
    void theHashCodeTellsPortsAndAddressesApart() {
        assertThat(candidate("192.0.2.1").hashCode())
                .isNotEqualTo(candidate("192.0.2.2").hashCode())
                .isNotEqualTo(new AddressCandidate(address("192.0.2.1"), 444).hashCode());
    }

    @Test
    void theHostNameOfTheAddressPlaysNoPart() throws UnknownHostException {
        InetAddress named = InetAddress.getByAddress("example.com", new byte[] {(byte) 192, 0, 2, 1});

        assertThat(new AddressCandidate(named, 443))
                .isEqualTo(candidate("192.0.2.1"))
                .hasSameHashCodeAs(candidate("192.0.2.1"))
                .hasToString("192.0.2.1:443");
    }

    @Test
    void theScopeIsPartOfTheAddress() {
        AddressCandidate one = new AddressCandidate(linkLocal(1), 443);

        assertThat(one)
                .isEqualTo(new AddressCandidate(linkLocal(1), 443))
                .hasSameHashCodeAs(new AddressCandidate(linkLocal(1), 443))
                .isNotEqualTo(new AddressCandidate(linkLocal(2), 443));
    }

    @Test
    void anIpv4MappedAddressIsTheIpv4Address() {
        AddressCandidate mapped = new AddressCandidate(ipv6("00000000000000000000ffffc0000201", 0), 443);

        assertThat(mapped).isEqualTo(candidate("192.0.2.1")).hasToString("192.0.2.1:443");
        assertThat(mapped.family()).isEqualTo(AddressFamily.IPV4);
        assertThat(mapped.address()).isInstanceOf(Inet4Address.class);
        assertThat(new AddressCandidate(ipv6("00000000000000000000ffff7f000001", 0), 443).isLoopback())
                .isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "00000000000000000000fffec0000201",
                "00000000000000000000feffc0000201",
                "00000000000000000001ffffc0000201",
                "01000000000000000000ffffc0000201",
                "00000000000000000000000000000001",
                "0064ff9b0000000000000000c0000201"
            })
    void whatOnlyLooksLikeAMappedAddressStaysIpv6(String hex) {
        AddressCandidate candidate = new AddressCandidate(ipv6(hex, 0), 443);

        assertThat(candidate.family()).isEqualTo(AddressFamily.IPV6);
        assertThat(candidate.address()).isInstanceOf(Inet6Address.class);
    }

    @Test
    void familiesAndLoopbackAreThoseOfTheAddress() {
        assertThat(candidate("192.0.2.1").family())
                .isEqualTo(AddressFamily.IPV4)
                .hasToString("IPv4");
        assertThat(candidate("2001:db8::1").family())
                .isEqualTo(AddressFamily.IPV6)
                .hasToString("IPv6");
        assertThat(AddressFamily.IPV4.other()).isEqualTo(AddressFamily.IPV6);
        assertThat(AddressFamily.IPV6.other()).isEqualTo(AddressFamily.IPV4);
        assertThat(candidate("127.255.0.9").isLoopback()).isTrue();
        assertThat(candidate("::1").isLoopback()).isTrue();
        assertThat(candidate("128.0.0.1").isLoopback()).isFalse();
        assertThat(candidate("::2").isLoopback()).isFalse();
    }

    @Test
    void itIsWhatASocketConnectsTo() {
        AddressCandidate candidate = candidate("2001:db8::1");

        assertThat(candidate.socketAddress()).isEqualTo(new InetSocketAddress(address("2001:db8::1"), 443));
        assertThat(candidate.socketAddress().isUnresolved()).isFalse();
        assertThat(candidate.port()).isEqualTo(443);
    }

    @Test
    void portsAre1To65535() {
        assertThat(new AddressCandidate(address("192.0.2.1"), 1).port()).isEqualTo(1);
        assertThat(new AddressCandidate(address("192.0.2.1"), 65535).port()).isEqualTo(65535);
        for (int port : new int[] {-1, 0, 65536}) {
            assertThatThrownBy(() -> new AddressCandidate(address("192.0.2.1"), port))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage("port must be 1 to 65535, but is " + port);
        }
        assertThatThrownBy(() -> new AddressCandidate(null, 443))
                .isInstanceOf(NullPointerException.class)
                .hasMessage("address");
    }

    @Test
    void aWildcardIsTheLoopbackAddressOfItsFamily() {
        assertThat(new AddressCandidate(address("0.0.0.0"), 443)).hasToString("127.0.0.1:443");
        assertThat(new AddressCandidate(ipv6("00000000000000000000000000000000", 0), 443))
                .hasToString("[::1]:443");
    }

    /** RFC 5952 §4: no leading zeros, "::" for the longest run of two or more zero groups, the first of equals, lower case. */
    @ParameterizedTest
    @CsvSource({
        "00000000000000000000000000000001, ::1",
        "00010000000000000000000000000000, 1::",
        "20010db8000000000000000000000001, 2001:db8::1",
        "20010db8000000000001000000000001, 2001:db8::1:0:0:1",
        "20010db8000100000000000000000001, 2001:db8:1::1",
        "20010db8000000010001000100010001, 2001:db8:0:1:1:1:1:1",
        "20010db8000100010001000100010000, 2001:db8:1:1:1:1:1:0",
        "00000db8000100010001000100010001, 0:db8:1:1:1:1:1:1",
        "20010db8000100010001000100000000, 2001:db8:1:1:1:1::",
        "00000000000100010001000100010001, ::1:1:1:1:1:1",
        "20010000000000010000000000000001, 2001:0:0:1::1",
        "20010db8aaaabbbbccccddddeeee0001, 2001:db8:aaaa:bbbb:cccc:dddd:eeee:1",
        "0064ff9b0000000000000000c0000221, 64:ff9b::c000:221"
    })
    void ipv6IsWrittenAsPeopleSearchForIt(String hex, String text) {
        assertThat(new AddressCandidate(ipv6(hex, 0), 443)).hasToString("[" + text + "]:443");
    }

    @Test
    void theScopeIsWrittenBehindTheAddress() {
        assertThat(new AddressCandidate(linkLocal(3), 443)).hasToString("[fe80::1%3]:443");
        assertThat(new AddressCandidate(ipv6("fe800001000100010001000100010001", 3), 443))
                .hasToString("[fe80:1:1:1:1:1:1:1%3]:443");
        assertThat(new AddressCandidate(ipv6("fe800000000000000000000000000000", 3), 443))
                .hasToString("[fe80::%3]:443");
    }

    private static AddressCandidate candidate(String literal) {
        return new AddressCandidate(address(literal), 443);
    }

    private static InetAddress address(String literal) {
        try {
            return InetAddress.getByName(literal);
        } catch (UnknownHostException e) {
            throw new AssertionError(e);
        }
    }

    private static InetAddress linkLocal(int scope) {
        return ipv6("fe800000000000000000000000000001", scope);
    }

    /** The one way into the JDK that keeps an IPv4-mapped address as it is; scope 0 is none. */
    private static InetAddress ipv6(String hex, int scope) {
        byte[] bytes = new byte[16];
        for (int i = 0; i < 16; i++) {
            bytes[i] = (byte) Integer.parseInt(hex.substring(2 * i, 2 * i + 2), 16);
        }
        try {
            return Inet6Address.getByAddress(null, bytes, scope);
        } catch (UnknownHostException e) {
            throw new AssertionError(e);
        }
    }
}
