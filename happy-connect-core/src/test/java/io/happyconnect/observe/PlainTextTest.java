package io.happyconnect.observe;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.EOFException;
import java.io.IOException;
import java.net.UnknownHostException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PlainTextTest {

    @Test
    void lettersOfAnyScriptStay() {
        String text = "accès refusé, Straße, доступ запрещён, 拒否, \ud83d\udeab ~!\\";

        assertThat(PlainText.of((Object) text)).isEqualTo(text);
    }

    @Test
    void whatMovesTheCursorIsEscaped() {
        assertThat(PlainText.of((Object) "a\nb\rc\td\u001b[31me\u0000f\u007fg\u0085h"))
                .isEqualTo("a\\nb\\rc\\td\\u001b[31me\\u0000f\\u007fg\\u0085h");
    }

    @Test
    void whatTurnsTheDirectionOrCannotBeSeenIsEscaped() {
        assertThat(PlainText.of((Object) "a\u202eb\u2028c\u200bd\ufeffe\u00a0f\ud800g\ue000h"))
                .isEqualTo("a\\u202eb\\u2028c\\u200bd\\ufeffe\\u00a0f\\ud800g\\ue000h");
        assertThat(PlainText.of((Object) new String(Character.toChars(0xe0041))))
                .isEqualTo("\\u{e0041}");
    }

    @Test
    void anObjectWithoutATextHasItsClass() {
        Object broken = new Object() {
            @Override
            public String toString() {
                throw new IllegalStateException("not now");
            }
        };
        Object silent = new Object() {
            @Override
            public String toString() {
                return null;
            }
        };

        assertThat(PlainText.of(broken)).isEqualTo(broken.getClass().getName());
        assertThat(PlainText.of(silent)).isEqualTo("null");
        assertThat(PlainText.of((Object) null)).isEqualTo("null");
    }

    @Test
    void anExceptionIsItsMessageAndItsNameWhereTheMessageIsNoSentence() {
        assertThat(PlainText.of(new IOException("Invalid argument"))).isEqualTo("Invalid argument");
        assertThat(PlainText.of(new UnknownHostException("example.com")))
                .isEqualTo("UnknownHostException: example.com");
        assertThat(PlainText.of(new EOFException())).isEqualTo("EOFException");
        assertThat(PlainText.of(new EOFException("  "))).isEqualTo("EOFException");
        assertThat(PlainText.of(new IOException("two\nlines here"))).isEqualTo("two\\nlines here");
    }

    @Test
    void aTextWithoutEndHasOne() {
        assertThat(PlainText.of((Object) "x".repeat(300))).isEqualTo("x".repeat(300));
        assertThat(PlainText.of((Object) "x".repeat(301))).isEqualTo("x".repeat(297) + "...");
    }

    @ParameterizedTest
    @CsvSource({"10, abcdefghij, abcdefghij", "9, abcdef..., abc...hij", "8, abcde..., abc...ij", "3, ..., ..."})
    void longTextsLoseTheirEndOrTheirMiddle(int most, String start, String ends) {
        assertThat(PlainText.start("abcdefghij", most)).isEqualTo(start);
        assertThat(PlainText.ends("abcdefghij", most)).isEqualTo(ends);
    }

    @Test
    void noCharacterIsCutInTwo() {
        String signs = "\ud83d\udeab".repeat(10);

        assertThat(PlainText.start(signs, 8)).isEqualTo("\ud83d\udeab".repeat(2) + "...");
        assertThat(PlainText.ends(signs, 10)).isEqualTo("\ud83d\udeab..." + "\ud83d\udeab".repeat(2));
        for (int most = 3; most < signs.length(); most++) {
            assertThat(PlainText.start(signs, most)).hasSizeLessThanOrEqualTo(most);
            assertThat(PlainText.ends(signs, most)).hasSizeLessThanOrEqualTo(most);
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "example.com: Name or service not known  | Name or service not known",
                "example.com.: Name or service not known | Name or service not known",
                "EXAMPLE.COM: Name or service not known  | Name or service not known",
                "example.com: SERVFAIL                   | UnknownHostException: SERVFAIL",
                "example.com                             | UnknownHostException",
                "example.com.                            | UnknownHostException",
                "example.com:                            | UnknownHostException",
                "example.com.au: not registered          | example.com.au: not registered",
                "example.co: not registered              | example.co: not registered",
                "www.example.com: not registered         | www.example.com: not registered",
                "no entry for example.com                | no entry for example.com",
                "''                                      | UnknownHostException"
            })
    void aFailureAfterTheNameOfTheHostDoesNotRepeatIt(String message, String text) {
        assertThat(PlainText.withoutHost(new UnknownHostException(message), "example.com"))
                .isEqualTo(text);
    }
}
