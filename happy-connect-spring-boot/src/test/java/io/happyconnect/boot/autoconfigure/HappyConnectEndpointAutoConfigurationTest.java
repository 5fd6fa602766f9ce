package io.happyconnect.boot.autoconfigure;

import static org.assertj.core.api.Assertions.assertThat;

import io.happyconnect.HappyConnector;
import io.happyconnect.boot.endpoint.HappyConnectEndpoint;
import org.junit.jupiter.api.Test;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

class HappyConnectEndpointAutoConfigurationTest {

    private final ApplicationContextRunner runner = new ApplicationContextRunner()
            .withConfiguration(AutoConfigurations.of(
                    HappyConnectAutoConfiguration.class,
                    HappyConnectHistoryAutoConfiguration.class,
                    HappyConnectEndpointAutoConfiguration.class));

    private final ApplicationContextRunner exposed =
            runner.withPropertyValues("management.endpoints.web.exposure.include=happyconnect");

    @Test
    void itIsThereWhereItIsExposed() {
        exposed.run(context -> assertThat(context).hasSingleBean(HappyConnectEndpoint.class));
    }

    @Test
    void itIsNotExposedByItself() {
        runner.run(context -> assertThat(context).doesNotHaveBean(HappyConnectEndpoint.class));
    }

    @Test
    void itIsNotThereWithoutAccess() {
        exposed.withPropertyValues("management.endpoint.happyconnect.access=NONE")
                .run(context -> assertThat(context).doesNotHaveBean(HappyConnectEndpoint.class));
    }

    @Test
    void itIsNotThereWithoutAMemory() {
        exposed.withPropertyValues("happy-connect.history.enabled=false")
                .run(context -> assertThat(context).hasNotFailed().doesNotHaveBean(HappyConnectEndpoint.class));
    }

    @Test
    void withoutActuatorTheConnectorIsStillThere() {
        exposed.withClassLoader(new FilteredClassLoader("org.springframework.boot.actuate"))
                .run(context -> assertThat(context)
                        .hasSingleBean(HappyConnector.class)
                        .doesNotHaveBean(HappyConnectEndpoint.class));
    }

    @Test
    void withoutActuatorsAutoConfigurationTheConnectorIsStillThere() {
        exposed.withClassLoader(new FilteredClassLoader("org.springframework.boot.actuate.autoconfigure"))
                .run(context -> assertThat(context)
                        .hasSingleBean(HappyConnector.class)
                        .doesNotHaveBean(HappyConnectEndpoint.class));
    }
}
