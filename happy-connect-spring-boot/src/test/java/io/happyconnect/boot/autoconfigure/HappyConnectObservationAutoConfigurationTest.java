package io.happyconnect.boot.autoconfigure;

import static org.assertj.core.api.Assertions.assertThat;

import io.happyconnect.HappyConnector;
import io.happyconnect.boot.observation.DefaultRaceObservationConvention;
import io.happyconnect.boot.observation.RaceContext;
import io.happyconnect.boot.observation.RaceObservationConvention;
import io.happyconnect.boot.observation.RaceObservations;
import io.happyconnect.testsupport.EchoServer;
import io.happyconnect.testsupport.Loopback;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.observation.ObservationPredicate;
import io.micrometer.observation.tck.TestObservationRegistry;
import io.micrometer.observation.tck.TestObservationRegistryAssert;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.micrometer.metrics.autoconfigure.CompositeMeterRegistryAutoConfiguration;
import org.springframework.boot.micrometer.metrics.autoconfigure.MetricsAutoConfiguration;
import org.springframework.boot.micrometer.metrics.autoconfigure.export.prometheus.PrometheusMetricsExportAutoConfiguration;
import org.springframework.boot.micrometer.metrics.autoconfigure.export.simple.SimpleMetricsExportAutoConfiguration;
import org.springframework.boot.micrometer.observation.autoconfigure.ObservationAutoConfiguration;
import org.springframework.boot.test.context.assertj.AssertableApplicationContext;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

class HappyConnectObservationAutoConfigurationTest {

    private final ApplicationContextRunner runner = runner();

    private final ApplicationContextRunner observed =
            runner.withPropertyValues("happy-connect.observations.enabled=true");

    private static ApplicationContextRunner runner(Class<?>... more) {
        return new ApplicationContextRunner()
                .withConfiguration(AutoConfigurations.of(
                        HappyConnectAutoConfiguration.class,
                        HappyConnectMetricsAutoConfiguration.class,
                        HappyConnectObservationAutoConfiguration.class,
                        MetricsAutoConfiguration.class,
                        CompositeMeterRegistryAutoConfiguration.class,
                        SimpleMetricsExportAutoConfiguration.class,
                        ObservationAutoConfiguration.class))
                .withConfiguration(AutoConfigurations.of(more))
                .withPropertyValues("happy-connect.hosts.good.example.com=127.0.0.2");
    }

    private static void connect(AssertableApplicationContext context) throws Exception {
        try (EchoServer server = new EchoServer(Loopback.ipv4(2), 0)) {
            context.getBean(HappyConnector.class)
                    .connect("good.example.com", server.address().getPort())
                    .close();
        }
    }

    private static List<String> meters(MeterRegistry registry) {
        return registry.getMeters().stream()
                .map(Meter::getId)
                .map(Meter.Id::getName)
                .filter(name -> name.startsWith("happy.connect."))
                .distinct()
                .sorted()
                .toList();
    }

    @Test
    void thereAreNoneUnlessTheyAreAskedFor() {
        runner.run(context ->
                assertThat(context).hasSingleBean(HappyConnector.class).doesNotHaveBean(RaceObservations.class));
    }

    @Test
    void noneWithoutARegistryOrWithEverythingOff() {
        new ApplicationContextRunner()
                .withConfiguration(AutoConfigurations.of(
                        HappyConnectAutoConfiguration.class, HappyConnectObservationAutoConfiguration.class))
                .withPropertyValues("happy-connect.observations.enabled=true")
                .run(context -> assertThat(context)
                        .hasSingleBean(HappyConnector.class)
                        .doesNotHaveBean(RaceObservations.class));
        observed.withPropertyValues("happy-connect.enabled=false")
                .run(context -> assertThat(context).hasNotFailed().doesNotHaveBean(RaceObservations.class));
    }

    @Test
    void aRaceIsObservedInTheRegistryOfTheApplication() {
        observed.withUserConfiguration(TestRegistry.class).run(context -> {
            connect(context);
            TestObservationRegistryAssert.assertThat(context.getBean(TestObservationRegistry.class))
                    .hasObservationWithNameEqualTo("happy.connect.race")
                    .that()
                    .hasBeenStarted()
                    .hasBeenStopped()
                    .hasLowCardinalityKeyValue("outcome", "success")
                    .hasHighCardinalityKeyValue("server.address", "good.example.com");
            TestObservationRegistryAssert.assertThat(context.getBean(TestObservationRegistry.class))
                    .hasNumberOfObservationsEqualTo(3)
                    .doesNotHaveAnyRemainingCurrentObservation();
        });
    }

    @Test
    void thereAreTheSameMetersAsWithoutThem() {
        ApplicationContextRunner withTwoRegistries = runner(PrometheusMetricsExportAutoConfiguration.class)
                .withPropertyValues(
                        "happy-connect.observations.enabled=true", "management.simple.metrics.export.enabled=true");
        for (ApplicationContextRunner each : List.of(runner, observed, withTwoRegistries)) {
            each.run(context -> {
                connect(context);
                assertThat(context.getBeansOfType(MeterRegistry.class).values())
                        .isNotEmpty()
                        .allSatisfy(registry -> assertThat(meters(registry))
                                .contains("happy.connect.races", "happy.connect.attempts")
                                .doesNotContain("happy.connect.race", "happy.connect.attempt", "happy.connect.dns")
                                .hasSize(13));
            });
        }
    }

    @Test
    void withoutOurMetersThoseOfTheObservationsAreThere() {
        observed.withPropertyValues("happy-connect.metrics.enabled=false").run(context -> {
            connect(context);
            assertThat(meters(context.getBean(MeterRegistry.class)))
                    .contains("happy.connect.race", "happy.connect.attempt", "happy.connect.dns")
                    .doesNotContain("happy.connect.races");
        });
    }

    @Test
    void aConventionBeanReplacesTheDefault() {
        observed.withUserConfiguration(TestRegistry.class, OwnConvention.class).run(context -> {
            connect(context);
            TestObservationRegistryAssert.assertThat(context.getBean(TestObservationRegistry.class))
                    .hasObservationWithNameEqualTo("own.race");
        });
    }

    @Test
    void thePredicateOfTheGuideKeepsRacesOutThatBelongToNobody() {
        observed.withUserConfiguration(NoRacesOnTheirOwn.class)
                .withPropertyValues("happy-connect.metrics.enabled=false")
                .run(context -> {
                    connect(context);
                    assertThat(meters(context.getBean(MeterRegistry.class))).isEmpty();
                });
    }

    @Configuration(proxyBeanMethods = false)
    static class TestRegistry {

        @Bean
        TestObservationRegistry testObservationRegistry() {
            return TestObservationRegistry.create();
        }
    }

    @Configuration(proxyBeanMethods = false)
    static class OwnConvention {

        @Bean
        RaceObservationConvention own() {
            return new DefaultRaceObservationConvention() {
                @Override
                public String getName() {
                    return "own.race";
                }
            };
        }
    }

    @Configuration(proxyBeanMethods = false)
    static class NoRacesOnTheirOwn {

        @Bean
        ObservationPredicate noRacesOnTheirOwn() {
            return (name, context) -> !(context instanceof RaceContext) || context.getParentObservation() != null;
        }
    }
}
