package io.happyconnect.boot.autoconfigure;

import io.happyconnect.HappyConnector;
import io.happyconnect.boot.metrics.LookupMetrics;
import io.happyconnect.boot.metrics.RaceMetrics;
import io.happyconnect.dns.observe.DnsListener;
import io.micrometer.core.instrument.MeterRegistry;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnSingleCandidate;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Races as Micrometer meters, where there is a {@link MeterRegistry}. */
@AutoConfiguration(
        before = HappyConnectAutoConfiguration.class,
        afterName = {
            "org.springframework.boot.micrometer.metrics.autoconfigure.MetricsAutoConfiguration",
            "org.springframework.boot.micrometer.metrics.autoconfigure.CompositeMeterRegistryAutoConfiguration"
        })
@ConditionalOnClass({HappyConnector.class, MeterRegistry.class})
@ConditionalOnSingleCandidate(MeterRegistry.class)
@ConditionalOnBooleanProperty(
        name = {"happy-connect.enabled", "happy-connect.metrics.enabled"},
        matchIfMissing = true)
@EnableConfigurationProperties(HappyConnectProperties.class)
public final class HappyConnectMetricsAutoConfiguration {

    HappyConnectMetricsAutoConfiguration() {}

    @Bean
    @ConditionalOnMissingBean
    RaceMetrics happyConnectMetrics(
            LateBean<MeterRegistry> registry,
            HappyConnectProperties properties,
            ConfigurableListableBeanFactory beans) {
        return new RaceMetrics(registry, properties.metrics().limits(), new MadeConnectors(beans));
    }

    @Bean
    static LateBean<MeterRegistry> happyConnectMeterRegistrySource(ConfigurableListableBeanFactory beans) {
        return new LateBean<>(beans, MeterRegistry.class);
    }

    /** The lookups of the DNS resolver, where there is one. */
    @Configuration(proxyBeanMethods = false)
    @ConditionalOnClass(DnsListener.class)
    static final class Lookups {

        @Bean
        @ConditionalOnMissingBean
        LookupMetrics happyConnectLookupMetrics(LateBean<MeterRegistry> registry) {
            return new LookupMetrics(registry);
        }
    }
}
