package io.happyconnect.boot.autoconfigure;

import io.happyconnect.boot.dashboard.HappyConnectDashboard;
import io.happyconnect.boot.endpoint.HappyConnectEndpoint;
import java.time.Clock;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.actuate.autoconfigure.endpoint.condition.ConditionalOnAvailableEndpoint;
import org.springframework.boot.actuate.autoconfigure.endpoint.expose.EndpointExposure;
import org.springframework.boot.actuate.endpoint.EndpointId;
import org.springframework.boot.actuate.endpoint.web.PathMappedEndpoints;
import org.springframework.boot.actuate.endpoint.web.annotation.EndpointWebExtension;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.context.annotation.Bean;

/** The page of the endpoint {@code happyconnect}, where that is exposed to browsers. */
@AutoConfiguration(after = HappyConnectEndpointAutoConfiguration.class)
@ConditionalOnClass({EndpointWebExtension.class, ConditionalOnAvailableEndpoint.class})
@ConditionalOnWebApplication
@ConditionalOnBooleanProperty(name = "happy-connect.dashboard.enabled", matchIfMissing = true)
public final class HappyConnectDashboardAutoConfiguration {

    private static final EndpointId ID = EndpointId.of("happyconnect");

    HappyConnectDashboardAutoConfiguration() {}

    @Bean
    @ConditionalOnBean(HappyConnectEndpoint.class)
    @ConditionalOnAvailableEndpoint(endpoint = HappyConnectEndpoint.class, exposure = EndpointExposure.WEB)
    @ConditionalOnMissingBean
    HappyConnectDashboard happyConnectDashboard(
            HappyConnectEndpoint endpoint, ObjectProvider<PathMappedEndpoints> endpoints) {
        return new HappyConnectDashboard(endpoint, () -> path(endpoints), Clock.systemUTC());
    }

    private static String path(ObjectProvider<PathMappedEndpoints> endpoints) {
        PathMappedEndpoints known = endpoints.getIfAvailable();
        String path = known == null ? null : known.getPath(ID);
        return path == null ? ID.toString() : path;
    }
}
