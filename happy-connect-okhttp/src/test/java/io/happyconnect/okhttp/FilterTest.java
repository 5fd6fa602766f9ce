package io.happyconnect.okhttp;

import static io.happyconnect.okhttp.Calls.bodyOf;
import static io.happyconnect.okhttp.Place.serving;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.happyconnect.testsupport.EchoServer;
import io.happyconnect.testsupport.LeaksNothing;
import io.happyconnect.testsupport.Loopback;
import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import okhttp3.OkHttpClient;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the connector's address filter refuses is never dialled, whichever way it comes. */
@LeaksNothing(exceptThreads = {"OkHttp", "Okio", "MockWebServer"})
class FilterTest {

    private final Set<InetAddress> refused = ConcurrentHashMap.newKeySet();
    private final TestNetwork network =
            new TestNetwork(builder -> builder.addressFilter(address -> !refused.contains(address)));

    private EchoServer forbidden() throws IOException {
        EchoServer server = new EchoServer(Loopback.ipv4(1), 0);
        network.opened(server::close);
        return server;
    }

    @AfterEach
    void close() throws IOException {
        network.close();
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void anAddressOfANameIsPassedOver(boolean fastFallback) throws IOException {
        EchoServer forbidden = forbidden();
        int port = forbidden.address().getPort();
        network.opened(Servers.started("allowed", Loopback.ipv4(2), port));
        network.name("site.test", Loopback.ipv4(1), Loopback.ipv4(2));
        refused.add(Loopback.ipv4(1));
        Events events = new Events();
        OkHttpClient client =
                network.client(builder -> builder.fastFallback(fastFallback).eventListener(events));

        assertThat(bodyOf(client, "http://site.test:" + port)).isEqualTo("allowed");

        assertThat(events.of("dnsEnd")).containsExactly("dnsEnd site.test [127.0.0.2]");
        assertThat(forbidden.accepted()).isZero();
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void aNameWithoutAnyAllowedAddressIsUnknown(boolean fastFallback) throws IOException {
        EchoServer forbidden = forbidden();
        network.name("site.test", Loopback.ipv4(1));
        refused.add(Loopback.ipv4(1));
        OkHttpClient client = network.client(builder -> builder.fastFallback(fastFallback));

        assertThatThrownBy(() ->
                        bodyOf(client, "http://site.test:" + forbidden.address().getPort()))
                .isInstanceOf(UnknownHostException.class)
                .hasMessageContaining("filter");
        assertThat(forbidden.accepted()).isZero();
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void aLiteralIsRefused(boolean fastFallback) throws IOException {
        EchoServer forbidden = forbidden();
        refused.add(Loopback.ipv4(1));
        OkHttpClient client = network.client(builder -> builder.fastFallback(fastFallback));

        assertThatThrownBy(() ->
                        bodyOf(client, "http://127.0.0.1:" + forbidden.address().getPort()))
                .isInstanceOf(IOException.class)
                .hasStackTraceContaining("filter");
        assertThat(forbidden.accepted()).isZero();
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void anAddressThatIsRefusedFromNowOnIsNotRetried(boolean fastFallback) throws IOException {
        var first = Servers.saying("first");
        int port = network.site("site.test", serving(1, first), serving(2, Servers.saying("second")));
        OkHttpClient client = network.client(builder -> builder.fastFallback(fastFallback));
        assertThat(bodyOf(client, "http://site.test:" + port)).isEqualTo("first");

        first.close();
        EchoServer forbidden = new EchoServer(Loopback.ipv4(1), port);
        network.opened(forbidden::close);
        refused.add(Loopback.ipv4(1));

        assertThat(bodyOf(client, "http://site.test:" + port)).isEqualTo("second");
        assertThat(forbidden.accepted()).isZero();
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void theApplicationsOwnDnsIsFilteredAsWell(boolean fastFallback) throws IOException {
        EchoServer forbidden = forbidden();
        int port = forbidden.address().getPort();
        network.opened(Servers.started("allowed", Loopback.ipv4(2), port));
        refused.add(Loopback.ipv4(1));
        HappyConnectOkHttp pair =
                HappyConnectOkHttp.of(network.connector, host -> List.of(Loopback.ipv4(1), Loopback.ipv4(2)));
        OkHttpClient client = network.client(pair, builder -> builder.fastFallback(fastFallback));

        assertThat(bodyOf(client, "http://site.test:" + port)).isEqualTo("allowed");
        assertThat(forbidden.accepted()).isZero();
    }
}
