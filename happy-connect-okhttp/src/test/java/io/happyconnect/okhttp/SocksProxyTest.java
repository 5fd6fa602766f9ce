package io.happyconnect.okhttp;

import static io.happyconnect.okhttp.Calls.bodyOf;
import static io.happyconnect.okhttp.Calls.get;
import static org.assertj.core.api.Assertions.assertThat;

import io.happyconnect.testsupport.LeaksNothing;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import okhttp3.OkHttpClient;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** OkHttp opens the sockets to a SOCKS proxy itself: the pair has no part in them, and is in nobody's way. */
@LeaksNothing(exceptThreads = {"OkHttp", "Okio"})
@Timeout(30)
class SocksProxyTest {

    private final TestNetwork network = new TestNetwork();

    @AfterEach
    void close() throws IOException {
        network.close();
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void nothingRacesAndTheProxyResolvesTheName(boolean fastFallback) throws IOException {
        SocksProxy socks = network.opened(new SocksProxy());
        OkHttpClient client =
                network.client(builder -> builder.fastFallback(fastFallback).proxy(socks.proxy()));

        assertThat(bodyOf(client, "http://unknown.test:1234/")).isEqualTo("by proxy");

        assertThat(socks.destinations()).containsExactly("name unknown.test:1234");
        assertThat(network.lookups()).isZero();
        assertThat(network.races.reports()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void anAddressIsHandedToTheProxyAsItIs(boolean fastFallback) throws IOException {
        SocksProxy socks = network.opened(new SocksProxy());
        OkHttpClient client =
                network.client(builder -> builder.fastFallback(fastFallback).proxy(socks.proxy()));

        assertThat(bodyOf(client, "http://192.0.2.1:1234/")).isEqualTo("by proxy");

        assertThat(socks.destinations()).singleElement().asString().endsWith("192.0.2.1:1234");
        assertThat(network.races.reports()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void aCancelEndsTheWaitForASilentProxy(boolean fastFallback) throws Exception {
        try (ServerSocket silent = new ServerSocket(0, 50, Place.blackHole(1).address())) {
            OkHttpClient client = network.client(builder -> builder.fastFallback(fastFallback)
                    .proxy(new java.net.Proxy(java.net.Proxy.Type.SOCKS, silent.getLocalSocketAddress())));
            CallInFlight call = new CallInFlight(get(client, "http://unknown.test/"));
            try (Socket accepted = silent.accept()) {
                accepted.getInputStream().read();

                assertThat(call.cancel()).isLessThan(Duration.ofMillis(1_500));
                assertThat(call.failure()).isInstanceOf(IOException.class);
            }
        }
    }
}
