package io.happyconnect.boot.autoconfigure;

import static org.assertj.core.api.Assertions.assertThat;

import io.happyconnect.boot.dashboard.HappyConnectDashboard;
import io.happyconnect.boot.endpoint.HappyConnectEndpoint;
import java.time.Clock;
import org.junit.jupiter.api.Test;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.test.context.runner.WebApplicationContextRunner;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

class HappyConnectDashboardAutoConfigurationTest {

    private static final AutoConfigurations CONFIGURATIONS = AutoConfigurations.of(
            HappyConnectAutoConfiguration.class,
            HappyConnectHistoryAutoConfiguration.class,
            HappyConnectEndpointAutoConfiguration.class,
            HappyConnectDashboardAutoConfiguration.class);
    private static final String EXPOSED = "management.endpoints.web.exposure.include=happyconnect";

    private final WebApplicationContextRunner web = new WebApplicationContextRunner().withConfiguration(CONFIGURATIONS);

    @Test
    void itIsThereWhereTheEndpointIsExposedToBrowsers() {
        web.withPropertyValues(EXPOSED).run(context -> assertThat(context).hasSingleBean(HappyConnectDashboard.class));
    }

    @Test
    void itIsNotThereWhereTheEndpointIsNot() {
        web.run(context -> assertThat(context).doesNotHaveBean(HappyConnectDashboard.class));
        web.withPropertyValues(EXPOSED, "management.endpoint.happyconnect.access=NONE")
                .run(context -> assertThat(context).doesNotHaveBean(HappyConnectDashboard.class));
        web.withPropertyValues("management.endpoints.jmx.exposure.include=happyconnect", "spring.jmx.enabled=true")
                .run(context -> assertThat(context)
                        .hasSingleBean(HappyConnectEndpoint.class)
                        .doesNotHaveBean(HappyConnectDashboard.class));
    }

    @Test
    void itIsNotThereWithoutTheWebOrActuator() {
        new ApplicationContextRunner()
                .withConfiguration(CONFIGURATIONS)
                .withPropertyValues(EXPOSED)
                .run(context -> assertThat(context).hasNotFailed().doesNotHaveBean(HappyConnectDashboard.class));
        for (String hidden :
                new String[] {"org.springframework.boot.actuate", "org.springframework.boot.actuate.autoconfigure"}) {
            web.withPropertyValues(EXPOSED)
                    .withClassLoader(new FilteredClassLoader(hidden))
                    .run(context -> assertThat(context).hasNotFailed().doesNotHaveBean(HappyConnectDashboard.class));
        }
    }

    @Test
    void itCanBeSwitchedOff() {
        web.withPropertyValues(EXPOSED, "happy-connect.dashboard.enabled=false")
                .run(context -> assertThat(context)
                        .hasSingleBean(HappyConnectEndpoint.class)
                        .doesNotHaveBean(HappyConnectDashboard.class));
    }

    @Test
    void itGivesWayToAnother() {
        web.withPropertyValues(EXPOSED)
                .withUserConfiguration(Own.class)
                .run(context -> assertThat(context)
                        .hasSingleBean(HappyConnectDashboard.class)
                        .hasBean("own"));
    }

    @Configuration(proxyBeanMethods = false)
    static class Own {

        @Bean
        HappyConnectDashboard own(HappyConnectEndpoint endpoint) {
            return new HappyConnectDashboard(endpoint, () -> "happyconnect", Clock.systemUTC());
        }
    }
}
