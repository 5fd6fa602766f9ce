package io.happyconnect.okhttp;

import static io.happyconnect.okhttp.Calls.bodyOf;
import static io.happyconnect.okhttp.Calls.get;
import static io.happyconnect.testsupport.Loopback.ipv4;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.happyconnect.ConnectFailedException;
import io.happyconnect.HappyConnector;
import io.happyconnect.UnresolvedTargetException;
import io.happyconnect.candidate.AddressCandidate;
import io.happyconnect.resolve.Lookup;
import io.happyconnect.route.Aliases;
import io.happyconnect.route.Proxies;
import io.happyconnect.route.ProxyPolicy;
import io.happyconnect.route.ProxyServer;
import io.happyconnect.route.RouteLayer;
import io.happyconnect.testsupport.EmbeddedProxy;
import io.happyconnect.testsupport.LeaksNothing;
import io.happyconnect.testsupport.RefusingPort;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import mockwebserver3.MockWebServer;
import okhttp3.OkHttpClient;
import okhttp3.Protocol;
import okhttp3.Response;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Hosts that OkHttp has no address for, because a proxy or an alias knows more than one. Tunnels are tested where they are made. */
@LeaksNothing(exceptThreads = {"OkHttp", "Okio", "MockWebServer", "CompletableFutureDelayScheduler"})
@Timeout(60)
class NamedRouteTest {

    private final MockWebServer one = Tls.on(Servers.saying("one"));
    private final MockWebServer two = Tls.on(Servers.saying("two"));
    private final MockWebServer plain = Servers.saying("plain");
    private EmbeddedProxy proxy;
    private TestNetwork network;

    @BeforeEach
    void open() throws IOException {
        one.start(ipv4(1), 0);
        two.start(ipv4(1), 0);
        plain.start(ipv4(1), 0);
        proxy = new EmbeddedProxy(
                Map.of("one.test", address(one), "two.test", address(two), "plain.test", address(plain)));
    }

    @AfterEach
    void close() throws Exception {
        if (network != null) {
            network.close();
        }
        one.close();
        two.close();
        plain.close();
        proxy.close();
    }

    private static InetSocketAddress address(MockWebServer server) {
        return new InetSocketAddress(ipv4(1), server.getPort());
    }

    private TestNetwork through(RouteLayer layer) {
        network = new TestNetwork(builder -> builder.route(layer));
        return network;
    }

