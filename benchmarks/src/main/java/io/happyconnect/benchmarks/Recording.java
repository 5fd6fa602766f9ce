package io.happyconnect.benchmarks;

import io.happyconnect.boot.history.HistoryLimits;
import io.happyconnect.boot.history.RaceHistory;
import io.happyconnect.boot.logging.RaceLog;
import io.happyconnect.boot.metrics.MetricsLimits;
import io.happyconnect.boot.metrics.RaceMetrics;
import io.happyconnect.observe.RaceListener;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.util.List;

/** The listeners of the Spring Boot starter, with its default limits and a registry for Prometheus. */
final class Recording {

    private Recording() {}

    static RaceListener metrics() {
        PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
        return new RaceMetrics(() -> registry, new MetricsLimits(100, 200, true));
    }

    static RaceListener history() {
        return new RaceHistory(new HistoryLimits(100, 100, 50, Duration.ofMinutes(5)), List.of(), Clock.systemUTC());
    }

    static RaceListener metricsHistoryAndLog() {
        return RaceListener.composite(List.of(metrics(), history(), new RaceLog(Duration.ofMinutes(1))));
    }
}
