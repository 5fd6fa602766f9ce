package io.happyconnect.boot;

import static org.assertj.core.api.Assertions.assertThat;

import io.happyconnect.boot.history.HistoryLimits;
import io.happyconnect.boot.history.RaceHistory;
import io.happyconnect.boot.metrics.MetricsLimits;
import io.happyconnect.boot.metrics.RaceMetrics;
import io.happyconnect.observe.FailureCause;
import io.happyconnect.observe.RaceListener;
import io.happyconnect.observe.RaceOutcome;
import io.happyconnect.observe.RaceReport;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadInfo;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

/** Races that end at the same time do not wait for one another's records. What recording takes is measured in benchmarks. */
class RecordingBlocksNobodyTest {

    private static final int THREADS = 4;
    private static final int RACES = 20_000;

    private static final RaceReport REPORT = Races.to("api.example.com:443")
            .answered(1, "2001:db8::1", "192.0.2.1")
            .failed("2001:db8::1", 1, 2, FailureCause.CONNECTION_REFUSED)
            .won("192.0.2.1", 11, 20)
            .ends(RaceOutcome.CONNECTED);

    private final PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);

    private final RaceListener listener = RaceListener.composite(List.of(
            new RaceMetrics(() -> registry, new MetricsLimits(100, 200, true)),
            new RaceHistory(new HistoryLimits(100, 100, 50, Duration.ofMinutes(5)), List.of(), Clock.systemUTC())));

    @Test
    void threadsThatRecordToTheSameTargetTakeNoLockOfOneAnother() throws Exception {
        record(1_000);
        ExecutorService threads = Executors.newFixedThreadPool(THREADS);
        try {
            List<Callable<Long>> work = new ArrayList<>();
            for (int thread = 0; thread < THREADS; thread++) {
                work.add(() -> {
                    long before = timesHeldUp();
                    record(RACES);
                    return timesHeldUp() - before;
                });
            }
            for (Future<Long> heldUp : threads.invokeAll(work)) {
                assertThat(heldUp.get()).isZero();
            }
        } finally {
            threads.shutdown();
        }
        assertThat(registry.get("happy.connect.races").timer().count()).isEqualTo(1_000 + THREADS * RACES);
    }

    // Entering a monitor that another thread has, and parking for a lock or anything else.
    private static long timesHeldUp() {
        ThreadInfo thread = ManagementFactory.getThreadMXBean()
                .getThreadInfo(Thread.currentThread().getId());
        return thread.getBlockedCount() + thread.getWaitedCount();
    }

    private void record(int races) {
        for (int i = 0; i < races; i++) {
            Races.play(REPORT, listener);
        }
    }
}