    private RouteLayer proxies(ProxyPolicy policy) {
        return Proxies.of(
                policy, ProxyServer.parse("http://127.0.0.1:" + proxy.address().getPort()));
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void aNameThatOnlyTheProxyKnowsIsReachedThroughIt(boolean fastFallback) throws IOException {
        OkHttpClient client =
                through(proxies(ProxyPolicy.PROXY_ONLY)).client(builder -> builder.fastFallback(fastFallback));
        for (int i = 0; i < 3; i++) {
            assertThat(bodyOf(client, "http://plain.test")).isEqualTo("plain");
        }
        assertThat(proxy.asked()).containsExactly("plain.test:80");
        assertThat(network.lookups()).isZero();
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void twoHostsBehindOneProxyDoNotShareAConnectionThoughOneCertificateIsGoodForBoth(boolean fastFallback)
            throws IOException {
        OkHttpClient client = through(proxies(ProxyPolicy.PROXY_ONLY))
                .client(builder -> Tls.trusted(builder).fastFallback(fastFallback));
        for (int i = 0; i < 3; i++) {
            for (String name : List.of("one", "two")) {
                try (Response response =
                        get(client, "https://" + name + ".test").execute()) {
                    assertThat(response.protocol()).isEqualTo(Protocol.HTTP_2);
                    assertThat(response.body().string()).isEqualTo(name);
                }
            }
        }
        assertThat(proxy.asked()).containsExactly("one.test:443", "two.test:443");
        assertThat(client.connectionPool().connectionCount()).isEqualTo(2);
    }

    @Test
    void aDirectWayThatIsSilentIsOvertakenByTheProxy() throws IOException {
        through(proxies(ProxyPolicy.DIRECT_FIRST));
        int port = network.site("plain.test", Place.blackHole(9));
        long before = System.nanoTime();
        assertThat(bodyOf(network.client(), "http://plain.test:" + port)).isEqualTo("plain");
        assertThat(System.nanoTime() - before).isGreaterThanOrEqualTo(TestNetwork.ATTEMPT_DELAY.toNanos());
        assertThat(network.races.reports()).anyMatch(report -> report.summary().contains("via http://127.0.0.1"));
    }

    @Test
    void anAddressInTheUrlGoesThroughTheProxyAsItDoesInAConnect() throws IOException {
        through(proxies(ProxyPolicy.PROXY_ONLY));
        assertThat(bodyOf(network.client(), "http://127.0.0.1:" + plain.getPort()))
                .isEqualTo("plain");
        assertThat(proxy.asked()).containsExactly("127.0.0.1:" + plain.getPort());
    }

    @ParameterizedTest
    @ValueSource(ints = {80, 443, 8080})
    void anAliasLeadsToThePortOfItsOwnWhateverTheUrlSays(int asked) throws IOException {
        through(Aliases.of(Map.of("api.test", List.of("real.test:" + plain.getPort()))));
        network.name("real.test", ipv4(1));
        assertThat(bodyOf(network.client(), "http://api.test:" + asked)).isEqualTo("plain");
    }

    @Test
    void aPortOfItsOwnCountsEvenIfItIsTheOneThatLookupsAreMadeFor() {
        try (HappyConnector connector = HappyConnector.builder()
                .route(Aliases.of(Map.of(
                        "own", List.of("real.test:443"),
                        "other", List.of("real.test"),
                        "both", List.of("real.test", "real.test:8443"))))
                .build()) {
            assertThat(connector.isReachedByAddress("own")).isFalse();
            assertThat(connector.isReachedByAddress("both")).isFalse();
            assertThat(connector.isReachedByAddress("other")).isTrue();
            assertThat(connector.isReachedByAddress("real.test")).isTrue();
            assertThat(connector.isReachedByAddress("192.0.2.1")).isTrue();
        }
    }

    @Test
    void anAliasWithoutAPortStillHasItsRealAddresses() throws IOException {
        through(Aliases.of(Map.of("api.test", List.of("real.test"))));
        network.name("real.test", ipv4(3), ipv4(4));
        assertThat(network.happy.dns().lookup("api.test")).containsExactly(ipv4(3), ipv4(4));
    }

    @Test
    void aPortThatTheResolverKnowsIsReached() throws IOException {
        int port = plain.getPort();
        try (HappyConnector connector = HappyConnector.builder()
                .resolver((target, answers) -> {
                    answers.found(List.of(new AddressCandidate(ipv4(1), port)));
                    answers.done();
                    return Lookup.ended();
                })
                .build()) {
            network = new TestNetwork();
            OkHttpClient client = network.client(HappyConnectOkHttp.of(connector), builder -> builder);
            assertThat(bodyOf(client, "http://registered.test")).isEqualTo("plain");
        }
    }

    @Test
    void aLayerThatAsksSomebodyFirstIsLeftToTheRace() throws IOException {
        AtomicInteger cancelled = new AtomicInteger();
        RouteLayer slow = (target, below, answers) -> {
            Thread later = new Thread(() -> below.resolve(target, answers));
            later.start();
            return cancelled::incrementAndGet;
        };
        through((target, below, answers) -> target.host().equals("slow.test")
                ? slow.resolve(target, below, answers)
                : below.resolve(target, answers));
        network.name("slow.test", ipv4(1));
        network.name("quick.test", ipv4(1));
        assertThat(bodyOf(network.client(), "http://slow.test:" + plain.getPort()))
                .isEqualTo("plain");
        assertThat(network.happy.dns().lookup("quick.test")).containsExactly(ipv4(1));
    }

    @Test
    void aFilterIsAskedAboutTheProxyAndAboutAnAddressBehindIt() throws IOException {
        through(proxies(ProxyPolicy.PROXY_ONLY));
        OkHttpClient noProxy = network.client(network.happy.withAddressFilter(address -> false), b -> b);
        assertThatExceptionOfType(IOException.class)
                .isThrownBy(() -> bodyOf(noProxy, "http://plain.test"))
                .withStackTraceContaining("its only address is refused: 127.0.0.1");
        OkHttpClient noTarget =
                network.client(network.happy.withAddressFilter(address -> !address.equals(ipv4(7))), b -> b);
        assertThatExceptionOfType(UnresolvedTargetException.class)
                .isThrownBy(() -> bodyOf(noTarget, "http://127.0.0.7"))
                .withMessageContaining("its only address is refused");
        assertThat(proxy.asked()).isEmpty();
    }

    @Test
    void aFailureTellsOfTheRaceAndNotOfThePlaceholder() throws IOException {
        try (RefusingPort refusing = new RefusingPort()) {
            through(Proxies.of(
                    ProxyPolicy.PROXY_ONLY,
                    ProxyServer.parse("http://127.0.0.1:" + refusing.address().getPort())));
            assertThatExceptionOfType(ConnectFailedException.class)
                    .isThrownBy(() -> bodyOf(network.client(), "http://plain.test"))
                    .withMessageStartingWith("cannot connect to plain.test:80")
                    .withMessageContaining("no way to the proxy");
        }
    }

    @Test
    void aRetryAfterADeadConnectionIsOneRaceMore() throws Exception {
        OkHttpClient client = through(proxies(ProxyPolicy.PROXY_ONLY)).client();
        assertThat(bodyOf(client, "http://plain.test")).isEqualTo("plain");
        InetSocketAddress place = proxy.address();
        proxy.close();
        proxy = new EmbeddedProxy(place.getAddress(), place.getPort(), Map.of("plain.test", address(plain)), "", "");
        assertThat(bodyOf(client, "http://plain.test")).isEqualTo("plain");
        assertThat(proxy.asked()).containsExactly("plain.test:80");

        proxy.close();
        int races = network.races.reports().size();
        assertThatExceptionOfType(IOException.class).isThrownBy(() -> bodyOf(client, "http://plain.test"));
        // One to the host, and within it one to the proxy.
        assertThat(network.races.reports()).hasSize(races + 2);
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void anInterceptorThatTriesAgainGetsAnotherRace(boolean fastFallback) throws Exception {
        RefusingPort refusing = new RefusingPort();
        InetSocketAddress place = refusing.address();
        through(Aliases.of(Map.of("api.test", List.of("real.test:" + place.getPort()))));
        network.name("real.test", place.getAddress());
        List<IOException> failures = new ArrayList<>();
        try (MockWebServer late = Servers.saying("late")) {
            OkHttpClient client =
                    network.client(builder -> builder.fastFallback(fastFallback).addInterceptor(chain -> {
                        try {
                            return chain.proceed(chain.request());
                        } catch (IOException failure) {
                            failures.add(failure);
                            refusing.close();
                            late.start(place.getAddress(), place.getPort());
                            return chain.proceed(chain.request());
                        }
                    }));
            assertThat(bodyOf(client, "http://api.test")).isEqualTo("late");
        } finally {
            refusing.close();
        }
        // It stands behind ours, where OkHttp's own exception has the connector's for a cause.
        assertThat(failures)
                .singleElement()
                .satisfies(failure -> assertThat(failure)
                        .isExactlyInstanceOf(ConnectException.class)
                        .hasCauseInstanceOf(ConnectFailedException.class));
    }

    @Test
    void whenTheLastTryFailsTooTheCallThrowsWhatTheConnectorSaysOfIt() throws IOException {
        try (RefusingPort refusing = new RefusingPort()) {
            through(Aliases.of(
                    Map.of("api.test", List.of("real.test:" + refusing.address().getPort()))));
            network.name("real.test", refusing.address().getAddress());
            OkHttpClient client = network.client(builder -> builder.addInterceptor(chain -> {
                try {
                    return chain.proceed(chain.request());
                } catch (IOException failure) {
                    return chain.proceed(chain.request());
                }
            }));
            assertThatExceptionOfType(ConnectFailedException.class)
                    .isThrownBy(() -> bodyOf(client, "http://api.test"))
                    .satisfies(failure -> assertThat(failure.report())
                            .isSameAs(network.races.reports().get(1)));
            assertThat(network.races.reports()).hasSize(2);
        }
    }

    @Test
    void anInterceptorInFrontOfOursSeesTheExceptionOfTheConnector() throws IOException {
        try (RefusingPort refusing = new RefusingPort()) {
            through(Aliases.of(
                    Map.of("api.test", List.of("real.test:" + refusing.address().getPort()))));
            network.name("real.test", refusing.address().getAddress());
            List<IOException> failures = new ArrayList<>();
            OkHttpClient client = network.plainClient(builder -> network.happy.applyTo(builder.addInterceptor(chain -> {
                try {
                    return chain.proceed(chain.request());
                } catch (IOException failure) {
                    failures.add(failure);
                    throw failure;
                }
            })));
            assertThatExceptionOfType(ConnectFailedException.class).isThrownBy(() -> bodyOf(client, "http://api.test"));
            assertThat(failures).singleElement().isInstanceOf(ConnectFailedException.class);
        }
    }

    @Test
    void aPlaceholderIsOneOfItsHostAndReachesNothing() throws Exception {
        through(proxies(ProxyPolicy.PROXY_ONLY));
        List<InetAddress> ofOne = network.happy.dns().lookup("one.test");
        List<InetAddress> ofTwo = network.happy.dns().lookup("two.test");
        assertThat(ofOne)
                .hasSize(1)
                .isNotEqualTo(ofTwo)
                .isEqualTo(network.happy.dns().lookup("one.test"));
        assertThat(ofOne.get(0).getHostName()).isEqualTo("one.test");
        assertThat(ofOne.get(0).getHostAddress()).startsWith("100:0:0:0:");
        InetSocketAddress remote = new InetSocketAddress(ofOne.get(0), 80);

        // Not the connector of this Dns, and not the object that was given out.
        try (HappyConnector other = HappyConnector.create();
                Socket socket = HappyConnectOkHttp.of(other).socketFactory().createSocket()) {
            assertThatExceptionOfType(ConnectException.class)
                    .isThrownBy(() -> socket.connect(remote, 1_000))
                    .withMessageContaining("nothing can be reached there");
        }
        InetSocketAddress copy = new InetSocketAddress(
                InetAddress.getByAddress("one.test", ofOne.get(0).getAddress()), 80);
        try (Socket socket = network.happy.socketFactory().createSocket()) {
            assertThatExceptionOfType(ConnectException.class).isThrownBy(() -> socket.connect(copy, 1_000));
        }
        assertThat(proxy.asked()).isEmpty();
    }

    @Test
    void anApplicationThatResolvesItselfGetsItsOwnAddresses() throws IOException {
        through(proxies(ProxyPolicy.PROXY_ONLY));
        HappyConnectOkHttp own = HappyConnectOkHttp.of(network.connector, name -> List.of(ipv4(1)));
        assertThat(own.dns().lookup("plain.test")).containsExactly(ipv4(1));
        assertThat(bodyOf(network.client(own, b -> b), "http://plain.test:" + plain.getPort()))
                .isEqualTo("plain");
        assertThat(proxy.asked()).isEmpty();
    }

    @Test
    void aHostThatCannotBeIsRefusedAsEver() {
        through(proxies(ProxyPolicy.PROXY_ONLY));
        assertThatExceptionOfType(UnknownHostException.class)
                .isThrownBy(() -> network.happy.dns().lookup("not a host"))
                .withMessageContaining("contains a blank");
    }
}
