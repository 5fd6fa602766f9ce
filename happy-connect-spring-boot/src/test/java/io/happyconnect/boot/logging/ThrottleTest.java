package io.happyconnect.boot.logging;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class ThrottleTest {

    private static final long PERIOD = Duration.ofMinutes(1).toNanos();

    private long now = Long.MAX_VALUE - PERIOD / 2;

    private final Throttle throttle = new Throttle(Duration.ofMinutes(1), () -> now);

    @Test
    void theFirstPassesAndTheNextWaitsForThePeriod() {
        assertThat(throttle.pass("a")).isZero();

        now += PERIOD - 1;
        assertThat(throttle.pass("a")).isEqualTo(Throttle.NOT_NOW);

        now += 1;
        assertThat(throttle.pass("a")).as("one was held").isEqualTo(1);

        now += PERIOD;
        assertThat(throttle.pass("a")).as("none was held").isZero();
    }

    @Test
    void eachKeyHasAPeriodOfItsOwn() {
        assertThat(throttle.pass("a")).isZero();
        assertThat(throttle.pass("b")).isZero();
        assertThat(throttle.pass("a")).isEqualTo(Throttle.NOT_NOW);
    }

    @Test
    void keysBeyondTheLimitShareOnePlace() {
        for (int i = 0; i < Throttle.MOST_KEYS; i++) {
            assertThat(throttle.pass("key" + i)).isZero();
        }

        assertThat(throttle.pass("one more")).as("the first of the others").isZero();
        assertThat(throttle.pass("another one")).isEqualTo(Throttle.NOT_NOW);
    }

    @Test
    void afterAFloodKeysHaveTheirOwnPlaceAgain() {
        for (int i = 0; i < 10_000; i++) {
            throttle.pass("key" + i);
        }
        now += PERIOD;

        assertThat(throttle.pass("a")).isZero();
        assertThat(throttle.pass("b")).isZero();
    }
}
