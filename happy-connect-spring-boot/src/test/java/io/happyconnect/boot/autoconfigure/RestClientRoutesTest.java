package io.happyconnect.boot.autoconfigure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.happyconnect.boot.endpoint.AttemptDescriptor;
import io.happyconnect.boot.endpoint.HappyConnectDescriptor;
import io.happyconnect.boot.endpoint.HappyConnectEndpoint;
import io.happyconnect.testsupport.BlackHole;
import io.happyconnect.testsupport.EmbeddedProxy;
import io.happyconnect.testsupport.Loopback;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import mockwebserver3.Dispatcher;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import mockwebserver3.RecordedRequest;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.Response;
import okhttp3.tls.HandshakeCertificates;
import okhttp3.tls.HeldCertificate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.autoconfigure.ssl.SslAutoConfiguration;
import org.springframework.boot.http.client.autoconfigure.HttpClientAutoConfiguration;
import org.springframework.boot.http.client.autoconfigure.imperative.ImperativeHttpClientAutoConfiguration;
import org.springframework.boot.restclient.autoconfigure.RestClientAutoConfiguration;
import org.springframework.boot.restclient.autoconfigure.RestClientSsl;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.ApplicationContext;
import org.springframework.web.client.RestClient;

/** Hosts that no address leads to, from properties alone: behind a bastion, behind a proxy, at another port. */
@Timeout(120)
class RestClientRoutesTest {

    private static final HeldCertificate CERTIFICATE = new HeldCertificate.Builder()
            .addSubjectAlternativeName("*.internal.test")
            .build();

    private final ApplicationContextRunner runner = new ApplicationContextRunner()
            .withBean(MeterRegistry.class, SimpleMeterRegistry::new)
            .withConfiguration(AutoConfigurations.of(
                    HappyConnectSshAutoConfiguration.class,
                    HappyConnectAutoConfiguration.class,
                    HappyConnectHttpAutoConfiguration.class,
                    HappyConnectOkHttpAutoConfiguration.class,
                    HappyConnectHistoryAutoConfiguration.class,
                    HappyConnectMetricsAutoConfiguration.class,
                    HappyConnectEndpointAutoConfiguration.class,
                    SslAutoConfiguration.class,
                    HttpClientAutoConfiguration.class,
                    ImperativeHttpClientAutoConfiguration.class,
                    RestClientAutoConfiguration.class))
            .withPropertyValues("management.endpoints.web.exposure.include=happyconnect");

    @TempDir
    private Path directory;

    private final MockWebServer server = new MockWebServer();
    private Bastion bastion;

    @BeforeEach
    void open() throws Exception {
        server.setDispatcher(new Dispatcher() {
            @Override
            public MockResponse dispatch(RecordedRequest request) {
                return new MockResponse.Builder()
                        .body("hello " + request.getUrl().host())
                        .build();
            }
        });
        bastion = new Bastion(directory);
    }

    @AfterEach
    void close() throws Exception {
        bastion.close();
        server.close();
    }

    private static String get(ApplicationContext context, String uri) {
        return context.getBean(RestClient.Builder.class)
                .build()
                .get()
                .uri(uri)
                .retrieve()
                .body(String.class);
    }

    @Test
    void aHostBehindABastionIsCalledAndMetricsAndEndpointShowTheTunnel() throws Exception {
        server.start(Loopback.ipv4(1), 0);
        runner.withPropertyValues(bastion.properties())
                .withPropertyValues("happy-connect.aliases.orders-api=one.internal.test:" + server.getPort())
                .run(context -> {
                    assertThat(get(context, "http://orders-api/")).isEqualTo("hello orders-api");

                    String way = bastion.wayTo(server.getPort());
                    MeterRegistry registry = context.getBean(MeterRegistry.class);
                    assertThat(registry.get("happy.connect.races")
                                    .tags(
                                            "server.address",
                                            "orders-api",
                                            "network.type",
                                            "tunnel",
                                            "outcome",
                                            "success")
                                    .timer()
                                    .count())
                            .isEqualTo(1);
                    assertThat(registry.get("happy.connect.peer.attempts")
                                    .tags("network.peer.address", way, "network.type", "tunnel", "outcome", "won")
                                    .timer()
                                    .count())
                            .isEqualTo(1);
                    HappyConnectDescriptor all =
                            context.getBean(HappyConnectEndpoint.class).happyConnect(null, null, null);
                    assertThat(all.races())
                            .filteredOn(race -> race.host().equals("orders-api"))
                            .singleElement()
                            .satisfies(race -> {
                                assertThat(race.winner()).isEqualTo(way);
                                assertThat(race.attempts())
                                        .extracting(AttemptDescriptor::family, AttemptDescriptor::alias)
                                        .containsExactly(tuple("tunnel", "orders-api -> one.internal.test"));
                            });
                    assertThat(all.targets())
                            .filteredOn(target -> target.host().equals("orders-api"))
                            .singleElement()
                            .satisfies(target -> assertThat(target.lastWinner()).isEqualTo(way));
                });
    }

