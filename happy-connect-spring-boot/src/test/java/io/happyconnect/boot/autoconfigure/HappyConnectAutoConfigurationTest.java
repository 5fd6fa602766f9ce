package io.happyconnect.boot.autoconfigure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.tuple;

import io.happyconnect.ConnectCancelledException;
import io.happyconnect.HappyConnector;
import io.happyconnect.HappyConnectorBuilder;
import io.happyconnect.boot.endpoint.HappyConnectEndpoint;
import io.happyconnect.boot.endpoint.RaceDescriptor;
import io.happyconnect.candidate.AddressFamily;
import io.happyconnect.name.Target;
import io.happyconnect.race.RaceSettings;
import io.happyconnect.resolve.Resolver;
import io.happyconnect.testsupport.EchoServer;
import io.happyconnect.testsupport.EmbeddedProxy;
import io.happyconnect.testsupport.Loopback;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.net.InetAddress;
import java.net.Socket;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;

class HappyConnectAutoConfigurationTest {

    private final ApplicationContextRunner runner = new ApplicationContextRunner()
            .withConfiguration(AutoConfigurations.of(HappyConnectAutoConfiguration.class));

    @Test
    void withoutPropertiesTheConnectorIsTheCoresOwn() {
        runner.run(context -> {
            HappyConnector connector = context.getBean("happyConnector", HappyConnector.class);
            try (HappyConnector ofTheCore = HappyConnector.create()) {
                assertThat(connector).hasToString(ofTheCore.toString());
                assertThat(connector.raceSettings())
                        .usingRecursiveComparison()
                        .ignoringFields("addressOrder")
                        .isEqualTo(ofTheCore.raceSettings());
            }
        });
    }

    @Test
    void everyKnobOfARaceHasAProperty() {
        runner.withPropertyValues(
                        "happy-connect.name=payments",
                        "happy-connect.connection-attempt-delay=150ms",
                        "happy-connect.resolution-delay=20ms",
                        "happy-connect.max-concurrent-attempts=4",
                        "happy-connect.max-sockets-in-flight=64",
                        "happy-connect.attempt-timeout=2s",
                        "happy-connect.connect-timeout=5s",
                        "happy-connect.first-address-family-count=2",
                        "happy-connect.preferred-family=ipv4")
                .run(context -> {
                    HappyConnector connector = context.getBean(HappyConnector.class);
                    RaceSettings settings = connector.raceSettings();
                    assertThat(connector.name()).isEqualTo("payments");
                    assertThat(settings.connectionAttemptDelay()).isEqualTo(Duration.ofMillis(150));
                    assertThat(settings.resolutionDelay()).isEqualTo(Duration.ofMillis(20));
                    assertThat(settings.maxConcurrentAttempts()).isEqualTo(4);
                    assertThat(connector.maxSocketsInFlight()).isEqualTo(64);
                    assertThat(settings.attemptTimeout()).isEqualTo(Duration.ofSeconds(2));
                    assertThat(connector.connectTimeout()).isEqualTo(Duration.ofSeconds(5));
                    assertThat(settings.firstAddressFamilyCount()).isEqualTo(2);
                    assertThat(settings.preferredFamily()).isEqualTo(AddressFamily.IPV4);
                });
    }

    @ParameterizedTest
    @CsvSource({
        "rfc6724, RFC 6724",
        "rfc6724-update, RFC 6724 update",
        "gai-conf, /etc/gai.conf",
        "as-resolved, as resolved",
        "AS_RESOLVED, as resolved"
    })
    void theOrderOfAddressesHasAProperty(String value, String order) {
        runner.withPropertyValues("happy-connect.address-order=" + value)
                .run(context -> assertThat(context.getBean(HappyConnector.class)
                                .raceSettings()
                                .addressOrder())
                        .hasToString(order));
    }

    @Test
    void addressesAreSortedByRfc6724UnlessSaidOtherwise() {
        runner.run(context -> assertThat(
                        context.getBean(HappyConnector.class).raceSettings().addressOrder())
                .hasToString("RFC 6724"));
        runner.withPropertyValues("happy-connect.hosts.two.example.com=192.0.2.1,127.0.0.1")
                .run(context -> assertThat(context.getBean(HappyConnector.class).lookup("two.example.com"))
                        .extracting(InetAddress::getHostAddress)
                        .containsExactly("127.0.0.1", "192.0.2.1"));
    }

    @Test
    void hostsAreKnownByTheirDottedNamesWithoutAResolver() throws Exception {
        try (EchoServer server = new EchoServer(Loopback.ipv4(2), 0)) {
            runner.withPropertyValues("happy-connect.hosts.db-1.example.com=127.0.0.2")
                    .run(context -> {
                        try (Socket socket = context.getBean(HappyConnector.class)
                                .connect("DB-1.example.com", server.address().getPort())) {
                            assertThat(socket.getInetAddress()).isEqualTo(Loopback.ipv4(2));
                        }
                    });
        }
    }

