package io.happyconnect.boot.autoconfigure;

import static org.assertj.core.api.Assertions.assertThat;

import io.happyconnect.ConnectOptions;
import io.happyconnect.HappyConnector;
import io.happyconnect.HappyConnectorBuilder;
import io.happyconnect.candidate.AddressFamily;
import io.happyconnect.name.Target;
import io.happyconnect.observe.RaceListener;
import io.happyconnect.observe.RaceReport;
import io.happyconnect.race.RaceSettings;
import io.happyconnect.testsupport.Loopback;
import io.happyconnect.testsupport.LoopbackHost;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.env.YamlPropertySourceLoader;
import org.springframework.boot.test.context.assertj.AssertableApplicationContext;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.SystemEnvironmentPropertySource;
import org.springframework.core.io.ByteArrayResource;

/** Settings that some targets have of their own, in every way that people write them. */
class TargetPropertiesTest {

    private final ApplicationContextRunner runner = new ApplicationContextRunner()
            .withConfiguration(AutoConfigurations.of(HappyConnectAutoConfiguration.class));

    private ApplicationContextRunner yaml(String text) {
        return runner.withInitializer(context -> load(text, context));
    }

    private static void load(String text, ConfigurableApplicationContext context) {
        try {
            new YamlPropertySourceLoader()
                    .load("yaml" + text.hashCode(), new ByteArrayResource(text.getBytes(StandardCharsets.UTF_8)))
                    .forEach(context.getEnvironment().getPropertySources()::addFirst);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static ConnectOptions options(AssertableApplicationContext context, String target) {
        assertThat(context).hasNotFailed();
        return context.getBean(TargetOptions.class).apply(Target.parse(target));
    }

    private static Duration delay(AssertableApplicationContext context, String target) {
        return options(context, target).raceSettings(RaceSettings.defaults()).connectionAttemptDelay();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "api.example.com",
                "\"api.example.com\"",
                "\"[api.example.com]\"",
                "API.Example.com",
                "\"api.example.com:443\"",
                "api.example.com:https",
                "\"[api.example.com:443]\""
            })
    void aTargetIsWrittenWithOrWithoutBracketsAndPort(String key) {
        yaml("""
                happy-connect:
                  targets:
                    %s:
                      connection-attempt-delay: 50ms
                """.formatted(key)).run(context -> {
            assertThat(delay(context, "api.example.com:443")).isEqualTo(Duration.ofMillis(50));
            assertThat(delay(context, "example.com:443")).isEqualTo(Duration.ofMillis(250));
        });
    }

    @ParameterizedTest
    @ValueSource(strings = {"connection-attempt-delay", "connectionAttemptDelay", "connection_attempt_delay"})
    void aSettingIsWrittenAsSpringBootAllows(String setting) {
        yaml("""
                happy-connect:
                  targets:
                    api.example.com: { %s: 50ms }
                """.formatted(setting))
                .run(context ->
                        assertThat(delay(context, "api.example.com:443")).isEqualTo(Duration.ofMillis(50)));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "happy-connect.targets.api.example.com.connection-attempt-delay=50ms",
                "happy-connect.targets[api.example.com].connection-attempt-delay=50",
                "happy-connect.targets.api.example.com.connection-attempt-delay=${delay:50ms}"
            })
    void propertiesWorkLikeYaml(String property) {
        runner.withPropertyValues(property)
                .run(context ->
                        assertThat(delay(context, "api.example.com:443")).isEqualTo(Duration.ofMillis(50)));
    }

    @Test
    void anEnvironmentVariableNamesAHostWithoutDots() {
        runner.withInitializer(context -> context.getEnvironment()
                        .getPropertySources()
                        .addFirst(new SystemEnvironmentPropertySource(
                                "test-systemEnvironment",
                                Map.of("HAPPYCONNECT_TARGETS_DB_CONNECTIONATTEMPTDELAY", "50ms"))))
                .run(context -> assertThat(delay(context, "db:5432")).isEqualTo(Duration.ofMillis(50)));
    }

    @Test
    void addressesCanBeTargetsAsWell() {
        yaml("""
                happy-connect:
                  targets:
                    192.0.2.1: { connection-attempt-delay: 51ms }
                    "192.0.2.2:25": { connection-attempt-delay: 52ms }
                    "2001:db8::1": { connection-attempt-delay: 53ms }
                    "[[2001:DB8::2]:25]": { connection-attempt-delay: 54ms }
                    "[2001:db8::3]:25": { connection-attempt-delay: 55ms }
                    "[2001:db8::4]": { connection-attempt-delay: 56ms }
                """).run(context -> {
            assertThat(delay(context, "192.0.2.1:1")).isEqualTo(Duration.ofMillis(51));
            assertThat(delay(context, "192.0.2.2:25")).isEqualTo(Duration.ofMillis(52));
            assertThat(delay(context, "192.0.2.2:26")).isEqualTo(Duration.ofMillis(250));
            assertThat(delay(context, "[2001:db8::1]:1")).isEqualTo(Duration.ofMillis(53));
            assertThat(delay(context, "[2001:db8::2]:25")).isEqualTo(Duration.ofMillis(54));
            assertThat(delay(context, "[2001:db8::3]:25")).isEqualTo(Duration.ofMillis(55));
            assertThat(delay(context, "[2001:db8::4]:1")).isEqualTo(Duration.ofMillis(56));
        });
    }

