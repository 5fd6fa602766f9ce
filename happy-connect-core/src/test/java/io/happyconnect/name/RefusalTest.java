package io.happyconnect.name;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RefusalTest {

    @Test
    void whatPrintsIsShownAsItIs() {
        assertThat(Refusal.quoted("bücher.例え/\"'\\😀")).isEqualTo("'bücher.例え/\"'\\😀'");
    }

    @Test
    void whatDoesNotPrintIsEscaped() {
        assertThat(Refusal.quoted("a\r\n\tb\u0000\u001b[31m\u007f\u0085\u2028\u2029\u202e\u200b\ufeff\ue000\ud800"))
                .isEqualTo(
                        "'a\\r\\n\\tb\\u0000\\u001B[31m\\u007F\\u0085\\u2028\\u2029\\u202E\\u200B\\uFEFF\\uE000\\uD800'");
    }

    @Test
    void whatIsLongIsCutAfter100Characters() {
        assertThat(Refusal.quoted("x".repeat(100))).isEqualTo("'" + "x".repeat(100) + "'");
        assertThat(Refusal.quoted("x".repeat(101))).isEqualTo("'" + "x".repeat(100) + "'... (101 characters)");
    }

    @Test
    void theCutSplitsNeitherAnEscapeNorACharacter() {
        assertThat(Refusal.quoted("x".repeat(99) + "\u0000y"))
                .isEqualTo("'" + "x".repeat(99) + "\\u0000'... (101 characters)");
        assertThat(Refusal.quoted("x".repeat(99) + "😀y")).isEqualTo("'" + "x".repeat(99) + "😀'... (102 characters)");
    }

    @ParameterizedTest
    @CsvSource({
        "user:secret@example.com, '''***@example.com'''",
        "https://user:secret@example.com/, '''https://***@example.com/'''",
        "https://user:p@ss://word@example.com, '''https://***@example.com'''",
        "user@https://example.com, '''***@https://example.com'''",
        "@, '''***@'''"
    })
    void aUserIsLeftOut(String value, String shown) {
        assertThat(Refusal.quoted(value)).isEqualTo(shown);
    }

    @Test
    void anyTextPrintsInAShortLine() {
        var random = new Random(117);
        for (int i = 0; i < 20_000; i++) {
            var text = new StringBuilder();
            for (int length = random.nextInt(130); length > 0; length--) {
                text.append((char) random.nextInt(0x10000));
            }
            String shown = Refusal.quoted(text.toString());
            assertThat(shown.codePoints().allMatch(Refusal::prints)).as(shown).isTrue();
            assertThat(shown).hasSizeLessThan(140);
        }
    }
}
