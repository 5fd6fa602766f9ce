package io.happyconnect.boot.autoconfigure;

import static org.assertj.core.api.Assertions.assertThat;

import io.happyconnect.HappyConnector;
import io.happyconnect.candidate.AddressCandidate;
import io.happyconnect.dns.observe.CacheUse;
import io.happyconnect.dns.observe.DnsListener;
import io.happyconnect.resolve.Lookup;
import io.happyconnect.resolve.Resolver;
import io.happyconnect.testsupport.EchoServer;
import io.happyconnect.testsupport.Loopback;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.micrometer.observation.ObservationRegistry;
import io.micrometer.observation.tck.TestObservationRegistry;
import io.micrometer.observation.tck.TestObservationRegistryAssert;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** A registry that connects by name while it is made: the thread that answers tells metrics, which must not wait for it. */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class RegistryThatConnectsTest {

    private final ApplicationContextRunner runner = new ApplicationContextRunner()
            .withConfiguration(AutoConfigurations.of(
                    HappyConnectAutoConfiguration.class,
                    HappyConnectMetricsAutoConfiguration.class,
                    HappyConnectObservationAutoConfiguration.class))
            .withPropertyValues("happy-connect.connect-timeout=5s", "happy-connect.observations.enabled=true")
            .withUserConfiguration(Answering.class);

    @Test
    void theMeterRegistryIsMadeAndCountsWhatComesAfter() throws Exception {
        try (EchoServer server = new EchoServer(Loopback.ipv4(2), 0)) {
            int port = server.address().getPort();
            runner.withPropertyValues("test.port=" + port)
                    .withUserConfiguration(ConnectingMeterRegistry.class)
                    .run(context -> {
                        assertThat(context).hasNotFailed();
                        context.getBean(HappyConnector.class)
                                .connect("good.example.com", port)
                                .close();
                        MeterRegistry registry = context.getBean(MeterRegistry.class);
                        assertThat(registry.get("happy.connect.races").timer().count())
                                .isEqualTo(1);
                        assertThat(registry.get("happy.connect.dns.cache.requests")
                                        .counter()
                                        .count())
                                .isEqualTo(1);
                    });
        }
    }

    @Test
    void theObservationRegistryIsMadeAndHearsWhatComesAfter() throws Exception {
        try (EchoServer server = new EchoServer(Loopback.ipv4(2), 0)) {
            int port = server.address().getPort();
            runner.withPropertyValues("test.port=" + port)
                    .withUserConfiguration(ConnectingObservationRegistry.class)
                    .run(context -> {
                        assertThat(context).hasNotFailed();
                        context.getBean(HappyConnector.class)
                                .connect("good.example.com", port)
                                .close();
                        TestObservationRegistryAssert.assertThat(context.getBean(TestObservationRegistry.class))
                                .hasNumberOfObservationsWithNameEqualTo("happy.connect.race", 1);
                    });
        }
    }

    @Test
    void aBeanThatConnectsAfterTheRegistryIsMadeCounts() throws Exception {
        try (EchoServer server = new EchoServer(Loopback.ipv4(2), 0)) {
            runner.withPropertyValues("test.port=" + server.address().getPort())
                    .withUserConfiguration(ConnectingBean.class)
                    .run(context -> assertThat(context.getBean(MeterRegistry.class)
                                    .get("happy.connect.races")
                                    .timer()
                                    .count())
                            .isEqualTo(1));
        }
    }

    /** Answers on a thread of its own, as DNS does, and tells all that listen there. */
    @Configuration(proxyBeanMethods = false)
    static class Answering {

        @Bean
        Resolver answering(ObjectProvider<DnsListener> dns) {
            List<DnsListener> listeners = dns.orderedStream().toList();
            return (target, to) -> {
                Thread loop = new Thread(() -> {
                    listeners.forEach(listener -> listener.cacheUsed(CacheUse.MISS));
                    to.found(List.of(new AddressCandidate(Loopback.ipv4(2), target.port())));
                    to.done();
                });
                loop.setDaemon(true);
                loop.start();
                return Lookup.ended();
            };
        }
    }

    @Configuration(proxyBeanMethods = false)
    static class ConnectingMeterRegistry {

        @Bean
        MeterRegistry registry(HappyConnector connector, @Value("${test.port}") int port) throws Exception {
            connector.connect("good.example.com", port).close();
            return new SimpleMeterRegistry();
        }
    }

    @Configuration(proxyBeanMethods = false)
    static class ConnectingObservationRegistry {

        @Bean
        ObservationRegistry registry(HappyConnector connector, @Value("${test.port}") int port) throws Exception {
            connector.connect("good.example.com", port).close();
            return TestObservationRegistry.create();
        }
    }

    @Configuration(proxyBeanMethods = false)
    static class ConnectingBean {

        @Bean
        MeterRegistry registry() {
            return new SimpleMeterRegistry();
        }

        @Bean
        Object connecting(MeterRegistry after, HappyConnector connector, @Value("${test.port}") int port)
                throws Exception {
            connector.connect("good.example.com", port).close();
            return new Object();
        }
    }
}
