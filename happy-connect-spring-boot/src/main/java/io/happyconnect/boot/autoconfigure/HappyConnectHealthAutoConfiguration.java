package io.happyconnect.boot.autoconfigure;

import io.happyconnect.HappyConnector;
import io.happyconnect.boot.health.CriticalTargets;
import io.happyconnect.boot.health.HappyConnectHealthIndicator;
import io.happyconnect.boot.history.RaceHistory;
import java.time.Clock;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.health.autoconfigure.contributor.ConditionalOnEnabledHealthIndicator;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.boot.health.contributor.Status;
import org.springframework.context.annotation.Bean;

/** The health contributor {@code happyConnect}. */
@AutoConfiguration(
        after = HappyConnectHistoryAutoConfiguration.class,
        beforeName = "org.springframework.boot.health.autoconfigure.contributor.HealthContributorAutoConfiguration")
@ConditionalOnClass({HappyConnector.class, HealthIndicator.class, ConditionalOnEnabledHealthIndicator.class})
@ConditionalOnBean(RaceHistory.class)
public final class HappyConnectHealthAutoConfiguration {

    HappyConnectHealthAutoConfiguration() {}

    // The switch is on the method: on the class its condition would be loaded before that on the class path is asked.
    @Bean
    @ConditionalOnEnabledHealthIndicator("happy-connect")
    @ConditionalOnMissingBean(name = {"happyConnectHealthIndicator", "happyConnectHealthContributor"})
    HappyConnectHealthIndicator happyConnectHealthIndicator(RaceHistory history, HappyConnectProperties properties) {
        HappyConnectProperties.Health health = properties.health();
        Status status = switch (health.statusOnFailure()) {
            case DOWN -> Status.DOWN;
            case OUT_OF_SERVICE -> Status.OUT_OF_SERVICE;
        };
        return new HappyConnectHealthIndicator(
                history, new CriticalTargets(health.targets(), health.failuresInARow(), status), Clock.systemUTC());
    }
}
