package io.happyconnect.boot.autoconfigure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.happyconnect.HappyConnector;
import io.happyconnect.HappyConnectorBuilder;
import io.happyconnect.boot.endpoint.HappyConnectEndpoint;
import io.happyconnect.observe.RaceListener;
import io.happyconnect.observe.RaceReport;
import io.happyconnect.okhttp.HappyConnectOkHttp;
import io.happyconnect.testsupport.EchoServer;
import io.happyconnect.testsupport.LeaksNothing;
import io.happyconnect.testsupport.Loopback;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.composite.CompositeMeterRegistry;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.micrometer.metrics.autoconfigure.MetricsAutoConfiguration;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Primary;

/** What applications do that nobody thought of. */
@LeaksNothing
@ExtendWith(OutputCaptureExtension.class)
class UnusualApplicationsTest {

    private final ApplicationContextRunner runner = new ApplicationContextRunner()
            .withConfiguration(AutoConfigurations.of(ClassPathTest.autoConfigurations()))
            .withPropertyValues(
                    "happy-connect.hosts.good.example.com=127.0.0.2",
                    "management.endpoints.web.exposure.include=happyconnect");

    private static ConfigurableApplicationContext lazily(Class<?> application, String... arguments) {
        SpringApplication lazy = new SpringApplication(application);
        lazy.setWebApplicationType(WebApplicationType.NONE);
        lazy.setLazyInitialization(true);
        return lazy.run(arguments);
    }

    private static void connect(HappyConnector connector) throws Exception {
        try (EchoServer server = new EchoServer(Loopback.ipv4(2), 0)) {
            connector.connect("good.example.com", server.address().getPort()).close();
        }
    }

    @Test
    void aLazyOneMakesTheConnectorWhenItIsWanted(CapturedOutput output) throws Exception {
        try (ConfigurableApplicationContext context = lazily(
                Application.class,
                "--happy-connect.hosts.good.example.com=127.0.0.2",
                "--management.endpoints.web.exposure.include=happyconnect",
                "--management.endpoints.jmx.exposure.include=happyconnect")) {
            assertThat(context.getBeanFactory().containsSingleton("happyConnector"))
                    .isFalse();
            assertThat(output).contains("Happy Connect: happyConnector, used by nobody yet;");

            connect(context.getBean(HappyConnector.class));
            assertThat(context.getBean(HappyConnectEndpoint.class)
                            .happyConnect(null, null, null)
                            .races())
                    .hasSize(1);
        }
    }

    @Test
    void aLazyOneRefusesWhatCannotBeWhenItIsWanted() {
        try (ConfigurableApplicationContext context =
                lazily(Application.class, "--happy-connect.targets.api.example.com.connect-timeout=0ms")) {
            assertThatThrownBy(() -> context.getBean(HappyConnector.class))
                    .hasRootCauseInstanceOf(RefusedPropertiesException.class)
                    .hasRootCauseMessage(
                            "happy-connect.targets[api.example.com].connect-timeout must be 1ms to 1d, but is 0ms");
        }
    }

    @Test
    void aLazyOneStartsWithPropertiesThatCannotBe() {
        try (ConfigurableApplicationContext context =
                lazily(Application.class, "--happy-connect.connection-attempt-delay=1ms")) {
            assertThatThrownBy(() -> context.getBean(HappyConnector.class))
                    .hasRootCauseInstanceOf(RefusedPropertiesException.class);
        }
    }

    @Test
    void contextsComeAndGoAndNothingStays() {
        List<HappyConnector> connectors = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            runner.run(context -> {
                connectors.add(context.getBean(HappyConnector.class));
                connect(connectors.get(connectors.size() - 1));
            });
        }

