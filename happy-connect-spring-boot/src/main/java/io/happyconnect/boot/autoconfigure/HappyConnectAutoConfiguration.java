package io.happyconnect.boot.autoconfigure;

import io.happyconnect.HappyConnector;
import io.happyconnect.HappyConnectorBuilder;
import io.happyconnect.boot.autoconfigure.HappyConnectProperties.ResolverChoice;
import io.happyconnect.boot.logging.RaceLog;
import io.happyconnect.observe.RaceListener;
import io.happyconnect.order.AddressOrder;
import io.happyconnect.resolve.AddressFilter;
import io.happyconnect.resolve.Connectivity;
import io.happyconnect.resolve.Resolver;
import io.happyconnect.resolve.SystemResolver;
import io.happyconnect.route.RouteLayer;
import java.util.List;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Scope;
import org.springframework.core.env.Environment;

/**
 * A {@link HappyConnector} from the {@code happy-connect.*} properties, and a builder of the same settings for an application
 * that wants several.
 */
@AutoConfiguration
@ConditionalOnClass(HappyConnector.class)
@ConditionalOnBooleanProperty(name = "happy-connect.enabled", matchIfMissing = true)
@EnableConfigurationProperties(HappyConnectProperties.class)
public final class HappyConnectAutoConfiguration {

    HappyConnectAutoConfiguration() {}

    @Bean
    @ConditionalOnMissingBean(Resolver.class)
    SystemResolver happyConnectResolver(HappyConnectProperties properties) {
        if (properties.resolver() == ResolverChoice.DNS) {
            throw new RefusedPropertiesException(List.of(new RefusedProperty(
                    PropertyLimits.PREFIX + "resolver",
                    "dns",
                    "auto or system where the library happy-connect-dns is not on the class path")));
        }
        return Resolver.system();
    }

    @Bean
    TargetOptions happyConnectTargetOptions(Environment environment) {
        return TargetOptions.of(environment);
    }

    @Bean
    @Scope("prototype")
    @ConditionalOnMissingBean
    HappyConnectorBuilder happyConnectorBuilder(
            HappyConnectProperties properties,
            TargetOptions targetOptions,
            ObjectProvider<Resolver> resolvers,
            ObjectProvider<AddressFilter> addressFilters,
            ObjectProvider<RouteLayer> layers,
            ObjectProvider<Connectivity> connectivity,
            ObjectProvider<AddressOrder> addressOrder,
            ObjectProvider<RaceListener> listeners,
            ObjectProvider<HappyConnectorBuilderCustomizer> customizers) {
        HappyConnectorBuilder builder = HappyConnector.builder();
        ConnectorProperties.apply(properties, builder);
        if (!targetOptions.isEmpty()) {
            builder.targetOptions(targetOptions);
        }
        builder.resolver(ConnectorProperties.resolver(
                properties, resolvers.orderedStream().toList()));
        ConnectorProperties.route(properties, layers.orderedStream().toList(), builder);
        connectivity.ifAvailable(builder::connectivity);
        addressOrder.ifAvailable(builder::addressOrder);
        addressFilters.orderedStream().forEach(builder::addressFilter);
        listeners.orderedStream().forEach(builder::listener);
        customizers.orderedStream().forEach(customizer -> customizer.customize(builder));
        return builder;
    }

    @Bean(destroyMethod = "close")
    @ConditionalOnMissingBean
    HappyConnector happyConnector(HappyConnectorBuilder builder) {
        return builder.build();
    }

    @Bean
    @ConditionalOnMissingBean
    @ConditionalOnBooleanProperty(name = "happy-connect.logging.failures", matchIfMissing = true)
    RaceLog happyConnectLog(HappyConnectProperties properties) {
        return new RaceLog(properties.logging().period());
    }

    @Bean
    @ConditionalOnBooleanProperty(name = "happy-connect.logging.startup", matchIfMissing = true)
    static StartupLine happyConnectStartupLine(ConfigurableListableBeanFactory beans) {
        return new StartupLine(beans);
    }
}
