package io.happyconnect.sample;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.happyconnect.testsupport.RefusingPort;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The dashboard for Grafana against what the sample really measures. */
class GrafanaDashboardTest {

    private static final Pattern SAMPLE = Pattern.compile("^(\\w+)(?:\\{(.*)})? \\S+$", Pattern.MULTILINE);
    private static final Pattern LABEL = Pattern.compile("(\\w+)=\"");
    private static final Duration PATIENCE = Duration.ofSeconds(90);

    private static RunningSample sample;
    private static Browser browser;
    private static RefusingPort refusing;

    @BeforeAll
    static void start() throws IOException {
        sample = new RunningSample();
        browser = new Browser(sample);
        refusing = new RefusingPort();
    }

    @AfterAll
    static void end() throws IOException {
        sample.close();
        refusing.close();
    }

    /** A fallback, a failure, and a name that nobody knows. */
    private static void race() throws IOException {
        Page page = browser.open("/");
        for (String to : List.of(
                "broken.example:" + sample.neighbourhoodPort(),
                "127.0.0.1:" + refusing.address().getPort(),
                "unknown.invalid:80")) {
            assertThat(browser.press(page, "Connect", Map.of("to", to)).status())
                    .isEqualTo(200);
        }
    }

    @Test
    void everyMetricAndLabelItAsksForIsInAScrape() throws IOException {
        race();
        Map<String, Set<String>> scraped =
                labelsByMetric(browser.open("/actuator/prometheus").body());

        List<GrafanaDashboard.Query> queries = GrafanaDashboard.read().queries();
        assertThat(queries).hasSizeGreaterThan(20);
        for (GrafanaDashboard.Query query : queries) {
            assertThat(query.wanted()).as(query.expression()).isNotEmpty();
            query.wanted()
                    .forEach((metric, labels) -> assertThat(scraped.getOrDefault(metric, Set.of("not there")))
                            .as("%s in \"%s\"", metric, query.panel())
                            .containsAll(labels));
        }
    }

    private static Map<String, Set<String>> labelsByMetric(String scrape) {
        Map<String, Set<String>> labels = new TreeMap<>();
        for (MatchResult line : SAMPLE.matcher(scrape).results().toList()) {
            Set<String> known = labels.computeIfAbsent(line.group(1), metric -> new TreeSet<>());
            if (line.group(2) != null) {
                LABEL.matcher(line.group(2)).results().forEach(label -> known.add(label.group(1)));
            }
        }
        return labels;
    }

    @Test
    void everyMetricThereIsIsShown() throws IOException {
        race();
        Set<String> scraped = new TreeSet<>(
                labelsByMetric(browser.open("/actuator/prometheus").body()).keySet());
        scraped.removeIf(metric -> !metric.startsWith("happy_connect_"));
        // Those of the DNS module are no part of the dashboard: applications that ask the platform do not have them.
        scraped.removeIf(metric -> metric.matches("happy_connect_dns_(cache|queries)_.*"));

        Set<String> shown = new TreeSet<>();
        GrafanaDashboard.read()
                .queries()
                .forEach(query -> query.wanted()
                        .keySet()
                        .forEach(metric -> shown.add(metric.replaceAll("_(count|sum|max)$", ""))));
        assertThat(scraped).allMatch(metric -> shown.contains(metric.replaceAll("_(count|sum|max)$", "")));
    }

    @Test
    void everyQueryFindsDataInAPrometheusServer(@TempDir Path directory) throws Exception {
        assumeTrue(Prometheus.isInstalled());
        GrafanaDashboard dashboard = GrafanaDashboard.read();
        try (Prometheus prometheus = new Prometheus(directory, sample.port())) {
            Map<String, String> missing = new LinkedHashMap<>();
            long end = System.nanoTime() + PATIENCE.toNanos();
            do {
                if (prometheus.isReady()) {
                    race();
                    missing.clear();
                    for (GrafanaDashboard.Query query : dashboard.queries()) {
                        List<String> values = values(prometheus.query(query.filledIn()));
                        if (values.isEmpty() || values.contains("NaN")) {
                            missing.put(query.panel() + ": " + query.filledIn(), values.toString());
                        }
                    }
                } else {
                    missing.put("prometheus", "not ready");
                }
                TimeUnit.MILLISECONDS.sleep(500); // between two looks, and two scrapes
            } while (!missing.isEmpty() && System.nanoTime() - end < 0);
            assertThat(missing).isEmpty();

            badAddressesAreFound(prometheus, dashboard);
            for (GrafanaDashboard.Variable variable : dashboard.variables()) {
                assertThat(prometheus
                                .labelValues(variable.label(), variable.selector())
                                .at("/data")
                                .node())
                        .as(variable.name())
                        .isNotEmpty();
            }
        }
    }

    private static void badAddressesAreFound(Prometheus prometheus, GrafanaDashboard dashboard) throws Exception {
        GrafanaDashboard.Query bad = dashboard.queries().stream()
                .filter(query -> query.panel().startsWith("Addresses that reached nothing"))
                .findFirst()
                .orElseThrow();
        List<String> addresses = new ArrayList<>();
        prometheus
                .query(bad.filledIn())
                .at("/data/result")
                .node()
                .forEach(series -> addresses.add(
                        series.path("metric").path("network_peer_address").asString()));
        assertThat(addresses).contains("127.0.0.101", "127.0.0.102").doesNotContain("127.0.0.103");
    }

    private static List<String> values(Json answer) {
        List<String> values = new ArrayList<>();
        answer.at("/data/result")
                .node()
                .forEach(series -> values.add(series.path("value").path(1).asString()));
        return values;
    }
}
