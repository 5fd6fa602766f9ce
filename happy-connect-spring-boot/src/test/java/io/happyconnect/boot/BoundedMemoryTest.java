package io.happyconnect.boot;

import static org.assertj.core.api.Assertions.assertThat;

import io.happyconnect.boot.history.HistoryLimits;
import io.happyconnect.boot.history.RaceHistory;
import io.happyconnect.boot.logging.RaceLog;
import io.happyconnect.boot.metrics.MetricsLimits;
import io.happyconnect.boot.metrics.RaceMetrics;
import io.happyconnect.boot.observation.RaceConventions;
import io.happyconnect.boot.observation.RaceObservations;
import io.happyconnect.observe.FailureCause;
import io.happyconnect.observe.RaceListener;
import io.happyconnect.observe.RaceOutcome;
import io.micrometer.observation.ObservationRegistry;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.lang.management.ManagementFactory;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** All that listens, with the limits it has by default, in an application that connects to everybody. */
class BoundedMemoryTest {

    private static final int TARGETS = 100_000;
    private static final int FULL = 2_000;
    private static final long MOST_MEGABYTES_MORE = 8;

    private final PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    private final RaceHistory history =
            new RaceHistory(new HistoryLimits(100, 100, 50, Duration.ofMinutes(5)), List.of(), Clock.systemUTC());
    private final RaceListener everything = RaceListener.composite(List.of(
            new RaceMetrics(() -> registry, new MetricsLimits(100, 200, true)),
            history,
            new RaceObservations(ObservationRegistry::create, RaceConventions.defaults()),
            new RaceLog(Duration.ofMinutes(1))));

    @Test
    void aHundredThousandTargetsTakeNoMoreThanAFewThousand() {
        play(0, FULL);
        long megabytesWhenFull = megabytesUsed();
        int metersWhenFull = registry.getMeters().size();
        play(FULL, TARGETS);

        assertThat(registry.getMeters()).hasSize(metersWhenFull);
        assertThat(history.targets()).hasSize(100);
        assertThat(history.recentRaces()).hasSize(100);
        assertThat(history.totals().failed()).isEqualTo(TARGETS);
        // Kept in full, each race would take a kilobyte at least: a hundred megabytes.
        assertThat(megabytesUsed()).isLessThanOrEqualTo(megabytesWhenFull + MOST_MEGABYTES_MORE);
    }

    // Two addresses each, none of them seen before.
    private void play(int from, int to) {
        for (int i = from; i < to; i++) {
            String last = Integer.toHexString(i >> 16) + ":" + Integer.toHexString(i & 0xffff);
            Races.play(
                    Races.to("host" + i + ".example.com:" + (1 + i % 65_535))
                            .connector("connector" + i % 30)
                            .answered(1, "2001:db8::" + last, "2001:db8:1::" + last)
                            .failed("2001:db8::" + last, 1, 1, FailureCause.NETWORK_UNREACHABLE)
                            .failed("2001:db8:1::" + last, 2, 1, FailureCause.CONNECTION_REFUSED)
                            .ends(RaceOutcome.FAILED),
                    everything);
        }
    }

    // The least of several looks: whatever else the tests of this module left behind goes away in between.
    private static long megabytesUsed() {
        long least = Long.MAX_VALUE;
        for (int i = 0; i < 5; i++) {
            System.gc();
            least = Math.min(
                    least,
                    ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed());
        }
        return least >> 20;
    }
}
