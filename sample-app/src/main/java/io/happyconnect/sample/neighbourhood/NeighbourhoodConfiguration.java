package io.happyconnect.sample.neighbourhood;

import io.happyconnect.resolve.Resolver;
import io.happyconnect.resolve.StaticHosts;
import io.happyconnect.sample.SampleProperties;
import java.io.IOException;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;

/**
 * The broken neighbourhood, and how the connector learns its name: Happy Connect asks an application's {@link Resolver} beans
 * one after the other, in their order.
 */
@Configuration(proxyBeanMethods = false)
@ConditionalOnBooleanProperty(name = "sample.neighbourhood.enabled", matchIfMissing = true)
class NeighbourhoodConfiguration {

    private static final Logger log = LoggerFactory.getLogger(NeighbourhoodConfiguration.class);

    @Bean(destroyMethod = "close")
    @Nullable
    BrokenNeighbourhood brokenNeighbourhood(SampleProperties properties) {
        try {
            return BrokenNeighbourhood.open(properties.neighbourhood().port());
        } catch (IOException e) {
            log.warn(
                    "This machine cannot have the broken neighbourhood ({}). It takes the addresses 127.0.0.101 to 127.0.0.103"
                            + " and a kernel that drops connections when a backlog is full, as Linux has them. All else works.",
                    e.getMessage());
            return null;
        }
    }

    @Bean
    @Order(1)
    Resolver brokenNames(Optional<BrokenNeighbourhood> neighbourhood) {
        return StaticHosts.of(neighbourhood
                .map(broken -> Map.of(BrokenNeighbourhood.NAME, broken.addresses()))
                .orElse(Map.of()));
    }

    // An application that has a Resolver bean says by that what resolves names; the platform is then asked only if it
    // is
    // among them.
    @Bean
    @Order(2)
    Resolver systemNames() {
        return Resolver.system();
    }
}
