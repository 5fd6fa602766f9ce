package io.happyconnect.name;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.util.HexFormat;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class Ipv6Test {

    @ParameterizedTest
    @CsvSource({
        "::, 00000000000000000000000000000000",
        "::1, 00000000000000000000000000000001",
        "1::, 00010000000000000000000000000000",
        "2001:db8::1, 20010db8000000000000000000000001",
        "2001:DB8::A, 20010db800000000000000000000000a",
        "1:2:3:4:5:6:7:8, 00010002000300040005000600070008",
        "0001:0002:0003:0004:0005:0006:0007:0008, 00010002000300040005000600070008",
        "1:2:3:4:5:6:7::, 00010002000300040005000600070000",
        "::2:3:4:5:6:7:8, 00000002000300040005000600070008",
        "1::3:4:5:6:7:8, 00010000000300040005000600070008",
        "1:2::7:8, 00010002000000000000000000070008",
        "::192.0.2.1, 000000000000000000000000c0000201",
        "::ffff:192.0.2.1, 00000000000000000000ffffc0000201",
        "64:ff9b::192.0.2.1, 0064ff9b0000000000000000c0000201",
        "1:2:3:4:5:6:192.0.2.1, 000100020003000400050006c0000201",
        "1:2:3:4:5::192.0.2.1, 000100020003000400050000c0000201"
    })
    void readsTheFormsOfRfc4291(String text, String bytes) {
        assertThat(Ipv6.parse(text, 0, text.length())).isEqualTo(HexFormat.of().parseHex(bytes));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                ":",
                ":::",
                "1",
                "1:",
                ":1",
                "1:2",
                "1:2:3:4:5:6:7",
                "1:2:3:4:5:6:7:",
                ":1:2:3:4:5:6:7",
                "1:2:3:4:5:6:7:8:",
                ":1:2:3:4:5:6:7:8",
                "1:2:3:4:5:6:7:8:9",
                "1:2:3:4::5:6:7:8",
                "::1:2:3:4:5:6:7:8",
                "1:2:3:4:5:6:7:8::",
                "1::2::3",
                ":::1",
                "1:::",
                "1:::2",
                "::12345",
                "::g",
                "::-1",
                "::+1",
                "::0x1",
                "192.0.2.1",
                "::192.0.2",
                "::192.0.2.256",
                "::192.0.2.01",
                "::192.0.2.1.1",
                "::192.0.2.1:1",
                "1:2:3:4:5:6:7:192.0.2.1",
                "192.0.2.1::",
                "1:2:3:4:5:6::192.0.2.1",
                "::1 ",
                " ::1",
                "[::1]",
                "::1%1",
                "::１",
                "1:2:3:4:5:192.0.2.1"
            })
    void readsNothingElse(String text) {
        assertThat(Ipv6.parse(text, 0, text.length())).isNull();
    }

    @Test
    void looksAtNothingOutsideItsPart() {
        assertThat(Ipv6.parse("[::1]", 1, 4)).isEqualTo(HexFormat.of().parseHex("00000000000000000000000000000001"));
        assertThat(Ipv6.parse("::1", 0, 1)).isNull();
        assertThat(Ipv6.parse("1::", 0, 2)).isNull();
        assertThat(Ipv6.parse("::1::", 0, 3)).isNotNull();
        assertThat(Ipv6.parse("x::", 1, 1)).isNull();
    }

    /** The examples of RFC 5952 §4, and the ties and ends it decides. */
    @ParameterizedTest
    @CsvSource({
        "2001:0db8::0001, 2001:db8::1",
        "2001:db8:0:0:0:0:2:1, 2001:db8::2:1",
        "2001:db8:0:1:1:1:1:1, 2001:db8:0:1:1:1:1:1",
        "2001:0:0:1:0:0:0:1, 2001:0:0:1::1",
        "2001:db8:0:0:1:0:0:1, 2001:db8::1:0:0:1",
        "2001:DB8::ABCD, 2001:db8::abcd",
        "0:0:0:0:0:0:0:0, ::",
        "0:0:1:2:3:4:5:6, ::1:2:3:4:5:6",
        "1:2:3:4:5:6:0:0, 1:2:3:4:5:6::",
        "0:1:2:3:4:5:6:0, 0:1:2:3:4:5:6:0",
        "1:0:0:2:3:4:5:6, 1::2:3:4:5:6"
    })
    void writesTheFormOfRfc5952(String text, String canonical) {
        assertThat(Ipv6.text(Ipv6.parse(text, 0, text.length()))).isEqualTo(canonical);
    }

    @Test
    void whatIsWrittenIsReadAgainAndTheJdkReadsTheSame() throws Exception {
        var random = new Random(2373);
        for (int i = 0; i < 50_000; i++) {
            byte[] address = randomAddress(random);
            String text = Ipv6.text(address);
            assertThat(Ipv6.parse(text, 0, text.length())).as(text).isEqualTo(address);
            if (!Ipv6.isIpv4Mapped(address)) {
                assertThat(InetAddress.getByName("[" + text + "]").getAddress())
                        .as(text)
                        .isEqualTo(address);
            }
        }
    }

    /** Every second group is zero on average, so that runs of every length and place come up. */
    private static byte[] randomAddress(Random random) {
        var address = new byte[16];
        for (int group = 0; group < 8; group++) {
            int value = random.nextBoolean() ? 0 : random.nextInt(1 << (1 + random.nextInt(16)));
            address[2 * group] = (byte) (value >>> 8);
            address[2 * group + 1] = (byte) value;
        }
        return address;
    }

    @ParameterizedTest
    @CsvSource({
        "::ffff:0:0, true",
        "::ffff:255.255.255.255, true",
        "::fffe:c000:201, false",
        "::ff7f:c000:201, false",
        "::7fff:c000:201, false",
        "::1:ffff:c000:201, false",
        "1::ffff:c000:201, false",
        "::c000:201, false"
    })
    void knowsAnIpv4AddressInItsClothes(String text, boolean mapped) {
        assertThat(Ipv6.isIpv4Mapped(Ipv6.parse(text, 0, text.length()))).isEqualTo(mapped);
    }
}
