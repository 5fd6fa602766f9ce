package io.happyconnect.observe;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DurationTextTest {

    @ParameterizedTest
    @CsvSource({
        "PT0S, 0 ms",
        "PT0.000004999S, 0 ms",
        "PT0.000005S, 0.01 ms",
        "PT0.000094999S, 0.09 ms",
        "PT0.000095S, 0.1 ms",
        "PT0.00038S, 0.4 ms",
        "PT0.009949999S, 9.9 ms",
        "PT0.00995S, 10 ms",
        "PT0.012S, 12 ms",
        "PT0.25S, 250 ms",
        "PT0.999499999S, 999 ms",
        "PT0.9995S, 1.00 s",
        "PT1.25S, 1.25 s",
        "PT1.005S, 1.01 s",
        "PT9.994999999S, 9.99 s",
        "PT9.995S, 10.0 s",
        "PT59.949999999S, 59.9 s",
        "PT59.95S, 1 min 0 s",
        "PT2M13.7S, 2 min 14 s",
        "PT59M59.499999999S, 59 min 59 s",
        "PT59M59.5S, 1 h 0 min",
        "PT3H4M31S, 3 h 5 min",
        "PT99H59M29.999999999S, 99 h 59 min",
        "PT99H59M30S, 100 h",
    })
    void hasTheDigitsThatMatterOnBothSidesOfEachBoundary(Duration duration, String text) {
        assertThat(DurationText.of(duration)).isEqualTo(text);
    }

    @Test
    void durationsThatCannotBeAreNoError() {
        assertThat(DurationText.of(Duration.ofSeconds(Long.MAX_VALUE))).isEqualTo("2562048 h");
        assertThat(DurationText.of(Duration.ofNanos(Long.MAX_VALUE))).isEqualTo("2562048 h");
        assertThat(DurationText.of(Duration.ofSeconds(Long.MIN_VALUE))).isEqualTo("0 ms");
        assertThat(DurationText.of(Duration.ofNanos(-1))).isEqualTo("0 ms");
    }
}
