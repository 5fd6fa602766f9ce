package io.happyconnect.order;

import static io.happyconnect.order.Addresses.address;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PrefixTest {

    @ParameterizedTest
    @CsvSource({
        "::/0, 0:0:0:0:0:0:0:0/0, 0",
        "fc00::/7, fc00:0:0:0:0:0:0:0/7, 7",
        "fdff::/7, fc00:0:0:0:0:0:0:0/7, 7",
        "::1, 0:0:0:0:0:0:0:1/128, 128",
        "2001:db8::1:2/63, 2001:db8:0:0:0:0:0:0/63, 63",
        "2001:db8::1:2/64, 2001:db8:0:0:0:0:0:0/64, 64",
        "2001:db8:0:0:8000::/65, 2001:db8:0:0:8000:0:0:0/65, 65",
        "::ffff:0:0/96, 0.0.0.0/0, 96",
        "0.0.0.0/0, 0.0.0.0/0, 96",
        "192.0.2.1/24, 192.0.2.0/24, 120",
        "::ffff:192.0.2.1/120, 192.0.2.0/24, 120",
        "192.0.2.1, 192.0.2.1/32, 128",
        "::192.0.2.1/96, 0:0:0:0:0:0:0:0/96, 96",
        "::ffff:0:0/80, 0:0:0:0:0:0:0:0/80, 80"
    })
    void readsAddressAndLength(String text, String shown, int length) {
        assertThat(Prefix.parse(text)).hasToString(shown);
        assertThat(Prefix.parse(text).length()).isEqualTo(length);
        assertThat(Prefix.parse(shown)).isEqualTo(Prefix.parse(text)).hasSameHashCodeAs(Prefix.parse(text));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "/",
                "/7",
                "fc00::/",
                "fc00::/129",
                "fc00::/-1",
                "fc00::/+7",
                "fc00::/7x",
                "fc00:: /7",
                "fc00::/ 7",
                "fc00::/7/7",
                "fe80::1%1/64",
                "fe80::%lo",
                "localhost",
                "example.com/24",
                "a/8",
                "beef",
                "1.2.3/24",
                "1.2.3.4.5",
                "1.2.3.256",
                "1.2.3.4/33",
                "1:2:3/64",
                ":::/64",
                "[::1]/128",
                "::1]",
                "::1/999999999999",
                "٣::/16",
                "1.2.3.4:80",
                "::1.2.3"
            })
    void whatIsNoneIsRefused(String text) {
        assertThatThrownBy(() -> Prefix.parse(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("'" + text + "' is no prefix");
        assertThat(Prefix.find(text)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"192.0.2.1, 33, 32", "192.0.2.1, -1, 32", "2001:db8::1, 129, 128", "2001:db8::1, -1, 128"})
    void aLengthOutOfRangeIsRefused(String address, int length, int most) {
        assertThatThrownBy(() -> Prefix.of(address(address), length))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("length of a prefix of " + address(address).getHostAddress() + " must be 0 to " + most
                        + ", but is " + length);
    }

    @Test
    void containsWhatHasTheSameBitsAndNothingElse() {
        Random random = new Random(6724);
        for (int i = 0; i < 20_000; i++) {
            var address = Addresses.random(random);
            int most = 8 * address.getAddress().length;
            int length = random.nextInt(most + 1);
            Prefix prefix = Prefix.of(address, length);

            int flipped = random.nextInt(most);
            byte[] bytes = address.getAddress();
            bytes[flipped / 8] ^= (byte) (0x80 >>> flipped % 8);
            assertThat(prefix.contains(address)).isTrue();
            assertThat(prefix.contains(bits(bytes)))
                    .as("%s without bit %d of %s", prefix, flipped, address)
                    .isEqualTo(flipped >= length);
        }
    }

    private static AddressBits bits(byte[] bytes) {
        try {
            // An IPv6 address may have become a mapped one by the flip, which is the same bits.
            return AddressBits.of(java.net.InetAddress.getByAddress(bytes));
        } catch (java.net.UnknownHostException e) {
            throw new AssertionError(e);
        }
    }
}
