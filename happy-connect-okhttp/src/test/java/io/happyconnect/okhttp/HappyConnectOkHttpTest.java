package io.happyconnect.okhttp;

import static io.happyconnect.okhttp.Calls.bodyOf;
import static io.happyconnect.okhttp.Place.blackHole;
import static io.happyconnect.okhttp.Place.refusing;
import static io.happyconnect.okhttp.Place.serving;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.happyconnect.HappyConnector;
import io.happyconnect.observe.RaceListener;
import io.happyconnect.observe.RaceOutcome;
import io.happyconnect.observe.RaceReport;
import io.happyconnect.testsupport.LeaksNothing;
import io.happyconnect.testsupport.Loopback;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import okhttp3.Dns;
import okhttp3.OkHttpClient;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The pair, its halves alone, and pairs that were mixed up. */
@LeaksNothing(exceptThreads = {"OkHttp", "Okio", "MockWebServer"})
class HappyConnectOkHttpTest {

    private final TestNetwork network = new TestNetwork();

    @AfterEach
    void close() throws IOException {
        network.close();
    }

    @Test
    void itPreparesTheBuilderThatItIsGiven() {
        OkHttpClient.Builder builder = new OkHttpClient.Builder();

        assertThat(network.happy.applyTo(builder)).isSameAs(builder);

        OkHttpClient client = builder.build();
        assertThat(client.dns()).isSameAs(network.happy.dns());
        assertThat(client.socketFactory()).isSameAs(network.happy.socketFactory());
        assertThat(client.fastFallback()).isFalse();
    }

    @Test
    void aClientThatIsPreparedAgainForAnotherConnectorHasOneInterceptorAsBefore() throws IOException {
        try (TestNetwork other = new TestNetwork()) {
            OkHttpClient client =
                    network.happy.applyTo(new OkHttpClient.Builder()).build();

            OkHttpClient again = other.happy.applyTo(client.newBuilder()).build();

            assertThat(again.interceptors()).hasSize(1).isEqualTo(client.interceptors());
            assertThat(again.dns()).isSameAs(other.happy.dns());
        }
    }

    @Test
    void pairsOfOneConnectorAreEqual() throws IOException {
        HappyConnectOkHttp second = HappyConnectOkHttp.of(network.connector);

        assertThat(second).isEqualTo(network.happy).hasSameHashCodeAs(network.happy);
        assertThat(second.dns()).isEqualTo(network.happy.dns()).hasSameHashCodeAs(network.happy.dns());
        assertThat(second.socketFactory())
                .isEqualTo(network.happy.socketFactory())
                .hasSameHashCodeAs(network.happy.socketFactory());
        assertThat(HappyConnectOkHttp.of(network.connector, Dns.SYSTEM))
                .isNotEqualTo(network.happy)
                .isEqualTo(HappyConnectOkHttp.of(network.connector, Dns.SYSTEM));
        try (TestNetwork other = new TestNetwork()) {
            assertThat(other.happy).isNotEqualTo(network.happy);
            assertThat(other.happy.dns()).isNotEqualTo(network.happy.dns());
            assertThat(other.happy.socketFactory()).isNotEqualTo(network.happy.socketFactory());
        }
    }

    @Test
    void clientsOfEqualPairsShareConnections() throws IOException {
        int port = network.site("site.test", serving(1, Servers.saying("hello")));
        OkHttpClient first = network.client();
        OkHttpClient second = network.client(
                HappyConnectOkHttp.of(network.connector), builder -> builder.connectionPool(first.connectionPool()));

        bodyOf(first, "http://site.test:" + port);
        bodyOf(second, "http://site.test:" + port);

        assertThat(network.races.reports()).hasSize(1);
    }

