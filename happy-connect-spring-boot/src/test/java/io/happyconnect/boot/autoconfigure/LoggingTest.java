package io.happyconnect.boot.autoconfigure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.happyconnect.HappyConnector;
import io.happyconnect.boot.logging.RaceLog;
import io.happyconnect.resolve.AddressFilter;
import io.happyconnect.route.RouteLayer;
import io.happyconnect.testsupport.RefusingPort;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.micrometer.metrics.autoconfigure.CompositeMeterRegistryAutoConfiguration;
import org.springframework.boot.micrometer.metrics.autoconfigure.MetricsAutoConfiguration;
import org.springframework.boot.micrometer.metrics.autoconfigure.export.simple.SimpleMetricsExportAutoConfiguration;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Lazy;

@ExtendWith(OutputCaptureExtension.class)
class LoggingTest {

    private final ApplicationContextRunner runner = new ApplicationContextRunner()
            .withConfiguration(AutoConfigurations.of(HappyConnectAutoConfiguration.class));

    private final ApplicationContextRunner everything = new ApplicationContextRunner()
            .withConfiguration(AutoConfigurations.of(
                    HappyConnectAutoConfiguration.class,
                    HappyConnectMetricsAutoConfiguration.class,
                    HappyConnectHistoryAutoConfiguration.class,
                    HappyConnectHealthAutoConfiguration.class,
                    HappyConnectEndpointAutoConfiguration.class,
                    MetricsAutoConfiguration.class,
                    CompositeMeterRegistryAutoConfiguration.class,
                    SimpleMetricsExportAutoConfiguration.class))
            .withPropertyValues("management.endpoints.web.exposure.include=happyconnect");

    @Test
    void oneLineSaysWhatWasConfiguredAndForWhom(CapturedOutput output) {
        everything
                .withUserConfiguration(Application.class)
                .withPropertyValues(
                        "happy-connect.connection-attempt-delay=150ms", "happy-connect.max-sockets-in-flight=3000")
                .run(context -> assertThat(lines(output))
                        .containsExactly(
                                "Happy Connect: happyConnector = HappyConnector \"default\" (attempt delay 150 ms,"
                                        + " resolution delay 50 ms, no limit of attempts, connect timeout 10000 ms,"
                                        + " at most 3000 sockets in flight),"
                                        + " used by orders; resolved by happyConnectResolver (SystemResolver);"
                                        + " filtered by onlyInternal;"
                                        + " heard by happyConnectHistory, happyConnectLog, happyConnectMetrics;"
                                        + " shown by happyConnectHealthIndicator, happyConnectEndpoint"));
    }

    @Test
    void itSaysWhatIsNotDialled(CapturedOutput output) {
        runner.withPropertyValues(
                        "happy-connect.address-filter.deny=private,loopback",
                        "happy-connect.address-filter.allow=10.20.0.0/16")
                .run(context -> assertThat(lines(output))
                        .singleElement()
                        .asString()
                        .contains("; filtered by happy-connect.address-filter"
                                + " (denies loopback, private; allows 10.20.0.0/16); heard by"));
    }

    @Test
    void itNamesOnlyWhatIsThere(CapturedOutput output) {
        runner.withPropertyValues("happy-connect.logging.failures=false")
                .run(context -> assertThat(lines(output))
                        .singleElement()
                        .asString()
                        .endsWith(", used by nobody yet; resolved by happyConnectResolver (SystemResolver)"));
    }

    @Test
    void itSaysWhichWaysThereAre(CapturedOutput output) {
        runner.withUserConfiguration(Tunnel.class)
                .withPropertyValues(
                        "happy-connect.hosts.db.example.com=192.0.2.1",
                        "happy-connect.aliases.orders-db=db-1.example.com,db-2.example.com",
                        "happy-connect.aliases.metrics=metrics.example.com",
                        "happy-connect.unix-sockets.docker=unix:/var/run/docker.sock",
                        "happy-connect.proxy.servers=http://proxy.example.com:3128",
                        "happy-connect.proxy.username=kim",
                        "happy-connect.proxy.password=secret")
                .run(context -> assertThat(lines(output))
                        .singleElement()
                        .asString()
                        .contains("; resolved by happy-connect.hosts, happyConnectResolver (SystemResolver);"
                                + " reached through aliases metrics, orders-db, Unix domain sockets docker, tunnel,"
                                + " proxies http://proxy.example.com:3128 (direct-first); ")
                        .doesNotContain("kim", "secret"));
    }