    @Test
    void aliasesStandForOtherTargetsInTheirOrder() throws Exception {
        try (EchoServer server = new EchoServer(Loopback.ipv4(2), 0)) {
            runner.withPropertyValues(
                            "happy-connect.aliases.orders-db.internal[0]=127.0.0.3:1",
                            "happy-connect.aliases.orders-db.internal[1]=primary",
                            "happy-connect.aliases.primary=db-1.example.com:"
                                    + server.address().getPort(),
                            "happy-connect.hosts.db-1.example.com=127.0.0.2")
                    .run(context -> {
                        HappyConnector connector = context.getBean(HappyConnector.class);
                        try (Socket socket = connector.connect("orders-db.internal", 5432)) {
                            assertThat(socket.getInetAddress()).isEqualTo(Loopback.ipv4(2));
                        }
                    });
        }
    }

    @Test
    void proxiesAreWaysToATarget() throws Exception {
        try (EchoServer server = new EchoServer();
                EmbeddedProxy proxy = new EmbeddedProxy(
                        Loopback.ipv4(1), 0, Map.of("db.internal", server.address()), "kim", "s3cret")) {
            runner.withPropertyValues(
                            "happy-connect.proxy.servers=socks5://127.0.0.1:"
                                    + proxy.address().getPort(),
                            "happy-connect.proxy.policy=proxy-only",
                            "happy-connect.proxy.username=kim",
                            "happy-connect.proxy.password=s3cret")
                    .run(context -> {
                        try (Socket socket =
                                context.getBean(HappyConnector.class).connect("db.internal", 5432)) {
                            assertThat(socket.getPort())
                                    .isEqualTo(proxy.address().getPort());
                        }
                        assertThat(context.getBean(HappyConnectProperties.class).toString())
                                .doesNotContain("s3cret");
                    });
        }
    }

    @Test
    void unixSocketsStandBehindNamesForChannels(@TempDir Path directory) throws Exception {
        Path path = directory.resolve("app.sock");
        try (ServerSocketChannel server = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
            server.bind(UnixDomainSocketAddress.of(path));
            runner.withPropertyValues(
                            "happy-connect.unix-sockets.sidecar=unix:" + path, "happy-connect.aliases.metrics=sidecar")
                    .run(context -> {
                        try (SocketChannel channel =
                                context.getBean(HappyConnector.class).connectChannel("metrics", 8125)) {
                            assertThat(channel.getRemoteAddress()).isEqualTo(UnixDomainSocketAddress.of(path));
                        }
                    });
        }
    }

    @Test
    void anAliasMayStandForAUnixSocketAndMetricsAndEndpointShowIt(@TempDir Path directory) throws Exception {
        Path path = directory.resolve("app.sock");
        try (ServerSocketChannel server = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
            server.bind(UnixDomainSocketAddress.of(path));
            runner.withBean(MeterRegistry.class, SimpleMeterRegistry::new)
                    .withConfiguration(AutoConfigurations.of(
                            HappyConnectHistoryAutoConfiguration.class,
                            HappyConnectMetricsAutoConfiguration.class,
                            HappyConnectEndpointAutoConfiguration.class))
                    .withPropertyValues(
                            "happy-connect.aliases.metrics=unix:" + path,
                            "management.endpoints.web.exposure.include=happyconnect")
                    .run(context -> {
                        HappyConnector connector = context.getBean(HappyConnector.class);
                        connector.connectChannel("metrics", 8125).close();
                        connector.connectChannel(Target.unix(path)).close();

                        MeterRegistry meters = context.getBean(MeterRegistry.class);
                        for (String target : List.of("metrics", "unix:" + path)) {
                            assertThat(meters.get("happy.connect.races")
                                            .tags("server.address", target, "network.type", "unix")
                                            .tags("server.port", target.equals("metrics") ? "8125" : "none")
                                            .timer()
                                            .count())
                                    .isEqualTo(1);
                        }
                        assertThat(context.getBean(HappyConnectEndpoint.class)
                                        .happyConnect(null, null, null)
                                        .races())
                                .extracting(RaceDescriptor::host, RaceDescriptor::port, RaceDescriptor::winner)
                                .containsExactly(
                                        tuple("unix:" + path, 0, "unix:" + path),
                                        tuple("metrics", 8125, "unix:" + path));
                    });
        }
    }

    @Test
    void localAddressesBindTheAttempts() throws Exception {
        try (EchoServer server = new EchoServer()) {
            runner.withPropertyValues("happy-connect.local-addresses=127.0.0.9,::1")
                    .run(context -> {
                        try (Socket socket = context.getBean(HappyConnector.class)
                                .connect("127.0.0.1", server.address().getPort())) {
                            assertThat(socket.getLocalAddress()).isEqualTo(Loopback.ipv4(9));
                        }
                    });
        }
    }

