package io.happyconnect.boot.autoconfigure;

import io.happyconnect.HappyConnector;
import io.happyconnect.boot.http.SpringAddressFilter;
import io.happyconnect.resolve.AddressFilter;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnSingleCandidate;
import org.springframework.boot.http.client.InetAddressFilter;
import org.springframework.context.annotation.Bean;

/**
 * The filter that an application has given to Spring Boot's HTTP clients, against requests forged to reach its own network,
 * holds for the connector as well: a client that connects through it must not get around the filter.
 */
@AutoConfiguration(before = HappyConnectAutoConfiguration.class)
@ConditionalOnClass({HappyConnector.class, InetAddressFilter.class})
@ConditionalOnSingleCandidate(InetAddressFilter.class)
@ConditionalOnBooleanProperty(
        name = {"happy-connect.enabled", "happy-connect.inet-address-filter"},
        matchIfMissing = true)
public final class HappyConnectHttpFilterAutoConfiguration {

    HappyConnectHttpFilterAutoConfiguration() {}

    @Bean
    AddressFilter happyConnectInetAddressFilter(InetAddressFilter filter) {
        return new SpringAddressFilter(filter);
    }
}
