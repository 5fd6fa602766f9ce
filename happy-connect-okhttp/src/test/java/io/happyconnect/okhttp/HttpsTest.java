package io.happyconnect.okhttp;

import static io.happyconnect.okhttp.Calls.bodyOf;
import static io.happyconnect.okhttp.Place.blackHole;
import static io.happyconnect.okhttp.Place.refusing;
import static io.happyconnect.okhttp.Place.serving;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.happyconnect.observe.RaceReport;
import io.happyconnect.testsupport.LeaksNothing;
import java.io.IOException;
import java.util.List;
import javax.net.ssl.SSLException;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import okhttp3.ConnectionSpec;
import okhttp3.OkHttpClient;
import okhttp3.Protocol;
import okhttp3.Response;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** TLS on raced sockets, its retries, and HTTP/2 connections that several hosts may or may not share. */
@LeaksNothing(exceptThreads = {"OkHttp", "Okio", "MockWebServer"})
class HttpsTest {

    private final TestNetwork network = new TestNetwork();

    @AfterEach
    void close() throws IOException {
        network.close();
    }

    private OkHttpClient client(boolean fastFallback) {
        return network.client(builder -> Tls.trusted(builder).fastFallback(fastFallback));
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void http2IsSpokenOnTheWinner(boolean fastFallback) throws IOException {
        int port = network.site("site.test", blackHole(1), serving(2, Tls.on(Servers.saying("hello"))));
        OkHttpClient client = client(fastFallback);

        for (int i = 0; i < 3; i++) {
            try (Response response =
                    Calls.get(client, "https://site.test:" + port).execute()) {
                assertThat(response.protocol()).isEqualTo(Protocol.HTTP_2);
                assertThat(response.body().string()).isEqualTo("hello");
            }
        }
        assertThat(network.races.reports()).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void eachHostReachesItsOwnServerThoughOneCertificateIsGoodForBoth(boolean fastFallback) throws IOException {
        int port = network.open(
                serving(1, Tls.on(Servers.saying("one"))), serving(2, Tls.on(Servers.saying("two"))), blackHole(3));
        network.name(
                "one.test", Place.blackHole(3).address(), Place.blackHole(1).address());
        network.name(
                "two.test", Place.blackHole(3).address(), Place.blackHole(2).address());
        OkHttpClient client = client(fastFallback);

        for (int i = 0; i < 3; i++) {
            assertThat(bodyOf(client, "https://one.test:" + port)).isEqualTo("one");
            assertThat(bodyOf(client, "https://two.test:" + port)).isEqualTo("two");
        }
        assertThat(client.connectionPool().connectionCount()).isEqualTo(2);
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void hostsThatShareAnAddressShareAConnection(boolean fastFallback) throws IOException {
        int port = network.site("one.test", serving(1, Tls.on(Servers.saying("both"))));
        network.name("two.test", Place.blackHole(1).address());
        OkHttpClient client = client(fastFallback);

        assertThat(bodyOf(client, "https://one.test:" + port)).isEqualTo("both");
        assertThat(bodyOf(client, "https://two.test:" + port)).isEqualTo("both");

        assertThat(client.connectionPool().connectionCount()).isEqualTo(1);
        assertThat(network.lookups()).isEqualTo(2);
        assertThat(network.races.reports()).hasSize(1);
    }

    @Test
    void aSecondTlsHandshakeGoesToTheSameAddress() throws IOException {
        MockWebServer server = Tls.on(new MockWebServer());
        server.enqueue(new MockResponse.Builder().failHandshake().build());
        server.enqueue(new MockResponse.Builder().body("second").build());
        int port = network.site("site.test", blackHole(1), serving(2, server));
        Events events = new Events();
        OkHttpClient client = network.plainClient(builder -> network.happy.applyTo(Tls.trusted(builder)
                .eventListener(events)
                .connectionSpecs(List.of(ConnectionSpec.MODERN_TLS, ConnectionSpec.COMPATIBLE_TLS))));

        assertThat(bodyOf(client, "https://site.test:" + port)).isEqualTo("second");

        assertThat(events.of("connectEnd")).containsExactly("connectEnd 127.0.0.2");
        assertThat(network.races.reports()).hasSize(2);
        RaceReport second = network.races.reports().get(1);
        assertThat(second.attempts())
                .singleElement()
                .satisfies(attempt -> assertThat(attempt.candidate()).hasToString("127.0.0.2:" + port));
    }

    @Test
    void withoutFastFallbackPlainOkHttpTriesNoSecondHandshake() throws IOException {
        MockWebServer server = Tls.on(new MockWebServer());
        server.enqueue(new MockResponse.Builder().failHandshake().build());
        server.enqueue(new MockResponse.Builder().body("second").build());
        int port = network.site("site.test", serving(1, server));
        OkHttpClient plain = network.plainClient(builder -> Tls.trusted(builder)
                .fastFallback(false)
                .dns(host -> List.of(Place.blackHole(1).address()))
                .connectionSpecs(List.of(ConnectionSpec.MODERN_TLS, ConnectionSpec.COMPATIBLE_TLS)));

        assertThatThrownBy(() -> bodyOf(plain, "https://site.test:" + port)).isInstanceOf(SSLException.class);
    }

    @Test
    void aFailedHandshakeIsTheFirstThingThatTheApplicationIsTold() throws IOException {
        MockWebServer broken = Tls.on(new MockWebServer());
        broken.enqueue(new MockResponse.Builder().failHandshake().build());
        int port = network.site("site.test", blackHole(1), serving(2, broken), refusing(3));

        assertThatThrownBy(() -> bodyOf(client(false), "https://site.test:" + port))
                .isInstanceOf(SSLException.class)
                .satisfies(failure -> assertThat(failure.getSuppressed())
                        .extracting(Throwable::getMessage)
                        .hasSize(2)
                        .anyMatch(message -> message.matches(
                                "127.0.0.1:\\d+ had not answered after \\d+ ms when 127.0.0.2:\\d+ connected"))
                        .contains("Failed to connect to site.test/127.0.0.3:" + port));
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void anAddressWhoseTlsIsBrokenIsLeftForTheNext(boolean fastFallback) throws Exception {
        MockWebServer broken = Tls.on(new MockWebServer());
        broken.enqueue(new MockResponse.Builder().failHandshake().build());
        int port =
                network.site("site.test", serving(1, broken), blackHole(2), serving(3, Tls.on(Servers.saying("good"))));
        OkHttpClient client = client(fastFallback);

        assertThat(bodyOf(client, "https://site.test:" + port)).isEqualTo("good");
        assertThat(network.races.complaints()).isEmpty();
    }
}
