package io.happyconnect.boot.autoconfigure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.map;

import io.happyconnect.HappyConnector;
import io.happyconnect.boot.health.HappyConnectHealthIndicator;
import io.happyconnect.boot.history.RaceHistory;
import io.happyconnect.testsupport.RefusingPort;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.health.autoconfigure.contributor.HealthContributorAutoConfiguration;
import org.springframework.boot.health.autoconfigure.registry.HealthContributorRegistryAutoConfiguration;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.boot.health.contributor.Status;
import org.springframework.boot.health.registry.HealthContributorRegistry;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

class HappyConnectHealthAutoConfigurationTest {

    private final ApplicationContextRunner ours = new ApplicationContextRunner()
            .withConfiguration(AutoConfigurations.of(
                    HappyConnectAutoConfiguration.class,
                    HappyConnectHistoryAutoConfiguration.class,
                    HappyConnectHealthAutoConfiguration.class));

    private final ApplicationContextRunner runner = ours.withConfiguration(AutoConfigurations.of(
                    HealthContributorAutoConfiguration.class, HealthContributorRegistryAutoConfiguration.class))
            .withPropertyValues("happy-connect.hosts.db.example.com=127.0.0.1");

    @Test
    void theContributorIsHappyConnect() {
        runner.run(context -> assertThat(
                        context.getBean(HealthContributorRegistry.class).getContributor("happyConnect"))
                .isInstanceOf(HappyConnectHealthIndicator.class));
    }

    @Test
    void aRefusedTargetIsShownAndLeavesTheApplicationUp() throws Exception {
        try (RefusingPort port = new RefusingPort()) {
            runner.run(context -> {
                fail(context.getBean(HappyConnector.class), port);
                fail(context.getBean(HappyConnector.class), port);
                fail(context.getBean(HappyConnector.class), port);

                Health health =
                        context.getBean(HappyConnectHealthIndicator.class).health();
                assertThat(health.getStatus()).isEqualTo(Status.UP);
                assertThat((List<?>) health.getDetails().get("targets"))
                        .singleElement()
                        .asInstanceOf(map(String.class, Object.class))
                        .containsEntry(
                                "target", "db.example.com:" + port.address().getPort())
                        .containsEntry("state", "failing")
                        .containsEntry("lastError", "connection_refused")
                        .containsEntry(
                                "addresses",
                                Map.of(
                                        "127.0.0.1",
                                        Map.of("state", "failing", "attempts", 3L, "lastError", "connection_refused")));
            });
        }
    }

    @Test
    void aCriticalTargetTakesItDownAfterSoManyFailures() throws Exception {
        try (RefusingPort port = new RefusingPort()) {
            runner.withPropertyValues(
                            "happy-connect.health.critical-targets=db.example.com:"
                                    + port.address().getPort(),
                            "happy-connect.health.failures-in-a-row=2",
                            "happy-connect.health.status-on-failure=out-of-service")
                    .run(context -> {
                        HappyConnectHealthIndicator indicator = context.getBean(HappyConnectHealthIndicator.class);
                        fail(context.getBean(HappyConnector.class), port);
                        assertThat(indicator.health().getStatus()).isEqualTo(Status.UP);
                        fail(context.getBean(HappyConnector.class), port);
                        assertThat(indicator.health().getStatus()).isEqualTo(Status.OUT_OF_SERVICE);
                    });
        }
    }

    @Test
    void theStatusIsDownUnlessSaidOtherwise() throws Exception {
        try (RefusingPort port = new RefusingPort()) {
            runner.withPropertyValues(
                            "happy-connect.health.critical-targets=db.example.com:"
                                    + port.address().getPort(),
                            "happy-connect.health.failures-in-a-row=1")
                    .run(context -> {
                        fail(context.getBean(HappyConnector.class), port);
                        assertThat(context.getBean(HappyConnectHealthIndicator.class)
                                        .health()
                                        .getStatus())
                                .isEqualTo(Status.DOWN);
                    });
        }
    }

    @Test
    void springBootsSwitchAndOursTurnItOff() {
        for (String property : List.of(
                "management.health.happy-connect.enabled=false",
                "management.health.defaults.enabled=false",
                "happy-connect.history.enabled=false",
                "happy-connect.enabled=false")) {
            runner.withPropertyValues(property)
                    .run(context -> assertThat(context)
                            .as(property)
                            .hasNotFailed()
                            .doesNotHaveBean(HappyConnectHealthIndicator.class));
        }
    }

    @Test
    void anIndicatorOfTheApplicationReplacesOurs() {
        runner.withUserConfiguration(OwnIndicator.class)
                .run(context -> assertThat(context).doesNotHaveBean(HappyConnectHealthIndicator.class));
    }

    @Test
    void withoutHealthAndActuatorThereIsNothingToRemember() {
        ours.withClassLoader(
                        new FilteredClassLoader("org.springframework.boot.health", "org.springframework.boot.actuate"))
                .run(context ->
                        assertThat(context).hasSingleBean(HappyConnector.class).doesNotHaveBean(RaceHistory.class));
    }

    @Test
    void withActuatorAloneThereIsSomethingToRemember() {
        ours.withClassLoader(new FilteredClassLoader("org.springframework.boot.health"))
                .run(context ->
                        assertThat(context).hasSingleBean(HappyConnector.class).hasSingleBean(RaceHistory.class));
    }

    private static void fail(HappyConnector connector, RefusingPort port) {
        assertThatThrownBy(
                        () -> connector.connect("db.example.com", port.address().getPort()))
                .isNotNull();
    }

    @Configuration(proxyBeanMethods = false)
    static class OwnIndicator {

        @Bean
        HealthIndicator happyConnectHealthIndicator() {
            return () -> Health.up().build();
        }
    }
}
