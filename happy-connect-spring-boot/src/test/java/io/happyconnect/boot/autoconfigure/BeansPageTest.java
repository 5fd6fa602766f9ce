package io.happyconnect.boot.autoconfigure;

import static org.assertj.core.api.Assertions.assertThat;

import io.happyconnect.HappyConnector;
import io.happyconnect.HappyConnectorBuilder;
import io.happyconnect.boot.Documentation;
import io.happyconnect.boot.endpoint.HappyConnectEndpoint;
import io.happyconnect.boot.endpoint.SetupDescriptor;
import io.happyconnect.boot.health.HappyConnectHealthIndicator;
import io.happyconnect.boot.history.HistoryLimits;
import io.happyconnect.boot.history.RaceHistory;
import io.happyconnect.boot.logging.RaceLog;
import io.happyconnect.boot.metrics.LookupMetrics;
import io.happyconnect.boot.metrics.MetricsLimits;
import io.happyconnect.boot.metrics.RaceMetrics;
import io.happyconnect.boot.observation.RaceConventions;
import io.happyconnect.boot.observation.RaceObservations;
import io.happyconnect.okhttp.HappyConnectOkHttp;
import io.happyconnect.resolve.Resolver;
import io.happyconnect.resolve.StaticHosts;
import java.time.Clock;
import java.time.Duration;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.http.client.InetAddressFilter;
import org.springframework.boot.micrometer.metrics.autoconfigure.CompositeMeterRegistryAutoConfiguration;
import org.springframework.boot.micrometer.metrics.autoconfigure.MetricsAutoConfiguration;
import org.springframework.boot.micrometer.metrics.autoconfigure.export.simple.SimpleMetricsExportAutoConfiguration;
import org.springframework.boot.micrometer.observation.autoconfigure.ObservationAutoConfiguration;
import org.springframework.boot.test.context.runner.WebApplicationContextRunner;

/** The beans there are: those of the table in docs/configuration.md, each replaceable, each part with a switch. */
class BeansPageTest {

    private final WebApplicationContextRunner everything = new WebApplicationContextRunner()
            .withConfiguration(AutoConfigurations.of(ClassPathTest.autoConfigurations()))
            .withConfiguration(AutoConfigurations.of(
                    MetricsAutoConfiguration.class,
                    CompositeMeterRegistryAutoConfiguration.class,
                    SimpleMetricsExportAutoConfiguration.class,
                    ObservationAutoConfiguration.class))
            .withBean("inetAddressFilter", InetAddressFilter.class, () -> address -> true)
            .withPropertyValues(
                    "happy-connect.observations.enabled=true",
                    "happy-connect.ssh.enabled=true",
                    "happy-connect.ssh.agent=",
                    "management.endpoints.web.exposure.include=happyconnect");

    @Test
    void theTableHasEveryBean() throws Exception {
        List<String> documented = Documentation.table("configuration.md", "Bean", "Type").stream()
                .map(row -> row.get(0).replace("`", ""))
                .toList();

        everything.run(context -> assertThat(
                        Arrays.stream(context.getBeanDefinitionNames()).filter(name -> name.startsWith("happyConnect")))
                .containsExactlyInAnyOrderElementsOf(documented));
    }

    static Stream<Arguments> replacements() {
        Map<Class<?>, Supplier<?>> replacements = new LinkedHashMap<>();
        replacements.put(HappyConnector.class, HappyConnector::create);
        replacements.put(HappyConnectorBuilder.class, HappyConnector::builder);
        replacements.put(Resolver.class, () -> StaticHosts.of(Map.of()));
        replacements.put(RaceMetrics.class, () -> new RaceMetrics(() -> null, new MetricsLimits(1, 1, false)));
        replacements.put(LookupMetrics.class, () -> new LookupMetrics(() -> null));
        replacements.put(RaceObservations.class, () -> new RaceObservations(() -> null, RaceConventions.defaults()));
        replacements.put(RaceHistory.class, BeansPageTest::history);
        replacements.put(RaceLog.class, () -> new RaceLog(Duration.ZERO));
        replacements.put(
                HappyConnectEndpoint.class,
                () -> new HappyConnectEndpoint(
                        history(), Stream::of, () -> new SetupDescriptor(List.of(), List.of(), List.of())));
        replacements.put(HappyConnectOkHttp.class, () -> HappyConnectOkHttp.of(HappyConnector.create()));
        return replacements.entrySet().stream().map(entry -> Arguments.of(entry.getKey(), entry.getValue()));
    }

    private static RaceHistory history() {
        return new RaceHistory(new HistoryLimits(1, 1, 1, Duration.ofMinutes(1)), List.of(), Clock.systemUTC());
    }

    @ParameterizedTest
    @MethodSource("replacements")
    <T> void aBeanOfTheApplicationReplacesOurs(Class<T> type, Supplier<T> own) {
        everything
                .withBean("own", type, own)
                .run(context ->
                        assertThat(context).hasNotFailed().getBeanNames(type).containsExactly("own"));
    }

    @ParameterizedTest
    @CsvSource({
        "happy-connect.metrics.enabled, happyConnectMetrics",
        "happy-connect.metrics.enabled, happyConnectLookupMetrics",
        "happy-connect.metrics.enabled, happyConnectMeterRegistrySource",
        "happy-connect.metrics.enabled, happyConnectObservationMeterFilter",
        "happy-connect.observations.enabled, happyConnectObservations",
        "happy-connect.observations.enabled, happyConnectObservationRegistrySource",
        "happy-connect.ssh.enabled, happyConnectSshTunnels",
        "happy-connect.history.enabled, happyConnectHistory",
        "management.health.happy-connect.enabled, happyConnectHealthIndicator",
        "happy-connect.logging.failures, happyConnectLog",
        "happy-connect.logging.startup, happyConnectStartupLine",
        "happy-connect.dashboard.enabled, happyConnectDashboard",
        "happy-connect.okhttp.enabled, happyConnectOkHttp",
        "happy-connect.http.enabled, happyConnectHttpConnections",
        "happy-connect.inet-address-filter, happyConnectInetAddressFilter"
    })
    void aSwitchTurnsOnePartOffAndLeavesTheConnector(String property, String bean) {
        everything.run(context -> assertThat(context).hasBean(bean));
        everything
                .withPropertyValues(property + "=false")
                .run(context ->
                        assertThat(context).hasSingleBean(HappyConnector.class).doesNotHaveBean(bean));
    }

    @Test
    void theSwitchOfEverythingLeavesNothing() {
        everything
                .withPropertyValues("happy-connect.enabled=false")
                .run(context -> assertThat(Arrays.stream(context.getBeanDefinitionNames())
                                .filter(name -> name.startsWith("happyConnect")))
                        .isEmpty());
        everything.run(context -> assertThat(context).hasSingleBean(HappyConnectHealthIndicator.class));
    }
}
