package io.happyconnect.ssh;

import static io.happyconnect.testsupport.Loopback.ipv4;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.happyconnect.ConnectFailedException;
import io.happyconnect.HappyConnector;
import io.happyconnect.okhttp.HappyConnectOkHttp;
import io.happyconnect.route.Aliases;
import io.happyconnect.testsupport.LeaksNothing;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import mockwebserver3.Dispatcher;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import mockwebserver3.RecordedRequest;
import okhttp3.OkHttpClient;
import okhttp3.Protocol;
import okhttp3.Request;
import okhttp3.Response;
import okhttp3.tls.HandshakeCertificates;
import okhttp3.tls.HeldCertificate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** OkHttp as {@link HappyConnectOkHttp} prepares it, with hosts behind a bastion. */
@LeaksNothing(
        withinMillis = 20_000,
        exceptThreads = {
            "CompletableFutureDelayScheduler",
            "ForkJoinPool",
            "MockWebServer",
            "OkHttp",
            "Okio",
            "sshd-TcpIpServerChannel-ConnectorCleanup"
        })
@Timeout(120)
class HttpOverTunnelTest {

    private static final HeldCertificate CERTIFICATE = new HeldCertificate.Builder()
            .addSubjectAlternativeName("*.internal.test")
            .build();

    @TempDir
    private Path directory;

    private SshSite site;
    private EmbeddedSshd bastion;
    private HappyConnector connector;
    private OkHttpClient client;
    private final MockWebServer one = saying("one");
    private final MockWebServer two = saying("two");

    @BeforeEach
    void open() throws Exception {
        site = new SshSite(directory);
        bastion = new EmbeddedSshd().letsIn(site.key().getPublic());
        site.host("bastion.example.com", ipv4(1)).knownHosts(bastion.knownAs("bastion.example.com"));
        site.config("Host *.internal.test\n  HostName 127.0.0.1\n  ProxyJump bastion.example.com:"
                + bastion.address().getPort() + "\n");
    }

    @AfterEach
    void close() throws Exception {
        if (client != null) {
            client.connectionPool().evictAll();
            client.dispatcher().executorService().shutdown();
        }
        if (connector != null) {
            connector.close();
        }
        site.close();
        one.close();
        two.close();
        bastion.close();
    }

    private static MockWebServer saying(String body) {
        MockWebServer server = new MockWebServer();
        server.setDispatcher(new Dispatcher() {
            @Override
            public MockResponse dispatch(RecordedRequest request) {
                return new MockResponse.Builder().body(body).build();
            }
        });
        return server;
    }

    private static void speakTls(MockWebServer... servers) {
        HandshakeCertificates own =
                new HandshakeCertificates.Builder().heldCertificate(CERTIFICATE).build();
        for (MockWebServer server : servers) {
            server.useHttps(own.sslSocketFactory());
        }
    }

    private void client(boolean fastFallback) {
        connector = site.builder().build();
        HandshakeCertificates trust = new HandshakeCertificates.Builder()
                .addTrustedCertificate(CERTIFICATE.certificate())
                .build();
        client = HappyConnectOkHttp.of(connector)
                .applyTo(new OkHttpClient.Builder().sslSocketFactory(trust.sslSocketFactory(), trust.trustManager()))
                .fastFallback(fastFallback)
                .build();
    }

    private String get(String url) throws IOException {
        try (Response response =
                client.newCall(new Request.Builder().url(url).build()).execute()) {
            return response.protocol() + " " + response.body().string();
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void aHostBehindABastionIsCalledLikeAnyOther(boolean fastFallback) throws Exception {
        one.start(ipv4(1), 0);
        client(fastFallback);
        for (int i = 0; i < 3; i++) {
            assertThat(get("http://one.internal.test:" + one.getPort())).isEqualTo("http/1.1 one");
        }
        assertThat(bastion.asked).containsExactly("127.0.0.1:" + one.getPort());
    }

    /** One tunnel, one port and one certificate: only the name tells them apart, and OkHttp must not mix them up. */
    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void twoHostsOverOneTunnelKeepTheirOwnHttp2Connections(boolean fastFallback) throws Exception {
        speakTls(one, two);
        one.start(ipv4(1), 0);
        two.start(ipv4(2), one.getPort());
        site.config("""
                Host one.internal.test
                  HostName 127.0.0.1
                Host two.internal.test
                  HostName 127.0.0.2
                Host *.internal.test
                  ProxyJump bastion.example.com:%d
                """.formatted(bastion.address().getPort()));
        client(fastFallback);
        for (int i = 0; i < 3; i++) {
            assertThat(get("https://one.internal.test:" + one.getPort())).isEqualTo(Protocol.HTTP_2 + " one");
            assertThat(get("https://two.internal.test:" + one.getPort())).isEqualTo(Protocol.HTTP_2 + " two");
        }
        assertThat(bastion.sessions).hasValue(1);
        assertThat(client.connectionPool().connectionCount()).isEqualTo(2);
    }

    @Test
    void aTunnelThatHasDiedIsMadeAnewForTheNextCall() throws Exception {
        one.start(ipv4(1), 0);
        client(false);
        String url = "http://one.internal.test:" + one.getPort();
        assertThat(get(url)).isEqualTo("http/1.1 one");
        bastion.kill();
        assertThat(get(url)).isEqualTo("http/1.1 one");
        assertThat(bastion.sessions).hasValue(2);
    }

    @Test
    void aRefusedChannelIsWhatTheCallFailsOf() throws Exception {
        one.start(ipv4(1), 0);
        client(false);
        bastion.refusesChannels = true;
        assertThatExceptionOfType(ConnectFailedException.class)
                .isThrownBy(() -> get("http://one.internal.test:" + one.getPort()))
                .withMessageContaining("does not connect to 127.0.0.1:" + one.getPort());
    }

    @Test
    void anAliasMayLeadThroughTheTunnelAndToAnotherPort() throws Exception {
        one.start(ipv4(1), 0);
        connector = HappyConnector.builder()
                .resolver((target, answers) -> {
                    throw new AssertionError("nobody needs the address of " + target);
                })
                .route(Aliases.of(Map.of("api", List.of("one.internal.test:" + one.getPort()))))
                .route(site.config("Host *.internal.test\n  HostName 127.0.0.1\n  ProxyJump 127.0.0.1:"
                                + bastion.address().getPort() + "\n")
                        .knownHosts(bastion.knownAs("127.0.0.1"))
                        .tunnels())
                .build();
        client = HappyConnectOkHttp.of(connector)
                .applyTo(new OkHttpClient.Builder())
                .build();
        assertThat(get("http://api")).isEqualTo("http/1.1 one");
    }
}
