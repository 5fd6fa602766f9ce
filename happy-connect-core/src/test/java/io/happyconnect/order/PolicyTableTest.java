package io.happyconnect.order;

import static io.happyconnect.order.Addresses.address;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PolicyTableTest {

    /** RFC 6724 §2.1, both sides of each boundary. ORCHIDs (2001:10::/28, 2001:20::/28) have no row of their own. */
    @ParameterizedTest
    @CsvSource({
        "::, 1, 3",
        "::1, 50, 0",
        "::2, 1, 3",
        "::ffff:ffff, 1, 3",
        "::1:0:0, 40, 1",
        "::fffe:ffff:ffff, 40, 1",
        "0.0.0.0, 35, 4",
        "255.255.255.255, 35, 4",
        "::1:0:0:0, 40, 1",
        "2000:ffff:ffff:ffff:ffff:ffff:ffff:ffff, 40, 1",
        "2001::, 5, 5",
        "2001:0:ffff:ffff:ffff:ffff:ffff:ffff, 5, 5",
        "2001:1::, 40, 1",
        "2001:f:ffff::, 40, 1",
        "2001:10::, 40, 1",
        "2001:1f:ffff::, 40, 1",
        "2001:20::, 40, 1",
        "2001:2f:ffff::, 40, 1",
        "2001:30::, 40, 1",
        "2001:ffff::, 40, 1",
        "2002::, 30, 2",
        "2002:ffff:ffff:ffff:ffff:ffff:ffff:ffff, 30, 2",
        "2003::, 40, 1",
        "3ffd:ffff::, 40, 1",
        "3ffe::, 1, 12",
        "3ffe:ffff::, 1, 12",
        "3fff::, 40, 1",
        "fbff:ffff::, 40, 1",
        "fc00::, 3, 13",
        "fdff:ffff:ffff:ffff:ffff:ffff:ffff:ffff, 3, 13",
        "fe00::, 40, 1",
        "fe80::, 40, 1",
        "febf:ffff::, 40, 1",
        "fec0::, 1, 11",
        "feff:ffff:ffff:ffff:ffff:ffff:ffff:ffff, 1, 11",
        "ff00::, 40, 1"
    })
    void theDefaultIsTheTableOfTheRfc(String address, int precedence, int label) {
        PolicyTable table = PolicyTable.rfc6724();

        assertThat(table.precedence(address(address))).isEqualTo(precedence);
        assertThat(table.label(address(address))).isEqualTo(label);
    }

    @ParameterizedTest
    @CsvSource({
        "::1, 50, 0",
        "2001:db8::1, 40, 1",
        "fd00::1, 30, 13",
        "192.0.2.1, 20, 4",
        "2002::1, 5, 2",
        "2001::1, 5, 5",
        "::2, 1, 3",
        "fec0::1, 1, 11",
        "3ffe::1, 1, 12"
    })
    void theUpdatePutsUniqueLocalAddressesBeforeIpv4(String address, int precedence, int label) {
        PolicyTable table = PolicyTable.rfc6724Update();

        assertThat(table.precedence(address(address))).isEqualTo(precedence);
        assertThat(table.label(address(address))).isEqualTo(label);
    }

    @ParameterizedTest
    @CsvSource({
        "fd11:1111:1111::, 45, 14",
        "fd11:1111:1111:ffff::1, 45, 14",
        "fd11:1111:1112::, 30, 13",
        "fd11:1111:1110:ffff::, 30, 13"
    })
    void addressesOfTheOwnNetworkGoBeforeAllOthers(String address, int precedence, int label) {
        PolicyTable table = PolicyTable.rfc6724Update().toBuilder()
                .knownLocal(Prefix.parse("fd11:1111:1111::/48"))
                .build();

        assertThat(table.precedence(address(address))).isEqualTo(precedence);
        assertThat(table.label(address(address))).isEqualTo(label);
    }

    /** RFC 6724 §3.1, §3.2 and §3.4, RFC 4291 §2.7. */
    @ParameterizedTest
    @CsvSource({
        "::1, 2",
        "::2, 14",
        "fe7f:ffff::, 14",
        "fe80::, 2",
        "febf:ffff:ffff:ffff:ffff:ffff:ffff:ffff, 2",
        "fec0::, 5",
        "feff:ffff::, 5",
        "fc00::, 14",
        "fdff::, 14",
        "2001:db8::1, 14",
        "2002::1, 14",
        "2001::1, 14",
        "ff01::1, 1",
        "ff02::1, 2",
        "ff12::1, 2",
        "ff05::1, 5",
        "ff08::1, 8",
        "ff0e::1, 14",
        "ff0f::1, 15",
        "ff00::1, 0",
        "126.255.255.255, 14",
        "127.0.0.0, 2",
        "127.255.255.255, 2",
        "128.0.0.0, 14",
        "169.253.255.255, 14",
        "169.254.0.0, 2",
        "169.254.255.255, 2",
        "169.255.0.0, 14",
        "10.0.0.1, 14",
        "172.16.0.1, 14",
        "192.168.0.1, 14",
        "192.0.2.1, 14",
        "224.0.0.1, 14"
    })
    void scopesAreThoseOfTheRfc(String address, int scope) {
        assertThat(PolicyTable.rfc6724().scope(address(address))).isEqualTo(scope);
    }

    @Test
    void otherScopesReplaceThem() {
        PolicyTable table = PolicyTable.rfc6724().toBuilder()
                .ipv4Scopes(Map.of(Prefix.parse("10.0.0.0/8"), 5, Prefix.parse("10.1.0.0/16"), 2))
                .build();

        assertThat(table.scope(address("10.0.0.1"))).isEqualTo(5);
        assertThat(table.scope(address("10.1.0.1"))).isEqualTo(2);
        assertThat(table.scope(address("127.0.0.1"))).isEqualTo(14);
        assertThat(table.toBuilder().build().scope(address("10.0.0.1"))).isEqualTo(5);
        assertThat(table.toBuilder().build().scope(address("127.0.0.1"))).isEqualTo(14);
        assertThat(PolicyTable.rfc6724().scope(address("10.0.0.1"))).isEqualTo(14);
    }

    @Test
    void anEmptyTableTreatsAllAlike() {
        PolicyTable table = PolicyTable.builder().build();

        assertThat(table.precedence(address("::1"))).isEqualTo(40);
        assertThat(table.label(address("192.0.2.1"))).isEqualTo(1);
        assertThat(table.scope(address("127.0.0.1"))).isEqualTo(2);
    }

    @Test
    void aRowGivenAgainReplacesTheFirst() {
        PolicyTable table =
                PolicyTable.rfc6724().toBuilder().row("0.0.0.0/0", 100, 4).build();

        assertThat(table.precedence(address("192.0.2.1"))).isEqualTo(100);
        assertThat(PolicyTable.rfc6724().precedence(address("192.0.2.1"))).isEqualTo(35);
    }

    @Test
    void whatCannotBeIsRefused() {
        PolicyTable.Builder builder = PolicyTable.builder();

        assertThatThrownBy(() -> builder.row("example.com", 1, 1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(
                        "'example.com' is no prefix: allowed are an address and a length, like fc00::/7 or 192.0.2.0/24");
        assertThatThrownBy(() -> builder.row("fc00::/7", -1, 1))
                .hasMessage("precedence of fc00:0:0:0:0:0:0:0/7 must be 0 or more, but is -1");
        assertThatThrownBy(() -> builder.row("10.0.0.0/8", 1, -1))
                .hasMessage("label of 10.0.0.0/8 must be 0 or more, but is -1");
        assertThatThrownBy(() -> builder.ipv4Scopes(Map.of(Prefix.parse("10.0.0.0/8"), 16)))
                .hasMessage("scopes of IPv4 addresses must be 0 to 15 by an IPv4 prefix, but 10.0.0.0/8 is 16");
        assertThatThrownBy(() -> builder.ipv4Scopes(Map.of(Prefix.parse("fc00::/7"), 1)))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