    @Test
    void socketOptionsAreSetOnEveryAttempt() throws Exception {
        try (EchoServer server = new EchoServer()) {
            runner.withPropertyValues(
                            "happy-connect.socket.tcp-no-delay=true",
                            "happy-connect.socket.keep-alive=true",
                            "happy-connect.socket.send-buffer-size=20KB",
                            "happy-connect.socket.receive-buffer-size=10KB")
                    .run(context -> {
                        try (Socket socket = context.getBean(HappyConnector.class)
                                .connect("127.0.0.1", server.address().getPort())) {
                            assertThat(socket.getTcpNoDelay()).isTrue();
                            assertThat(socket.getKeepAlive()).isTrue();
                            // Linux doubles what it is asked for.
                            assertThat(socket.getSendBufferSize()).isIn(20 * 1024, 40 * 1024);
                            assertThat(socket.getReceiveBufferSize()).isIn(10 * 1024, 20 * 1024);
                        }
                    });
        }
    }

    @Test
    void theConnectorIsClosedWithTheContext() {
        List<HappyConnector> seen = new ArrayList<>();
        runner.run(context -> seen.add(context.getBean(HappyConnector.class)));

        assertThat(seen.get(0).isClosed()).isTrue();
        assertThatExceptionOfType(ConnectCancelledException.class)
                .isThrownBy(() -> seen.get(0).connect("127.0.0.1", 1));
    }

    @Test
    void aSwitchTurnsEverythingOff() {
        runner.withPropertyValues("happy-connect.enabled=false")
                .run(context -> assertThat(context)
                        .doesNotHaveBean(HappyConnector.class)
                        .doesNotHaveBean(HappyConnectorBuilder.class)
                        .doesNotHaveBean(Resolver.class));
    }

    @Test
    void aConnectorOfTheApplicationReplacesOurs() {
        runner.withUserConfiguration(OwnConnector.class).run(context -> {
            assertThat(context).hasSingleBean(HappyConnector.class);
            assertThat(context.getBean(HappyConnector.class).name()).isEqualTo("own");
        });
    }

    @Test
    void severalConnectorsAreBuiltFromTheBuilderWithItsSettings() {
        runner.withUserConfiguration(TwoConnectors.class)
                .withPropertyValues("happy-connect.connect-timeout=3s", "happy-connect.connection-attempt-delay=99ms")
                .run(context -> {
                    assertThat(context).hasBean("patient").hasBean("hasty").doesNotHaveBean("happyConnector");
                    HappyConnector patient = context.getBean("patient", HappyConnector.class);
                    HappyConnector hasty = context.getBean("hasty", HappyConnector.class);
                    assertThat(patient.name()).isEqualTo("patient");
                    assertThat(patient.connectTimeout()).isEqualTo(Duration.ofMinutes(1));
                    assertThat(patient.raceSettings().connectionAttemptDelay()).isEqualTo(Duration.ofMillis(99));
                    assertThat(hasty.name()).isEqualTo("hasty");
                    assertThat(hasty.connectTimeout()).isEqualTo(Duration.ofSeconds(3));
                    assertThat(hasty.raceSettings().connectionAttemptDelay()).isEqualTo(Duration.ofMillis(10));
                });
    }

    @Test
    void customizersHaveTheLastWordInTheirOrder() {
        runner.withUserConfiguration(Customizers.class)
                .withPropertyValues("happy-connect.connect-timeout=3s")
                .run(context -> assertThat(context.getBean(HappyConnector.class).connectTimeout())
                        .isEqualTo(Duration.ofSeconds(8)));
    }

    @Configuration(proxyBeanMethods = false)
    static class OwnConnector {

        @Bean
        HappyConnector own() {
            return HappyConnector.builder().name("own").build();
        }
    }

    @Configuration(proxyBeanMethods = false)
    static class TwoConnectors {

        @Bean
        HappyConnector patient(HappyConnectorBuilder builder) {
            return builder.name("patient").connectTimeout(Duration.ofMinutes(1)).build();
        }

        @Bean
        HappyConnector hasty(HappyConnectorBuilder builder) {
            return builder.name("hasty")
                    .connectionAttemptDelay(Duration.ofMillis(10))
                    .build();
        }
    }

    @Configuration(proxyBeanMethods = false)
    static class Customizers {

        @Bean
        @Order(2)
        HappyConnectorBuilderCustomizer later() {
            return builder -> builder.connectTimeout(Duration.ofSeconds(8));
        }

        @Bean
        @Order(1)
        HappyConnectorBuilderCustomizer earlier() {
            return builder -> builder.connectTimeout(Duration.ofSeconds(7));
        }
    }
}
