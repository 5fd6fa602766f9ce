package io.happyconnect.okhttp;

import static io.happyconnect.okhttp.Calls.bodyOf;
import static io.happyconnect.okhttp.Place.blackHole;
import static io.happyconnect.okhttp.Place.refusing;
import static io.happyconnect.okhttp.Place.serving;
import static org.assertj.core.api.Assertions.assertThat;

import io.happyconnect.testsupport.LeaksNothing;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.ProxySelector;
import java.net.SocketAddress;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import okhttp3.Credentials;
import okhttp3.OkHttpClient;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A proxy that is given by its name is raced like any other host. */
@LeaksNothing(exceptThreads = {"OkHttp", "Okio", "MockWebServer"})
class ProxyTest {

    private final TestNetwork network = new TestNetwork();

    @AfterEach
    void close() throws IOException {
        network.close();
    }

    private static Proxy proxy(int port) {
        return new Proxy(Proxy.Type.HTTP, InetSocketAddress.createUnresolved("proxy.test", port));
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void anHttpProxyIsRacedByItsName(boolean fastFallback) throws IOException {
        MockWebServer server = Servers.saying("by proxy");
        int port = network.site("proxy.test", blackHole(1), serving(2, server));
        OkHttpClient client =
                network.client(builder -> builder.fastFallback(fastFallback).proxy(proxy(port)));

        assertThat(bodyOf(client, "http://unknown.test/path")).isEqualTo("by proxy");

        assertThat(network.races.onlyReport().target()).hasToString("proxy.test:" + port);
        assertThat(network.races.onlyReport().attempts()).hasSize(2);
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void aTunnelThroughARacedProxyCarriesTls(boolean fastFallback) throws IOException {
        MockWebServer server = Tls.on(new MockWebServer());
        server.enqueue(new MockResponse.Builder().inTunnel().build());
        server.enqueue(new MockResponse.Builder().body("tunnelled").build());
        int port = network.site("proxy.test", blackHole(1), serving(2, server));
        OkHttpClient client = network.client(
                builder -> Tls.trusted(builder).fastFallback(fastFallback).proxy(proxy(port)));

        assertThat(bodyOf(client, "https://unknown.test/")).isEqualTo("tunnelled");
    }

    /** The one case in which OkHttp connects to a route a second time without its fast fallback. */
    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void aProxyThatHangsUpToBeAskedAgainIsAskedAtTheSameAddress(boolean fastFallback) throws IOException {
        MockWebServer server = Tls.on(new MockWebServer());
        server.enqueue(new MockResponse.Builder()
                .code(407)
                .addHeader("Proxy-Authenticate: Basic realm=\"test\"")
                .addHeader("Connection: close")
                .inTunnel()
                .build());
        server.enqueue(new MockResponse.Builder().inTunnel().build());
        server.enqueue(new MockResponse.Builder().body("let in").build());
        int port = network.site("proxy.test", blackHole(1), serving(2, server));
        Events events = new Events();
        OkHttpClient client = network.client(builder -> Tls.trusted(builder)
                .fastFallback(fastFallback)
                .eventListener(events)
                .proxy(proxy(port))
                .proxyAuthenticator((route, response) -> response.request()
                        .newBuilder()
                        .header("Proxy-Authorization", Credentials.basic("user", "secret"))
                        .build()));

        assertThat(bodyOf(client, "https://unknown.test/")).isEqualTo("let in");

        assertThat(events.of("connectEnd")).containsOnly("connectEnd 127.0.0.2");
        assertThat(network.races.reports()).hasSize(2);
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void theProxySelectorIsToldOfEachAddressThatFailed(boolean fastFallback) throws IOException {
        int port = network.site("proxy.test", refusing(1), serving(2, Servers.saying("by proxy")));
        List<IOException> failures = new ArrayList<>();
        ProxySelector selector = new ProxySelector() {
            @Override
            public List<Proxy> select(URI uri) {
                return List.of(proxy(port));
            }

            @Override
            public void connectFailed(URI uri, SocketAddress address, IOException failure) {
                failures.add(failure);
            }
        };
        OkHttpClient client =
                network.client(builder -> builder.fastFallback(fastFallback).proxySelector(selector));

        assertThat(bodyOf(client, "http://unknown.test/")).isEqualTo("by proxy");
        assertThat(failures)
                .singleElement()
                .satisfies(failure -> assertThat(failure)
                        .hasMessageContaining("127.0.0.1:" + port)
                        .hasRootCauseMessage("Connection refused"));
    }
}
