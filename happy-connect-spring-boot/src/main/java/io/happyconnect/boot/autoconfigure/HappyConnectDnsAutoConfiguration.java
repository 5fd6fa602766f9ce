package io.happyconnect.boot.autoconfigure;

import io.happyconnect.HappyConnector;
import io.happyconnect.dns.DnsResolver;
import io.happyconnect.dns.NameService;
import io.happyconnect.dns.observe.DnsListener;
import io.happyconnect.resolve.Connectivity;
import io.happyconnect.resolve.Resolver;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;

/** A resolver that asks DNS servers itself, where the library for it is present and the host's name service is no more. */
@AutoConfiguration(before = HappyConnectAutoConfiguration.class)
@ConditionalOnClass({HappyConnector.class, DnsResolver.class})
@ConditionalOnBooleanProperty(name = "happy-connect.enabled", matchIfMissing = true)
@EnableConfigurationProperties(HappyConnectProperties.class)
public final class HappyConnectDnsAutoConfiguration {

    HappyConnectDnsAutoConfiguration() {}

    // Decided when the bean is made, not by a condition: what was processed ahead of time may run on another host.
    @Bean
    @ConditionalOnMissingBean(Resolver.class)
    Resolver happyConnectResolver(
            HappyConnectProperties properties,
            ObjectProvider<Connectivity> connectivity,
            ObjectProvider<DnsListener> listeners) {
        ResolverDecision decision = ResolverDecision.of(properties.resolver(), NameService::ofThisHost);
        if (properties.logging().startup()) {
            decision.log();
        }
        return decision.isDns() ? DnsProperties.resolver(properties.dns(), connectivity, listeners) : Resolver.system();
    }
}