    @Test
    void ofManyAliasesItNamesTheFirst(CapturedOutput output) {
        runner.withPropertyValues(IntStream.range(1, 8)
                        .mapToObj(i -> "happy-connect.aliases.name" + i + "=api.example.com")
                        .toArray(String[]::new))
                .run(context -> assertThat(lines(output))
                        .singleElement()
                        .asString()
                        .contains("; reached through aliases name1, name2, name3, name4, name5, 2 more; "));
    }

    @Test
    void itNamesTheFirstTargetsWithSettingsOfTheirOwn(CapturedOutput output) {
        runner.withPropertyValues(IntStream.range(1, 8)
                        .mapToObj(i -> "happy-connect.targets.host" + i + ".example.com.connect-timeout=1s")
                        .toArray(String[]::new))
                .run(context -> assertThat(lines(output))
                        .singleElement()
                        .asString()
                        .contains("; other settings for host1.example.com, host2.example.com, host3.example.com,"
                                + " host4.example.com, host5.example.com, 2 more; "));
    }

    @Test
    void aLazyConnectorIsNotMadeForIt(CapturedOutput output) {
        runner.withUserConfiguration(LazyConnector.class)
                .run(context -> assertThat(lines(output))
                        .singleElement()
                        .asString()
                        .startsWith("Happy Connect: lazy, used by nobody yet;"));
    }

    @Test
    void aSwitchTurnsItOff(CapturedOutput output) {
        runner.withPropertyValues("happy-connect.logging.startup=false")
                .run(context -> assertThat(lines(output)).isEmpty());
    }

    @Test
    void aRaceThatFailsIsLoggedOnceAPeriod(CapturedOutput output) throws Exception {
        try (RefusingPort port = new RefusingPort()) {
            runner.run(context -> {
                for (int i = 0; i < 3; i++) {
                    fail(context.getBean(HappyConnector.class), port);
                }
                assertThat(output.getOut().lines().filter(line -> line.contains("failed 127.0.0.1:")))
                        .hasSize(1);
            });
        }
    }

    @Test
    void aPeriodOfZeroLogsEveryRaceThatFails(CapturedOutput output) throws Exception {
        try (RefusingPort port = new RefusingPort()) {
            runner.withPropertyValues("happy-connect.logging.period=0").run(context -> {
                for (int i = 0; i < 3; i++) {
                    fail(context.getBean(HappyConnector.class), port);
                }
                assertThat(output.getOut().lines().filter(line -> line.contains("failed 127.0.0.1:")))
                        .hasSize(3);
            });
        }
    }

    @Test
    void aSwitchTurnsTheLogOfFailuresOff() {
        runner.withPropertyValues("happy-connect.logging.failures=false")
                .run(context -> assertThat(context).doesNotHaveBean(RaceLog.class));
    }

    private static void fail(HappyConnector connector, RefusingPort port) {
        assertThatThrownBy(() -> connector.connect("127.0.0.1", port.address().getPort()))
                .isNotNull();
    }

    private static List<String> lines(CapturedOutput output) {
        return output.getOut()
                .lines()
                .filter(line -> line.contains("Happy Connect: "))
                .map(line -> line.substring(line.indexOf("Happy Connect: ")))
                .toList();
    }

    @Configuration(proxyBeanMethods = false)
    static class Application {

        @Bean
        Object orders(HappyConnector connector) {
            return connector.name();
        }

        @Bean
        AddressFilter onlyInternal() {
            return address -> true;
        }
    }

    @Configuration(proxyBeanMethods = false)
    static class Tunnel {

        @Bean
        RouteLayer tunnel() {
            return (target, below, answers) -> below.resolve(target, answers);
        }
    }

    @Configuration(proxyBeanMethods = false)
    static class LazyConnector {

        @Bean
        @Lazy
        HappyConnector lazy() {
            throw new AssertionError("made");
        }
    }
}
