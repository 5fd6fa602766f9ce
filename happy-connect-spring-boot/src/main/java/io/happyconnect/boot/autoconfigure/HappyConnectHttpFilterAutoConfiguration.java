package io.happyconnect.boot.autoconfigure;

import io.happyconnect.HappyConnector;
import io.happyconnect.boot.http.SpringAddressFilter;
import io.happyconnect.resolve.AddressFilter;
import java.util.List;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.http.client.InetAddressFilter;
import org.springframework.context.annotation.Bean;

/**
 * The filter that an application has given to Spring Boot's HTTP clients, against requests forged to reach its own network,
 * holds for the connector as well: a client that connects through it must not get around the filter. Of several the primary
 * one holds, as for those clients, and without a primary one they all do.
 */
@AutoConfiguration(before = HappyConnectAutoConfiguration.class)
@ConditionalOnClass({HappyConnector.class, InetAddressFilter.class})
@ConditionalOnBean(InetAddressFilter.class)
@ConditionalOnBooleanProperty(
        name = {"happy-connect.enabled", "happy-connect.inet-address-filter"},
        matchIfMissing = true)
public final class HappyConnectHttpFilterAutoConfiguration {

    HappyConnectHttpFilterAutoConfiguration() {}

    @Bean
    AddressFilter happyConnectInetAddressFilter(ObjectProvider<InetAddressFilter> filters) {
        InetAddressFilter only = filters.getIfUnique();
        return new SpringAddressFilter(
                only == null ? all(filters.orderedStream().toList()) : only);
    }

    private static InetAddressFilter all(List<InetAddressFilter> filters) {
        return address -> filters.stream().allMatch(filter -> filter.matches(address));
    }
}
