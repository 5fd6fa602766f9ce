package io.happyconnect.boot.autoconfigure;

import io.happyconnect.HappyConnector;
import io.happyconnect.boot.history.RaceHistory;
import java.time.Clock;
import org.springframework.boot.actuate.endpoint.annotation.Endpoint;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.AnyNestedCondition;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Conditional;

/** A memory of past races, where there is something that can show it. */
@AutoConfiguration(before = HappyConnectAutoConfiguration.class)
@ConditionalOnClass(HappyConnector.class)
@Conditional(HappyConnectHistoryAutoConfiguration.OnReader.class)
@ConditionalOnBooleanProperty(
        name = {"happy-connect.enabled", "happy-connect.history.enabled"},
        matchIfMissing = true)
@EnableConfigurationProperties(HappyConnectProperties.class)
public final class HappyConnectHistoryAutoConfiguration {

    HappyConnectHistoryAutoConfiguration() {}

    @Bean
    @ConditionalOnMissingBean
    RaceHistory happyConnectHistory(HappyConnectProperties properties) {
        return new RaceHistory(
                properties.history().limits(), properties.health().targets(), Clock.systemUTC());
    }

    /** Health or an endpoint can be there without the other. */
    static final class OnReader extends AnyNestedCondition {

        OnReader() {
            super(ConfigurationPhase.PARSE_CONFIGURATION);
        }

        @ConditionalOnClass(HealthIndicator.class)
        static final class OnHealth {}

        @ConditionalOnClass(Endpoint.class)
        static final class OnEndpoint {}
    }
}