    @Test
    void theApplicationsDnsCannotBeOneOfOurs() {
        assertThatThrownBy(() -> HappyConnectOkHttp.of(network.connector, network.happy.dns()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("applicationDns");
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void theDnsAloneIsAnOrdinaryOne(boolean fastFallback) throws IOException {
        int port = network.site("site.test", refusing(1), serving(2, Servers.saying("hello")));
        OkHttpClient client =
                network.plainClient(builder -> builder.dns(network.happy.dns()).fastFallback(fastFallback));

        assertThat(bodyOf(client, "http://site.test:" + port)).isEqualTo("hello");
        assertThat(network.races.reports()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void theSocketFactoryAloneConnectsToWhatItIsGiven(boolean fastFallback) throws IOException {
        int port = network.open(refusing(1), serving(2, Servers.saying("hello")));
        OkHttpClient client =
                network.plainClient(builder -> builder.dns(host -> List.of(Loopback.ipv4(1), Loopback.ipv4(2)))
                        .socketFactory(network.happy.socketFactory())
                        .fastFallback(fastFallback));

        assertThat(bodyOf(client, "http://site.test:" + port)).isEqualTo("hello");
        assertThat(network.races.reports())
                .extracting(report -> report.attempts().size() + " " + report.outcome())
                .containsExactly("1 FAILED", "1 CONNECTED");
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void bothWithoutTheInterceptorRaceAsWell(boolean fastFallback) throws IOException {
        int port = network.site("site.test", blackHole(1), serving(2, Servers.saying("hello")));
        OkHttpClient client = network.plainClient(builder -> builder.dns(network.happy.dns())
                .socketFactory(network.happy.socketFactory())
                .fastFallback(fastFallback));

        assertThat(bodyOf(client, "http://site.test:" + port)).isEqualTo("hello");
        assertThat(network.races.onlyReport().attempts()).hasSize(2);
    }

    @Test
    void aSocketFactoryOfAnotherConnectorDialsNothingButItsOwnWay() throws IOException {
        int port = network.site("site.test", refusing(1), serving(2, Servers.saying("hello")));
        try (TestNetwork strict =
                new TestNetwork(builder -> builder.addressFilter(address -> !address.equals(Loopback.ipv4(2))))) {
            OkHttpClient client = network.plainClient(builder -> builder.dns(network.happy.dns())
                    .socketFactory(strict.happy.socketFactory())
                    .fastFallback(false));

            assertThatThrownBy(() -> bodyOf(client, "http://site.test:" + port)).isInstanceOf(IOException.class);

            assertThat(network.races.reports()).isEmpty();
            assertThat(strict.races.reports())
                    .extracting(report -> report.outcome())
                    .containsExactly(RaceOutcome.FAILED, RaceOutcome.UNRESOLVED);
        }
    }

    /** Nobody tells a pair without its interceptor that the call is over. */
    @Test
    void aWinnerThatNobodyFetchesIsClosedAfterAWhile() throws Exception {
        int port = network.site("site.test", refusing(1), serving(2, Servers.saying("never")));
        List<InetAddress> addresses = network.happy.dns().lookup("site.test");

        assertThatThrownBy(() -> network.happy
                        .socketFactory()
                        .createSocket()
                        .connect(new InetSocketAddress(addresses.get(0), port), 5_000))
                .hasMessage("Connection refused");

        assertThat(network.races.onlyReport().outcome()).isEqualTo(RaceOutcome.CONNECTED);
        // That the winner is closed is what LeaksNothing looks after.
    }

    @Test
    void aNameThatCannotBeIsUnknown() {
        assertThatThrownBy(() -> network.happy.dns().lookup("not a name"))
                .isInstanceOf(UnknownHostException.class)
                .hasMessageContaining("not a name");
    }

    @Test
    void aLiteralIsLookedUpAsWhatItIs() throws IOException {
        assertThat(network.happy.dns().lookup("192.0.2.1")).containsExactly(InetAddress.getByName("192.0.2.1"));
        assertThat(network.lookups()).isEqualTo(0);
    }

    @Test
    void theDefaultsOfTheConnectorAreThoseOfTheRace() throws IOException {
        List<Duration> delays = new ArrayList<>();
        try (HappyConnector connector = HappyConnector.builder()
                .resolver(network)
                .listener(new RaceListener() {
                    @Override
                    public void raceEnded(RaceReport report) {
                        delays.add(report.connectionAttemptDelay());
                    }
                })
                .build()) {
            int port = network.site("site.test", serving(1, Servers.saying("hello")));
            OkHttpClient client = network.client(HappyConnectOkHttp.of(connector), builder -> builder);

            bodyOf(client, "http://site.test:" + port);

            assertThat(delays).containsExactly(Duration.ofMillis(250));
        }
    }
}
