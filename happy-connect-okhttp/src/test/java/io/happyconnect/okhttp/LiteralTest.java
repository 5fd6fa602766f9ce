package io.happyconnect.okhttp;

import static io.happyconnect.okhttp.Calls.bodyOf;
import static io.happyconnect.okhttp.Place.blackHole;
import static io.happyconnect.okhttp.Place.refusing;
import static io.happyconnect.okhttp.Place.serving;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.happyconnect.testsupport.LeaksNothing;
import io.happyconnect.testsupport.Loopback;
import java.io.IOException;
import java.net.ConnectException;
import java.net.SocketTimeoutException;
import java.time.Duration;
import okhttp3.OkHttpClient;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A URL with an address for a host: OkHttp asks no {@code Dns}, and the address is dialled by itself. */
@LeaksNothing(exceptThreads = {"OkHttp", "Okio", "MockWebServer"})
@Timeout(30)
class LiteralTest {

    private static final Duration TIMEOUT = Duration.ofMillis(400);

    private final TestNetwork network = new TestNetwork();
    private final Events events = new Events();

    @AfterEach
    void close() throws IOException {
        network.close();
    }

    private OkHttpClient client(boolean fastFallback) {
        return network.client(builder ->
                builder.fastFallback(fastFallback).connectTimeout(TIMEOUT).eventListener(events));
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void anIpv4AddressIsDialledAndNothingIsLookedUp(boolean fastFallback) throws IOException {
        int port = network.open(serving(2, Servers.saying("four")));

        assertThat(bodyOf(client(fastFallback), "http://127.0.0.2:" + port)).isEqualTo("four");

        assertThat(network.lookups()).isZero();
        assertThat(events.of("connectEnd")).containsExactly("connectEnd 127.0.0.2");
        assertThat(network.races.onlyReport().target()).hasToString("127.0.0.2:" + port);
        assertThat(network.races.onlyReport().attempts()).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void anIpv6AddressIsDialledAndNothingIsLookedUp(boolean fastFallback) throws IOException {
        assumeThat(Loopback.hasIpv6()).as("IPv6").isTrue();
        int port = network.open(new Place(Loopback.ipv6(), (address, free) -> Servers.started("six", address, free)));
        OkHttpClient client = client(fastFallback);

        assertThat(bodyOf(client, "http://[::1]:" + port)).isEqualTo("six");
        assertThat(bodyOf(client, "http://[0:0::1]:" + port)).isEqualTo("six");

        assertThat(network.lookups()).isZero();
        assertThat(events.of("connectEnd")).containsExactly("connectEnd 0:0:0:0:0:0:0:1");
        assertThat(network.races.onlyReport().target()).hasToString("[::1]:" + port);
        assertThat(network.races.onlyReport().attempts()).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void anAddressThatRefusesFailsAtOnceAndAsWhatItIs(boolean fastFallback) throws IOException {
        int port = network.open(refusing(1));

        assertThatThrownBy(() -> bodyOf(client(fastFallback), "http://127.0.0.1:" + port))
                .isInstanceOf(ConnectException.class)
                .hasMessageContaining("/127.0.0.1:" + port);

        assertThat(events.of("connectFailed")).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void aSilentAddressHasTheConnectTimeoutOnce(boolean fastFallback) throws IOException {
        int port = network.open(blackHole(1));
        OkHttpClient client = client(fastFallback);

        long start = System.nanoTime();
        assertThatThrownBy(() -> bodyOf(client, "http://127.0.0.1:" + port)).isInstanceOf(SocketTimeoutException.class);

        assertThat(Duration.ofNanos(System.nanoTime() - start))
                .isBetween(TIMEOUT.minusMillis(10), TIMEOUT.plusSeconds(3));
        assertThat(network.races.onlyReport().attempts()).hasSize(1);
    }
}