    @Test
    void httpsAndASecondTryAfterTheTunnelHasDied() throws Exception {
        server.useHttps(new HandshakeCertificates.Builder()
                .heldCertificate(CERTIFICATE)
                .build()
                .sslSocketFactory());
        server.start(Loopback.ipv4(1), 0);
        runner.withPropertyValues(bastion.properties())
                .withPropertyValues(
                        "spring.ssl.bundle.pem.orders.truststore.certificate=" + CERTIFICATE.certificatePem())
                .run(context -> {
                    RestClient client = context.getBean(RestClient.Builder.class)
                            .apply(context.getBean(RestClientSsl.class).fromBundle("orders"))
                            .baseUrl("https://one.internal.test:" + server.getPort())
                            .build();
                    for (int i = 0; i < 3; i++) {
                        assertThat(client.get().retrieve().body(String.class)).isEqualTo("hello one.internal.test");
                        bastion.cutOff();
                    }
                });
        assertThat(bastion.asked()).hasSize(3).containsOnly("127.0.0.1:" + server.getPort());
    }

    @Test
    void theInjectedOkHttpGoesThroughTheTunnelAsWell() throws Exception {
        server.start(Loopback.ipv4(1), 0);
        runner.withPropertyValues(bastion.properties()).run(context -> {
            OkHttpClient client = context.getBean("happyConnectOkHttpClientBuilder", OkHttpClient.Builder.class)
                    .build();
            Request request = new Request.Builder()
                    .url("http://one.internal.test:" + server.getPort())
                    .build();
            try (Response response = client.newCall(request).execute()) {
                assertThat(response.body().string()).isEqualTo("hello one.internal.test");
            } finally {
                client.connectionPool().evictAll();
            }
        });
    }

    @Test
    void anAliasHasAPortOfItsOwn() throws Exception {
        server.start(Loopback.ipv4(1), 0);
        runner.withPropertyValues(
                        "happy-connect.hosts.real.test=127.0.0.1",
                        "happy-connect.aliases.api=real.test:" + server.getPort())
                .run(context -> assertThat(get(context, "http://api/")).isEqualTo("hello api"));
    }

    @Test
    void aProxyAloneIsEnough() throws Exception {
        server.start(Loopback.ipv4(1), 0);
        try (EmbeddedProxy proxy =
                new EmbeddedProxy(Map.of("hidden.test", new InetSocketAddress(Loopback.ipv4(1), server.getPort())))) {
            runner.withPropertyValues(
                            "happy-connect.proxy.policy=proxy-only",
                            "happy-connect.proxy.servers=http://127.0.0.1:"
                                    + proxy.address().getPort())
                    .run(context -> {
                        assertThat(get(context, "http://hidden.test/")).isEqualTo("hello hidden.test");
                        assertThat(context.getBean(MeterRegistry.class)
                                        .get("happy.connect.races")
                                        .tags("server.address", "hidden.test", "network.type", "proxy")
                                        .timer()
                                        .count())
                                .isEqualTo(1);
                    });
            assertThat(proxy.asked()).containsExactly("hidden.test:80");
        }
    }

    @Test
    void aSilentAddressCostsOneAttemptDelayWhileTheProxyWorks() throws Exception {
        server.start(Loopback.ipv4(1), 0);
        try (EmbeddedProxy proxy = new EmbeddedProxy(
                        Map.of("site.test", new InetSocketAddress(Loopback.ipv4(1), server.getPort())));
                BlackHole silent = new BlackHole(Loopback.ipv4(2), 0)) {
            runner.withPropertyValues(
                            "happy-connect.hosts.site.test=127.0.0.2",
                            "happy-connect.proxy.servers=socks5://127.0.0.1:"
                                    + proxy.address().getPort())
                    .run(context -> {
                        long before = System.nanoTime();
                        assertThat(get(
                                        context,
                                        "http://site.test:" + silent.address().getPort()))
                                .isEqualTo("hello site.test");
                        assertThat(System.nanoTime() - before)
                                .isBetween(TimeUnit.MILLISECONDS.toNanos(250), TimeUnit.SECONDS.toNanos(9));
                    });
        }
    }
}
