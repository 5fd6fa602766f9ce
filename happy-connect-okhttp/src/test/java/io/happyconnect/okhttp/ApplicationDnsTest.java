package io.happyconnect.okhttp;

import static io.happyconnect.okhttp.Calls.bodyOf;
import static io.happyconnect.okhttp.Place.blackHole;
import static io.happyconnect.okhttp.Place.refusing;
import static io.happyconnect.okhttp.Place.serving;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.happyconnect.testsupport.EchoServer;
import io.happyconnect.testsupport.LeaksNothing;
import io.happyconnect.testsupport.Loopback;
import java.io.IOException;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import mockwebserver3.MockWebServer;
import okhttp3.Dns;
import okhttp3.OkHttpClient;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** An application's own {@code Dns} resolves, and the connector races. */
@LeaksNothing(exceptThreads = {"OkHttp", "Okio", "MockWebServer"})
class ApplicationDnsTest {

    private final TestNetwork network = new TestNetwork();

    @AfterEach
    void close() throws IOException {
        network.close();
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void itsAddressesAreRaced(boolean fastFallback) throws IOException {
        int port = network.open(blackHole(1), refusing(2), serving(3, Servers.saying("hello")));
        Dns own = host -> List.of(Loopback.ipv4(1), Loopback.ipv4(2), Loopback.ipv4(3));
        OkHttpClient client = network.client(
                HappyConnectOkHttp.of(network.connector, own), builder -> builder.fastFallback(fastFallback));

        assertThat(bodyOf(client, "http://site.test:" + port)).isEqualTo("hello");

        assertThat(network.lookups()).isEqualTo(0);
        assertThat(network.races.onlyReport().attempts()).hasSize(3);
    }

    @Test
    void whatItLeavesOutIsNotDialled() throws IOException {
        EchoServer hidden = new EchoServer(Loopback.ipv4(2), 0);
        network.opened(hidden::close);
        int port = hidden.address().getPort();
        network.blackHole(1, port);
        network.opened(Servers.started("hello", Loopback.ipv4(3), port));
        List<InetAddress> all = List.of(Loopback.ipv4(1), Loopback.ipv4(2), Loopback.ipv4(3));
        Dns filtering = host -> all.stream()
                .filter(address -> !address.equals(Loopback.ipv4(2)))
                .toList();
        OkHttpClient client = network.client(HappyConnectOkHttp.of(network.connector, filtering), builder -> builder);

        assertThat(bodyOf(client, "http://site.test:" + port)).isEqualTo("hello");
        assertThat(hidden.accepted()).isZero();
    }

    @Test
    void anIpv4AddressThatIsMappedIsTakenForWhatItIs() throws IOException {
        int port = network.open(serving(1, Servers.saying("hello")));
        byte[] mapped = {0, 0, 0, 0, 0, 0, 0, 0, 0, 0, (byte) 0xff, (byte) 0xff, 127, 0, 0, 1};
        Dns own = host -> List.of(Inet6Address.getByAddress(host, mapped, -1));
        Events events = new Events();
        OkHttpClient client =
                network.client(HappyConnectOkHttp.of(network.connector, own), builder -> builder.eventListener(events));

        assertThat(bodyOf(client, "http://site.test:" + port)).isEqualTo("hello");
        assertThat(events.of("connectEnd")).containsExactly("connectEnd 127.0.0.1");
    }

    @Test
    void itsFailuresAreThoseOfTheCall() {
        OkHttpClient failing = network.client(
                HappyConnectOkHttp.of(network.connector, host -> {
                    throw new UnknownHostException("not today: " + host);
                }),
                builder -> builder);
        OkHttpClient empty =
                network.client(HappyConnectOkHttp.of(network.connector, host -> List.of()), builder -> builder);

        assertThatThrownBy(() -> bodyOf(failing, "http://site.test"))
                .isInstanceOf(UnknownHostException.class)
                .hasMessage("not today: site.test");
        assertThatThrownBy(() -> bodyOf(empty, "http://site.test"))
                .isInstanceOf(UnknownHostException.class)
                .hasMessageContaining("no addresses for site.test");
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void itMayBeDnsOverHttpsWithAClientOfTheSameKind(boolean fastFallback) throws Exception {
        MockWebServer resolver = Tls.on(new MockWebServer());
        resolver.setDispatcher(DnsOverHttps.answering(Loopback.ipv4(1), Loopback.ipv4(2)));
        int resolverPort = network.site("resolver.test", blackHole(4), serving(5, resolver));
        int port = network.open(blackHole(1), serving(2, Servers.saying("hello")));
        OkHttpClient bootstrap = network.client(builder -> Tls.trusted(builder).fastFallback(fastFallback));
        Dns overHttps = new DnsOverHttps(bootstrap, "https://resolver.test:" + resolverPort + "/dns-query");
        OkHttpClient client = network.client(
                HappyConnectOkHttp.of(network.connector, overHttps), builder -> builder.fastFallback(fastFallback));

        assertThat(bodyOf(client, "http://site.test:" + port)).isEqualTo("hello");

        assertThat(network.races.reports())
                .extracting(report -> report.target().host())
                .containsExactly("resolver.test", "site.test");
        assertThat(network.races.complaints()).isEmpty();
    }
}
