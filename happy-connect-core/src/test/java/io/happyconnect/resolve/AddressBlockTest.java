package io.happyconnect.resolve;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AddressBlockTest {

    private static boolean contains(String block, String address) {
        return AddressBlock.parse(block).contains(StubPlatform.address(address).getAddress());
    }

    @ParameterizedTest
    @CsvSource({
        "192.0.2.0/24, 192.0.2.0, 192.0.2.255, 192.0.1.255, 192.0.3.0",
        "192.0.2.64/26, 192.0.2.64, 192.0.2.127, 192.0.2.63, 192.0.2.128",
        "172.16.0.0/12, 172.16.0.0, 172.31.255.255, 172.15.255.255, 172.32.0.0",
        "192.0.2.7, 192.0.2.7, 192.0.2.7, 192.0.2.6, 192.0.2.8",
        "2001:db8::/32, 2001:db8::, 2001:db8:ffff:ffff:ffff:ffff:ffff:ffff, 2001:db7:ffff::, 2001:db9::",
        "fe80::/10, fe80::, febf:ffff::1, fe7f:ffff::1, fec0::",
        "2001:db8::7, 2001:db8::7, 2001:db8::7, 2001:db8::6, 2001:db8::8"
    })
    void containsItsFirstAndItsLastAddressAndNoneOfTheNeighbours(
            String block, String first, String last, String before, String after) {
        assertThat(contains(block, first)).isTrue();
        assertThat(contains(block, last)).isTrue();
        assertThat(contains(block, before)).isFalse();
        assertThat(contains(block, after)).isFalse();
    }

    @Test
    void theWholeOfAFamilyIsABlockAndHoldsNothingOfTheOther() {
        assertThat(contains("0.0.0.0/0", "192.0.2.1")).isTrue();
        assertThat(contains("0.0.0.0/0", "2001:db8::1")).isFalse();
        assertThat(contains("::/0", "2001:db8::1")).isTrue();
        assertThat(contains("::/0", "192.0.2.1")).isFalse();
    }

    @Test
    void isWrittenAsPeopleWriteIt() {
        assertThat(AddressBlock.parse("2001:0DB8:0:0::/32")).hasToString("2001:db8::/32");
        assertThat(AddressBlock.parse("192.0.2.1")).hasToString("192.0.2.1");
        assertThat(AddressBlock.parse("2001:db8::/32"))
                .isEqualTo(AddressBlock.parse("2001:db8:0::/32"))
                .hasSameHashCodeAs(AddressBlock.parse("2001:db8:0::/32"))
                .isNotEqualTo(AddressBlock.parse("2001:db8::/33"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "192.0.2.0/33",
                "192.0.2.0/-1",
                "192.0.2.0/",
                "192.0.2.0/08",
                "192.0.2.0/x",
                "192.0.2.0/99999999999",
                "2001:db8::/129",
                "2001:db8::/1000",
                "192.0.2.0/24/8"
            })
    void aLengthThatCannotBeIsRefused(String block) {
        assertThatThrownBy(() -> AddressBlock.parse(block))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("'" + block + "' has a length that cannot be: allowed are 0 to ");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "/8", "example.com", "example.com/8", "10/8", "127.1", "0x7f.0.0.1/8", "fe80::1%1/64"})
    void whatIsNoAddressIsRefused(String block) {
        assertThatThrownBy(() -> AddressBlock.parse(block))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("'" + block + "' is no network: allowed are networks like 10.0.0.0/8");
    }

    @Test
    void bitsBehindTheLengthAreRefusedForTheyAreAMistakeOfOneKindOrTheOther() {
        assertThatThrownBy(() -> AddressBlock.parse("10.1.2.3/8"))
                .hasMessage("'10.1.2.3/8' has bits behind its length: write 10.0.0.0/8, or the address alone");
    }

    @Test
    void aRefusalIsSafeToPrint() {
        assertThatThrownBy(() -> AddressBlock.parse("10.0.0.0\r\nX: y")).hasMessageStartingWith("'10.0.0.0??X: y' is");
    }
}
