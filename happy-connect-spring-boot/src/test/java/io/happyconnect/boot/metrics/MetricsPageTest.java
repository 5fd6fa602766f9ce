package io.happyconnect.boot.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import io.happyconnect.HappyConnector;
import io.happyconnect.boot.Documentation;
import io.happyconnect.boot.Races;
import io.happyconnect.boot.label.Labels;
import io.happyconnect.candidate.AddressFamily;
import io.happyconnect.dns.observe.CacheUse;
import io.happyconnect.dns.observe.LookupOutcome;
import io.happyconnect.dns.observe.LookupReport;
import io.happyconnect.observe.AttemptOutcome;
import io.happyconnect.observe.FailureCause;
import io.happyconnect.observe.RaceOutcome;
import io.happyconnect.observe.RaceReport;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tag;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The tables of meters and tags in docs/observability.md against registries that have seen some races. */
class MetricsPageTest {

    private static final String PAGE = "observability.md";

    private static <R extends MeterRegistry> R afterSomeRaces(R registry) {
        RaceMetrics metrics = new RaceMetrics(
                () -> registry, new MetricsLimits(10, 10, true), () -> Stream.of(HappyConnector.create()));
        RaceReport report = Races.to("api.example.com:443")
                .answered(1, "2001:db8::1", "192.0.2.1")
                .failed("2001:db8::1", 1, 2, FailureCause.CONNECTION_REFUSED)
                .won("192.0.2.1", 11, 20)
                .ends(RaceOutcome.CONNECTED);
        Races.play(report, metrics);
        metrics.socketDiscarded(report.start(), report.attempts().get(0).candidate());
        var lookups = new LookupMetrics(() -> registry);
        lookups.cacheUsed(CacheUse.MISS);
        lookups.evicted();
        lookups.lookedUp(new LookupReport(
                "api.example.com", AddressFamily.IPV6, LookupOutcome.ADDRESSES, Duration.ofMillis(1), 1));
        return registry;
    }

    @Test
    void theTableOfMetersIsWhatARegistryHas() throws Exception {
        PrometheusMeterRegistry prometheus = afterSomeRaces(new PrometheusMeterRegistry(PrometheusConfig.DEFAULT));
        TreeMap<String, Meter.Id> meters = new TreeMap<>();
        afterSomeRaces(new SimpleMeterRegistry())
                .getMeters()
                .forEach(meter -> meters.put(meter.getId().getName(), meter.getId()));
        List<List<String>> expected =
                meters.values().stream().map(id -> row(id, prometheus)).toList();

        assertThat(Documentation.table(PAGE, "Meter"))
                .as("the table should be%n%s", Documentation.markdown(expected))
                .isEqualTo(expected);
    }

    private static List<String> row(Meter.Id id, PrometheusMeterRegistry prometheus) {
        String name = prometheus.config().namingConvention().name(id.getName(), id.getType(), id.getBaseUnit())
                + (id.getType() == Meter.Type.COUNTER ? "_total" : "");
        assertThat(prometheus.scrape()).contains("# TYPE " + name + " ");
        return List.of(
                "`" + id.getName() + "`",
                "`" + name + "`",
                id.getType().name().toLowerCase(Locale.ROOT).replace('_', ' '),
                id.getTags().stream().map(tag -> "`" + tag.getKey() + "`").collect(Collectors.joining(", ")),
                String.valueOf(id.getDescription()));
    }

    @Test
    void theTableOfTagsHasEveryTagThatARegistryHas() throws Exception {
        assertThat(Documentation.table(PAGE, "Tag").stream().map(row -> row.get(0)))
                .containsExactlyElementsOf(afterSomeRaces(new SimpleMeterRegistry()).getMeters().stream()
                        .flatMap(meter -> meter.getId().getTags().stream())
                        .map(Tag::getKey)
                        .distinct()
                        .sorted()
                        .map(key -> "`" + key + "`")
                        .toList());
    }

    @Test
    void theTableOfTagsHasEveryValueOfTheClosedLists() throws Exception {
        assertThat(values("error.type"))
                .contains(Arrays.stream(FailureCause.values())
                        .map(FailureCause::label)
                        .toArray(String[]::new))
                .contains("none", "unresolved", "unknown_host");
        assertThat(values("outcome"))
                .contains(Stream.concat(
                                Arrays.stream(RaceOutcome.values()).map(Labels::of),
                                Arrays.stream(AttemptOutcome.values()).map(Labels::of))
                        .toArray(String[]::new))
                .contains("empty", "filtered")
                .contains(Arrays.stream(LookupOutcome.values())
                        .map(LookupOutcome::toString)
                        .toArray(String[]::new));
        assertThat(values("result"))
                .containsExactlyInAnyOrder(
                        Arrays.stream(CacheUse.values()).map(CacheUse::toString).toArray(String[]::new));
        assertThat(values("network.type")).containsExactly("ipv4", "ipv6", "proxy", "tunnel", "unix", "none");
        assertThat(values("reason")).containsExactly("delay", "error");
    }

    private static List<String> values(String tag) throws Exception {
        return Documentation.table(PAGE, "Tag").stream()
                .filter(row -> row.get(0).equals("`" + tag + "`"))
                .flatMap(row -> Arrays.stream(row.get(1).split("[^a-z0-9_`]+")))
                .filter(word -> word.startsWith("`"))
                .map(word -> word.replace("`", ""))
                .distinct()
                .toList();
    }
}
