package io.happyconnect.boot.autoconfigure;

import static org.assertj.core.api.Assertions.assertThat;

import io.happyconnect.HappyConnector;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.context.annotation.ImportCandidates;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

/** Every combination of libraries that may be missing, with everything of ours switched on. */
class ClassPathTest {

    private static final List<String> OPTIONAL = List.of(
            "io.micrometer",
            "org.springframework.boot.health",
            "org.springframework.boot.actuate",
            "okhttp3",
            "io.happyconnect.dns",
            "org.springframework.boot.http",
            "io.happyconnect.ssh");

    static Stream<List<String>> missing() {
        return IntStream.range(0, 1 << OPTIONAL.size())
                .mapToObj(set -> IntStream.range(0, OPTIONAL.size())
                        .filter(library -> (set & 1 << library) != 0)
                        .mapToObj(OPTIONAL::get)
                        .toList());
    }

    static Class<?>[] autoConfigurations() {
        return StreamSupport.stream(
                        ImportCandidates.load(AutoConfiguration.class, null).spliterator(), false)
                .filter(name -> name.startsWith("io.happyconnect."))
                .map(ClassPathTest::load)
                .toArray(Class<?>[]::new);
    }

    private static Class<?> load(String name) {
        try {
            return Class.forName(name);
        } catch (ClassNotFoundException e) {
            throw new AssertionError(e);
        }
    }

    @ParameterizedTest
    @MethodSource("missing")
    void theConnectorIsThereWhateverIsMissing(List<String> missing) {
        new ApplicationContextRunner()
                .withConfiguration(AutoConfigurations.of(autoConfigurations()))
                .withPropertyValues(
                        "management.endpoints.web.exposure.include=*",
                        "happy-connect.observations.enabled=true",
                        // Without the library it is refused.
                        "happy-connect.ssh.enabled=" + !missing.contains("io.happyconnect.ssh"))
                .withClassLoader(new FilteredClassLoader(missing.toArray(String[]::new)))
                .run(context -> {
                    assertThat(context).hasNotFailed().hasSingleBean(HappyConnector.class);
                    assertThat(context.containsBean("happyConnectHealthIndicator"))
                            .isEqualTo(!missing.contains("org.springframework.boot.health"));
                    assertThat(context.containsBean("happyConnectEndpoint"))
                            .isEqualTo(!missing.contains("org.springframework.boot.actuate"));
                    assertThat(context.containsBean("happyConnectOkHttp")).isEqualTo(!missing.contains("okhttp3"));
                    assertThat(context.containsBean("happyConnectSshTunnels"))
                            .isEqualTo(!missing.contains("io.happyconnect.ssh"));
                    assertThat(context.containsBean("happyConnectHttpConnections"))
                            .isEqualTo(
                                    !missing.contains("okhttp3") && !missing.contains("org.springframework.boot.http"));
                });
    }

    @Test
    void allAutoConfigurationsAreListed() {
        assertThat(autoConfigurations())
                .containsExactlyInAnyOrder(
                        HappyConnectAutoConfiguration.class,
                        HappyConnectDashboardAutoConfiguration.class,
                        HappyConnectDnsAutoConfiguration.class,
                        HappyConnectEndpointAutoConfiguration.class,
                        HappyConnectHealthAutoConfiguration.class,
                        HappyConnectHistoryAutoConfiguration.class,
                        HappyConnectHttpAutoConfiguration.class,
                        HappyConnectHttpFilterAutoConfiguration.class,
                        HappyConnectMetricsAutoConfiguration.class,
                        HappyConnectObservationAutoConfiguration.class,
                        HappyConnectOkHttpAutoConfiguration.class,
                        HappyConnectSshAutoConfiguration.class);
    }
}
