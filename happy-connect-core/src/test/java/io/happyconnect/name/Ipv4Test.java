package io.happyconnect.name;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class Ipv4Test {

    @ParameterizedTest
    @CsvSource({
        "0.0.0.0, 0",
        "0.0.0.1, 1",
        "0.0.1.0, 256",
        "192.0.2.1, 3221225985",
        "127.0.0.1, 2130706433",
        "255.255.255.255, 4294967295"
    })
    void readsFourDecimalNumbers(String text, long address) {
        assertThat(Ipv4.parse(text, 0, text.length())).isEqualTo(address);
        assertThat(Ipv4.text(Ipv4.bytes(address))).isEqualTo(text);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                ".",
                "...",
                "1",
                "1.2",
                "1.2.3",
                "1.2.3.",
                ".1.2.3",
                "1..2.3",
                "1.2.3.4.",
                "1.2.3.4.5",
                "256.0.0.0",
                "0.0.0.256",
                "1.2.3.1000",
                "01.2.3.4",
                "1.2.3.00",
                "1.2.3.-4",
                "1.2.3.+4",
                "1.2.3.a",
                "0x1.2.3.4",
                "1.2.3.4 ",
                " 1.2.3.4",
                "1.2.3.４",
                "1,2,3,4"
            })
    void readsNothingElse(String text) {
        assertThat(Ipv4.parse(text, 0, text.length())).isEqualTo(-1);
    }

    @Test
    void looksAtNothingOutsideItsPart() {
        assertThat(Ipv4.parse("x192.0.2.1.9", 1, 10)).isEqualTo(3221225985L);
        assertThat(Ipv4.parse("192.0.2.1", 0, 7)).isEqualTo(-1);
        assertThat(Ipv4.parse("192.0.2.1", 0, 6)).isEqualTo(-1);
    }

    @Test
    void whatIsWrittenIsReadAgain() {
        var random = new Random(791);
        for (int i = 0; i < 20_000; i++) {
            long address = random.nextLong() & 0xffffffffL;
            String text = Ipv4.text(Ipv4.bytes(address));
            assertThat(Ipv4.parse(text, 0, text.length())).as(text).isEqualTo(address);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"1", "0", "127.1", "a.1", "a.007", "0x", "0xf", "0xff.0x7f", "a.0x09af"})
    void aNameThatEndsInANumberIsMistakable(String name) {
        assertThat(Ipv4.isMistakable(name)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"a", "1.a", "127.1a", "x0", "0xg", "0x7f.a", "0x1.0x1g", "1-1", "1_1", "0y1"})
    void aNameThatEndsInAWordIsNot(String name) {
        assertThat(Ipv4.isMistakable(name)).isFalse();
    }
}
