package io.happyconnect.sample.connect;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ElapsedTest {

    @ParameterizedTest
    @CsvSource({
        "0, 0.0 ms",
        "300, 0.3 ms",
        "9_949, 9.9 ms",
        "9_950, 10 ms",
        "152_300, 152 ms",
        "999_499, 999 ms",
        "999_500, 1.00 s",
        "3_004_000, 3.00 s",
    })
    void hasTwoOrThreeDigitsThatMatter(String micros, String text) {
        assertThat(Elapsed.text(Duration.ofNanos(Long.parseLong(micros.replace("_", "")) * 1_000)))
                .isEqualTo(text);
    }
}