        assertThat(connectors).hasSize(3).doesNotHaveDuplicates().allMatch(HappyConnector::isClosed);
    }

    @Test
    void twoConnectorsOfOneNameAreStillTwo() {
        runner.withUserConfiguration(TwoOfOneName.class).run(context -> {
            connect(context.getBean("first", HappyConnector.class));
            connect(context.getBean("second", HappyConnector.class));
            assertThat(context.getBean(HappyConnectEndpoint.class)
                            .happyConnect(null, null, null)
                            .connectors())
                    .hasSize(2);
            assertThat(context.getBean(TwoOfOneName.class).reports).hasSize(2);
        });
    }

    @Test
    void ofTwoConnectorsThePrimaryOneServesTheHttpClients() {
        runner.withUserConfiguration(OnePrimary.class).run(context -> {
            assertThat(context.getBean(HappyConnector.class).name()).isEqualTo("chosen");
            assertThat(context).hasSingleBean(HappyConnectOkHttp.class);
            assertThat(context.getBeanFactory().getDependenciesForBean("happyConnectOkHttp"))
                    .contains("chosen")
                    .doesNotContain("other");
        });
    }

    @Test
    void aCompositeRegistryOfNothingIsNoHindrance() {
        runner.withConfiguration(AutoConfigurations.of(MetricsAutoConfiguration.class))
                .withBean(MeterRegistry.class, CompositeMeterRegistry::new)
                .run(context -> {
                    connect(context.getBean(HappyConnector.class));
                    assertThat(context.getBean(MeterRegistry.class)
                                    .find("happy.connect.races")
                                    .timer())
                            .isNotNull();
                });
    }

    @Test
    void aListenerThatIsBrokenBreaksNothing() {
        List<String> logged = new CopyOnWriteArrayList<>();
        Handler handler = keeping(logged);
        Logger logger = Logger.getLogger("io.happyconnect");
        logger.addHandler(handler);
        try {
            connectWithABrokenListener();
        } finally {
            logger.removeHandler(handler);
        }
        assertThat(logged).anyMatch(message -> message.contains("threw in raceEnded"));
    }

    // The console may be another's: whole applications of other tests take it, and close it behind them.
    private static Handler keeping(List<String> messages) {
        return new Handler() {
            @Override
            public void publish(LogRecord message) {
                messages.add(message.getMessage());
            }

            @Override
            public void flush() {}

            @Override
            public void close() {}
        };
    }

    private void connectWithABrokenListener() {
        runner.withBean("broken", RaceListener.class, () -> new RaceListener() {
                    @Override
                    public void raceEnded(RaceReport report) {
                        throw new IllegalStateException("broken");
                    }
                })
                .run(context -> {
                    connect(context.getBean(HappyConnector.class));
                    assertThat(context.getBean(HappyConnectEndpoint.class)
                                    .happyConnect(null, null, null)
                                    .races())
                            .hasSize(1);
                });
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "happy-connect.connection-attempt-delay=",
                "happy-connect.max-concurrent-attempts=",
                "happy-connect.preferred-family=",
                "happy-connect.local-addresses=",
                "happy-connect.health.critical-targets=",
                "happy-connect.targets.api.example.com.connect-timeout="
            })
    void aPropertyThatIsEmptyIsNotSet(String property) {
        runner.withPropertyValues(property).run(context -> {
            assertThat(context).hasNotFailed();
            try (HappyConnector ofTheCore = HappyConnector.create()) {
                assertThat(context.getBean(HappyConnector.class)).hasToString(ofTheCore.toString());
            }
        });
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "happyConnect.connectionAttemptDelay=150",
                "happy-connect.connection_attempt_delay=PT0.15S",
                "happyconnect.connectionattemptdelay=150MS"
            })
    void namesAndDurationsAreAsRelaxedAsEverywhere(String property) {
        runner.withPropertyValues(property)
                .run(context -> assertThat(context.getBean(HappyConnector.class).toString())
                        .contains("attempt delay 150 ms"));
    }

    @Configuration(proxyBeanMethods = false)
    @ImportAutoConfiguration({
        HappyConnectAutoConfiguration.class,
        HappyConnectHistoryAutoConfiguration.class,
        HappyConnectEndpointAutoConfiguration.class
    })
    static class Application {}

    @Configuration(proxyBeanMethods = false)
    static class TwoOfOneName {

        final List<RaceReport> reports = new ArrayList<>();

        @Bean
        HappyConnector first(HappyConnectorBuilder builder) {
            return builder.name("same").listener(new Reporting(reports)).build();
        }

        @Bean
        HappyConnector second(HappyConnectorBuilder builder) {
            return builder.name("same").listener(new Reporting(reports)).build();
        }
    }

    private record Reporting(List<RaceReport> reports) implements RaceListener {

        @Override
        public void raceEnded(RaceReport report) {
            reports.add(report);
        }
    }

    @Configuration(proxyBeanMethods = false)
    static class OnePrimary {

        @Bean
        @Primary
        HappyConnector chosen(HappyConnectorBuilder builder) {
            return builder.name("chosen").build();
        }

        @Bean
        HappyConnector other(HappyConnectorBuilder builder) {
            return builder.name("other").build();
        }
    }
}
