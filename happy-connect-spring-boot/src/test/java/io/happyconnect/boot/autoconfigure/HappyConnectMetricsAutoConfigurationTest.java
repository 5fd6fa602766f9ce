package io.happyconnect.boot.autoconfigure;

import static org.assertj.core.api.Assertions.assertThat;

import io.happyconnect.HappyConnector;
import io.happyconnect.boot.metrics.RaceMetrics;
import io.happyconnect.testsupport.EchoServer;
import io.happyconnect.testsupport.Loopback;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.config.MeterFilter;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.micrometer.metrics.autoconfigure.CompositeMeterRegistryAutoConfiguration;
import org.springframework.boot.micrometer.metrics.autoconfigure.MetricsAutoConfiguration;
import org.springframework.boot.micrometer.metrics.autoconfigure.export.prometheus.PrometheusMetricsExportAutoConfiguration;
import org.springframework.boot.micrometer.metrics.autoconfigure.export.simple.SimpleMetricsExportAutoConfiguration;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

class HappyConnectMetricsAutoConfigurationTest {

    private final ApplicationContextRunner runner = new ApplicationContextRunner()
            .withConfiguration(AutoConfigurations.of(
                    HappyConnectAutoConfiguration.class,
                    HappyConnectMetricsAutoConfiguration.class,
                    MetricsAutoConfiguration.class,
                    CompositeMeterRegistryAutoConfiguration.class,
                    SimpleMetricsExportAutoConfiguration.class,
                    PrometheusMetricsExportAutoConfiguration.class))
            .withPropertyValues("happy-connect.hosts.good.example.com=127.0.0.2");

    private final ApplicationContextRunner withSimpleRegistry =
            runner.withPropertyValues("management.prometheus.metrics.export.enabled=false");

    @Test
    void racesAreRecordedToTheRegistryOfTheApplication() throws Exception {
        try (EchoServer server = new EchoServer(Loopback.ipv4(2), 0)) {
            withSimpleRegistry.run(context -> {
                connect(context.getBean(HappyConnector.class), server);
                assertThat(context.getBean(SimpleMeterRegistry.class)
                                .get("happy.connect.races")
                                .tags("server.address", "good.example.com", "outcome", "success")
                                .timer()
                                .count())
                        .isEqualTo(1);
            });
        }
    }

    @Test
    void prometheusSeesThem() throws Exception {
        try (EchoServer server = new EchoServer(Loopback.ipv4(2), 0)) {
            runner.run(context -> {
                connect(context.getBean(HappyConnector.class), server);
                assertThat(context.getBean(PrometheusMeterRegistry.class).scrape())
                        .contains("happy_connect_races_seconds_count{connector=\"default\"")
                        .contains("happy_connect_peer_attempts_seconds_count{connector=\"default\"");
            });
        }
    }

    @Test
    void severalRegistriesAreServedThroughTheComposite() throws Exception {
        try (EchoServer server = new EchoServer(Loopback.ipv4(2), 0)) {
            runner.withUserConfiguration(SecondRegistry.class).run(context -> {
                connect(context.getBean(HappyConnector.class), server);
                assertThat(context.getBean("second", MeterRegistry.class)
                                .find("happy.connect.races")
                                .timer())
                        .isNotNull();
                assertThat(context.getBean(PrometheusMeterRegistry.class).scrape())
                        .contains("happy_connect_races");
            });
        }
    }

    @Test
    @ExtendWith(OutputCaptureExtension.class)
    void aRegistryThatConnectsWhileItIsMadeIsNoCircle(CapturedOutput output) throws Exception {
        try (EchoServer server = new EchoServer(Loopback.ipv4(2), 0)) {
            withSimpleRegistry
                    .withPropertyValues("test.port=" + server.address().getPort())
                    .withUserConfiguration(ConnectingFilter.class)
                    .run(context -> {
                        assertThat(context).hasNotFailed();
                        assertThat(output).doesNotContain("threw in");
                        connect(context.getBean(HappyConnector.class), server);
                        MeterRegistry registry = context.getBean(MeterRegistry.class);
                        assertThat(registry.get("happy.connect.races").timer().count())
                                .isEqualTo(1);
                        assertThat(registry.get("happy.connect.races.active")
                                        .gauge()
                                        .value())
                                .isZero();
                    });
        }
    }

    @Test
    void limitsComeFromTheProperties() throws Exception {
        try (EchoServer server = new EchoServer(Loopback.ipv4(2), 0)) {
            withSimpleRegistry
                    .withPropertyValues(
                            "happy-connect.metrics.max-targets=0", "happy-connect.metrics.per-address=false")
                    .run(context -> {
                        connect(context.getBean(HappyConnector.class), server);
                        MeterRegistry registry = context.getBean(MeterRegistry.class);
                        assertThat(registry.get("happy.connect.races")
                                        .timer()
                                        .getId()
                                        .getTag("server.address"))
                                .isEqualTo("_other");
                        assertThat(registry.find("happy.connect.peer.attempts").timer())
                                .isNull();
                    });
        }
    }

    @Test
    void aSwitchTurnsThemOff() {
        withSimpleRegistry
                .withPropertyValues("happy-connect.metrics.enabled=false")
                .run(context ->
                        assertThat(context).hasSingleBean(HappyConnector.class).doesNotHaveBean(RaceMetrics.class));
        withSimpleRegistry
                .withPropertyValues("happy-connect.enabled=false")
                .run(context -> assertThat(context).hasNotFailed().doesNotHaveBean(RaceMetrics.class));
    }

    @Test
    void withoutARegistryThereAreNone() {
        new ApplicationContextRunner()
                .withConfiguration(AutoConfigurations.of(
                        HappyConnectAutoConfiguration.class, HappyConnectMetricsAutoConfiguration.class))
                .run(context ->
                        assertThat(context).hasSingleBean(HappyConnector.class).doesNotHaveBean(RaceMetrics.class));
    }

    @Test
    void withoutMicrometerThereAreNone() {
        new ApplicationContextRunner()
                .withConfiguration(AutoConfigurations.of(
                        HappyConnectAutoConfiguration.class, HappyConnectMetricsAutoConfiguration.class))
                .withClassLoader(new FilteredClassLoader("io.micrometer", "org.springframework.boot.micrometer"))
                .run(context ->
                        assertThat(context).hasSingleBean(HappyConnector.class).doesNotHaveBean(RaceMetrics.class));
    }

    private static void connect(HappyConnector connector, EchoServer server) throws Exception {
        connector.connect("good.example.com", server.address().getPort()).close();
    }

    @Configuration(proxyBeanMethods = false)
    static class SecondRegistry {

        @Bean
        MeterRegistry second() {
            return new SimpleMeterRegistry();
        }
    }

    /** A filter of the registry that asks somewhere else what it should do, through the connector. */
    @Configuration(proxyBeanMethods = false)
    static class ConnectingFilter {

        @Bean
        MeterFilter filter(HappyConnector connector, @Value("${test.port}") int port) throws Exception {
            connector.connect("good.example.com", port).close();
            return MeterFilter.accept();
        }
    }
}
