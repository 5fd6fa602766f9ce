package io.happyconnect.boot.history;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class WindowTest {

    private static final long NOW = 1_000_000;

    private final Window window = new Window(Duration.ofSeconds(10));

    @Test
    void nothingSaysNothing() {
        assertThat(window.counts(NOW)).isEqualTo(new Window.Counts(0, 0, 0, null));
        assertThat(window.counts(NOW).state()).isEqualTo(State.UNKNOWN);
    }

    @Test
    void whatHappenedNineTenthsAgoStillCounts() {
        window.failed(NOW);

        assertThat(window.counts(NOW + 9_000).failed()).isEqualTo(1);
        assertThat(window.counts(NOW + 9_999).failed()).isEqualTo(1);
    }

    @Test
    void whatHappenedLongerAgoDoesNot() {
        window.failed(NOW);

        assertThat(window.counts(NOW + 10_000).failed()).isZero();
        assertThat(window.counts(NOW + 10_000).state()).isEqualTo(State.UNKNOWN);
    }

    @Test
    void aBucketThatComesRoundAgainStartsAtZero() {
        window.worked(NOW);
        window.worked(NOW + 10_000);

        assertThat(window.counts(NOW + 10_000).worked()).isEqualTo(1);
    }

    @Test
    void whatComesLateCountsAsRecent() {
        window.worked(NOW + 10_000);
        window.worked(NOW);

        assertThat(window.counts(NOW + 10_000).worked()).isEqualTo(2);
    }

    @Test
    void successAloneIsWorkingAndFailureAloneIsFailing() {
        window.worked(NOW);
        assertThat(window.counts(NOW).state()).isEqualTo(State.WORKING);

        Window other = new Window(Duration.ofSeconds(10));
        other.failed(NOW);
        assertThat(other.counts(NOW).state()).isEqualTo(State.FAILING);
    }

    @Test
    void bothAreDegradedUntilThreeInARowHaveFailed() {
        window.worked(NOW);
        window.failed(NOW);
        window.failed(NOW);
        assertThat(window.counts(NOW).state()).isEqualTo(State.DEGRADED);

        window.failed(NOW);
        assertThat(window.counts(NOW)).isEqualTo(new Window.Counts(1, 3, 3, Instant.ofEpochMilli(NOW)));
        assertThat(window.counts(NOW).state()).isEqualTo(State.FAILING);

        window.worked(NOW);
        assertThat(window.counts(NOW)).isEqualTo(new Window.Counts(2, 3, 0, null));
        assertThat(window.counts(NOW).state()).isEqualTo(State.DEGRADED);
    }

    @Test
    void remembersSinceWhenItFailsHoweverLongThatIs() {
        window.worked(NOW - 1);
        window.failed(NOW);
        window.failed(NOW + 8_000);
        window.failed(NOW + 60_000);

        assertThat(window.counts(NOW + 60_000).failingSince()).isEqualTo(Instant.ofEpochMilli(NOW));

        window.worked(NOW + 60_001);
        assertThat(window.counts(NOW + 60_001).failingSince()).isNull();

        window.failed(NOW + 60_002);
        assertThat(window.counts(NOW + 60_002).failingSince()).isEqualTo(Instant.ofEpochMilli(NOW + 60_002));
    }
}