    @Test
    void everySettingCounts() {
        yaml("""
                happy-connect:
                  targets:
                    api.example.com:
                      connection-attempt-delay: 50ms
                      resolution-delay: 51ms
                      max-concurrent-attempts: 3
                      attempt-timeout: 52ms
                      connect-timeout: 53ms
                      first-address-family-count: 4
                      preferred-family: ipv4
                """).run(context -> {
            ConnectOptions options = options(context, "api.example.com:1");
            RaceSettings settings = options.raceSettings(RaceSettings.defaults());
            assertThat(options.timeout()).contains(Duration.ofMillis(53));
            assertThat(settings.connectionAttemptDelay()).isEqualTo(Duration.ofMillis(50));
            assertThat(settings.resolutionDelay()).isEqualTo(Duration.ofMillis(51));
            assertThat(settings.maxConcurrentAttempts()).isEqualTo(3);
            assertThat(settings.attemptTimeout()).isEqualTo(Duration.ofMillis(52));
            assertThat(settings.firstAddressFamilyCount()).isEqualTo(4);
            assertThat(settings.preferredFamily()).isEqualTo(AddressFamily.IPV4);
        });
    }

    @Test
    void aPortGoesBeforeItsHostSettingBySetting() {
        yaml("""
                happy-connect:
                  targets:
                    api.example.com: { connection-attempt-delay: 50ms, connect-timeout: 5s }
                    api.example.com:8443: { connection-attempt-delay: 60ms }
                """).run(context -> {
            assertThat(delay(context, "api.example.com:8443")).isEqualTo(Duration.ofMillis(60));
            assertThat(options(context, "api.example.com:8443").timeout()).contains(Duration.ofSeconds(5));
            assertThat(delay(context, "api.example.com:443")).isEqualTo(Duration.ofMillis(50));
        });
    }

    @Test
    void aHigherSourceOverridesWhateverItsNotation() {
        yaml("""
                happy-connect:
                  targets:
                    "[api.example.com:443]": { connection-attempt-delay: 50ms, connect-timeout: 5s }
                """)
                .withInitializer(context ->
                        load("happy-connect.targets.api.example.com:https.connection-attempt-delay: 70ms", context))
                .run(context -> {
                    assertThat(delay(context, "api.example.com:443")).isEqualTo(Duration.ofMillis(70));
                    assertThat(options(context, "api.example.com:443").timeout())
                            .contains(Duration.ofSeconds(5));
                });
    }

    @Test
    void theRacesOfEveryConnectorKeepToThem() throws Exception {
        try (LoopbackHost host = LoopbackHost.builder()
                .blackHole(Loopback.ipv4(41))
                .echoing(Loopback.ipv4(42))
                .open()) {
            yaml("""
                    happy-connect:
                      connection-attempt-delay: 60s
                      hosts:
                        hole.example.com: [127.0.0.41, 127.0.0.42]
                      targets:
                        hole.example.com: { connection-attempt-delay: 20ms }
                    """).withUserConfiguration(TwoConnectors.class).run(context -> {
                context.getBean("one", HappyConnector.class)
                        .connect("hole.example.com", host.port())
                        .close();
                context.getBean("two", HappyConnector.class)
                        .socketFactory()
                        .createSocket("hole.example.com", host.port())
                        .close();
                assertThat(context.getBean(TwoConnectors.class).reports)
                        .extracting(RaceReport::connectionAttemptDelay)
                        .containsExactly(Duration.ofMillis(20), Duration.ofMillis(20));
            });
        }
    }

    @Configuration(proxyBeanMethods = false)
    static class TwoConnectors {

        final List<RaceReport> reports = new CopyOnWriteArrayList<>();

        @Bean
        HappyConnector one(HappyConnectorBuilder builder) {
            return builder.name("one").build();
        }

        @Bean
        HappyConnector two(HappyConnectorBuilder builder) {
            return builder.name("two").build();
        }

        @Bean
        RaceListener reporting() {
            return new RaceListener() {
                @Override
                public void raceEnded(RaceReport report) {
                    reports.add(report);
                }
            };
        }
    }
}
