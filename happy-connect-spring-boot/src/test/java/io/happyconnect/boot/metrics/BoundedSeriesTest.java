package io.happyconnect.boot.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import io.happyconnect.boot.Races;
import io.happyconnect.observe.FailureCause;
import io.happyconnect.observe.RaceOutcome;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** What a scrape costs an application that connects to everybody. */
class BoundedSeriesTest {

    private static final int TARGETS = 10_000;
    private static final int MAX_TARGETS = 100;
    private static final int MAX_ADDRESSES = 200;

    private final PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);

    @Test
    void tenThousandTargetsLeaveAHundredAndOne() {
        RaceMetrics metrics = new RaceMetrics(() -> registry, new MetricsLimits(MAX_TARGETS, MAX_ADDRESSES, true));
        for (int i = 0; i < TARGETS; i++) {
            String address = "2001:db8::" + Integer.toHexString(i);
            Races.play(
                    Races.to("host" + i + ".example.com:" + (1 + i))
                            .answered(1, address, "192.0.2.1")
                            .failed(address, 1, 1, FailureCause.NETWORK_UNREACHABLE)
                            .won("192.0.2.1", 1, 20)
                            .ends(RaceOutcome.CONNECTED),
                    metrics);
        }

        String scrape = registry.scrape();

        assertThat(values(scrape, "server_address")).hasSize(MAX_TARGETS + 1).contains("_other");
        assertThat(values(scrape, "server_port")).hasSize(MAX_TARGETS + 1).contains("_other");
        assertThat(values(scrape, "dns_question_name")).hasSize(MAX_TARGETS + 1).contains("_other");
        assertThat(values(scrape, "network_peer_address"))
                .hasSize(MAX_ADDRESSES + 1)
                .contains("_other");
        // Races 1, attempts 2, fallbacks 1, lookups 1 for each target, 1 for each address, and 7 others; three lines
        // each.
        assertThat(scrape.lines().filter(line -> !line.startsWith("#")).count())
                .isLessThanOrEqualTo(3 * ((MAX_TARGETS + 1) * 5 + (MAX_ADDRESSES + 1) * 2 + 7));
        assertThat(scrape)
                .contains("happy_connect_targets_overflow_total{connector=\"default\"} "
                        + (double) (TARGETS - MAX_TARGETS));
    }

    private static Set<String> values(String scrape, String tag) {
        return Pattern.compile(tag + "=\"([^\"]*)\"")
                .matcher(scrape)
                .results()
                .map((MatchResult result) -> result.group(1))
                .collect(Collectors.toSet());
    }
}
