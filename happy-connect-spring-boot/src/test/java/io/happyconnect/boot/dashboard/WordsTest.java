package io.happyconnect.boot.dashboard;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WordsTest {

    @ParameterizedTest
    @CsvSource({
        "0, 0.0 ms",
        "9.949, 9.9 ms",
        "9.95, 10 ms",
        "999.4, 999 ms",
        "999.5, 1.00 s",
        "12345, 12.35 s",
    })
    void durationsHaveTheDigitsThatMatter(double ms, String text) {
        assertThat(Words.milliseconds(ms)).isEqualTo(text);
    }

    @ParameterizedTest
    @CsvSource({
        "-1, 0 s",
        "0, 0 s",
        "119, 119 s",
        "120, 2 min",
        "7199, 119 min",
        "7200, 2 h",
        "172799, 47 h",
        "172800, 2 days",
    })
    void howLongAgoIsSaidInOneUnit(long seconds, String text) {
        Instant now = Instant.parse("2026-11-22T12:00:00Z");

        assertThat(new Moments(now).length(now.minusSeconds(seconds))).isEqualTo(text);
    }

    @Test
    void theDayIsSaidUnlessItIsToday() {
        Moments moments = new Moments(Instant.parse("2026-11-22T00:00:10Z"));
        Html html = new Html();
        moments.at(html, Instant.parse("2026-11-22T00:00:00Z"));
        moments.at(html, Instant.parse("2026-11-21T23:59:59Z"));

        assertThat(html)
                .hasToString("<time datetime=\"2026-11-22T00:00:00Z\">00:00:00 UTC</time>"
                        + "<time datetime=\"2026-11-21T23:59:59Z\">2026-11-21 23:59:59 UTC</time>");
    }

    @Test
    void anIpv6AddressHasBracketsBeforeAPort() {
        assertThat(Words.target("2001:db8::1", 443)).isEqualTo("[2001:db8::1]:443");
        assertThat(Words.target("example.com", 443)).isEqualTo("example.com:443");
        assertThat(Words.target("unix:/run/app.sock", 0)).isEqualTo("unix:/run/app.sock");
    }

    @Test
    void causesAreSaidInWords() {
        assertThat(Words.error("connection_refused")).isEqualTo("connection refused");
        assertThat(Words.error("_other")).isEqualTo("other error");
    }
}
