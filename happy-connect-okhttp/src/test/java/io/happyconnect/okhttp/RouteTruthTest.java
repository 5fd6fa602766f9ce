package io.happyconnect.okhttp;

import static io.happyconnect.okhttp.Place.blackHole;
import static io.happyconnect.okhttp.Place.refusing;
import static io.happyconnect.okhttp.Place.serving;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.happyconnect.ConnectFailure;
import io.happyconnect.testsupport.LeaksNothing;
import io.happyconnect.testsupport.Loopback;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.util.ArrayList;
import java.util.List;
import mockwebserver3.MockWebServer;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.Response;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What OkHttp and its listeners see of a race: real addresses, each with what became of it. */
@LeaksNothing(exceptThreads = {"OkHttp", "Okio", "MockWebServer"})
class RouteTruthTest {

    private final TestNetwork network = new TestNetwork();
    private final MockWebServer server = Servers.saying("hello");

    @AfterEach
    void close() throws IOException {
        network.close();
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void theRouteIsTheAddressThatTheSocketIsConnectedTo(boolean fastFallback) throws Exception {
        int port = network.site("site.test", refusing(1), blackHole(2), serving(3, server));
        List<InetSocketAddress> seen = new ArrayList<>();
        OkHttpClient client =
                network.client(builder -> builder.fastFallback(fastFallback).addNetworkInterceptor(chain -> {
                    Socket socket = chain.connection().socket();
                    seen.add(chain.connection().route().socketAddress());
                    seen.add(new InetSocketAddress(socket.getInetAddress(), socket.getPort()));
                    return chain.proceed(chain.request());
                }));

        try (Response response = client.newCall(get(port)).execute()) {
            assertThat(response.body().string()).isEqualTo("hello");
        }

        InetSocketAddress winner = new InetSocketAddress(Loopback.ipv4(3), port);
        assertThat(seen).containsExactly(winner, winner);
        assertThat(seen.get(0).getHostString()).isEqualTo("site.test");
        assertThat(network.races.onlyReport().winner()).isPresent();
        assertThat(network.races.complaints()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void theListenerHearsOfEachAddressWhatBecameOfIt(boolean fastFallback) throws IOException {
        int port = network.site("site.test", refusing(1), blackHole(2), serving(3, server));
        Events events = new Events();
        OkHttpClient client =
                network.client(builder -> builder.fastFallback(fastFallback).eventListener(events));

        client.newCall(get(port)).execute().close();

        assertThat(events.of("dnsEnd")).containsExactly("dnsEnd site.test [127.0.0.1, 127.0.0.2, 127.0.0.3]");
        assertThat(events.of("connectFailed"))
                .anyMatch(event -> event.matches("connectFailed 127\\.0\\.0\\.1: .*Connection refused.*"))
                .anyMatch(event -> event.matches("connectFailed 127\\.0\\.0\\.2: .*(127\\.0\\.0\\.3|Socket closed).*"));
        assertThat(events.of("connectEnd")).containsExactly("connectEnd 127.0.0.3");
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void whenAllFailTheExceptionNamesEachAddressWithItsOwnFailure(boolean fastFallback) throws IOException {
        int port = network.site("site.test", refusing(1), refusing(2), refusing(3));
        OkHttpClient client = network.client(builder -> builder.fastFallback(fastFallback));

        ConnectException failure = catchThrowableOfType(
                ConnectException.class, () -> client.newCall(get(port)).execute());

        assertThat(failure)
                .hasMessage("Failed to connect to site.test/127.0.0.1:" + port)
                .cause()
                .isInstanceOf(ConnectException.class)
                .hasMessage("Connection refused");
        assertThat(failure.getSuppressed())
                .extracting(Throwable::getMessage)
                .containsExactly(
                        "Failed to connect to site.test/127.0.0.2:" + port,
                        "Failed to connect to site.test/127.0.0.3:" + port);
        assertThat(failure.getCause().getSuppressed())
                .singleElement()
                .isInstanceOfSatisfying(
                        ConnectFailure.class,
                        race -> assertThat(race.report().attempts()).hasSize(3));
        assertThat(network.races.onlyReport().attempts()).hasSize(3);
    }

    private static Request get(int port) {
        return new Request.Builder().url("http://site.test:" + port + "/").build();
    }
}
