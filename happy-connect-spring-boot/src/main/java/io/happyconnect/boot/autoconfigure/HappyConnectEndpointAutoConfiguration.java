package io.happyconnect.boot.autoconfigure;

import io.happyconnect.HappyConnector;
import io.happyconnect.boot.endpoint.HappyConnectEndpoint;
import io.happyconnect.boot.endpoint.SetupDescriptor;
import io.happyconnect.boot.history.RaceHistory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.boot.actuate.autoconfigure.endpoint.condition.ConditionalOnAvailableEndpoint;
import org.springframework.boot.actuate.endpoint.annotation.Endpoint;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.context.annotation.Bean;

/** The endpoint {@code happyconnect}, where it is exposed. */
@AutoConfiguration(after = HappyConnectHistoryAutoConfiguration.class)
@ConditionalOnClass({HappyConnector.class, Endpoint.class, ConditionalOnAvailableEndpoint.class})
@ConditionalOnBean(RaceHistory.class)
public final class HappyConnectEndpointAutoConfiguration {

    HappyConnectEndpointAutoConfiguration() {}

    // On the method for the same reason as the switch of the health indicator.
    @Bean
    @ConditionalOnAvailableEndpoint(HappyConnectEndpoint.class)
    @ConditionalOnMissingBean
    HappyConnectEndpoint happyConnectEndpoint(
            RaceHistory history, ObjectProvider<HappyConnector> connectors, ConfigurableListableBeanFactory beans) {
        Setup setup = new Setup(beans);
        return new HappyConnectEndpoint(
                history,
                connectors::orderedStream,
                () -> new SetupDescriptor(setup.clients(), setup.resolvers(), setup.routes()));
    }
}
