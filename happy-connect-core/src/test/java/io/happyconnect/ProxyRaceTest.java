package io.happyconnect;

import static io.happyconnect.testsupport.Loopback.ipv4;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.happyconnect.candidate.CandidateKind;
import io.happyconnect.name.Target;
import io.happyconnect.observe.AttemptOutcome;
import io.happyconnect.observe.AttemptReport;
import io.happyconnect.resolve.Resolver;
import io.happyconnect.resolve.StaticHosts;
import io.happyconnect.route.Aliases;
import io.happyconnect.route.Proxies;
import io.happyconnect.route.ProxyPolicy;
import io.happyconnect.route.ProxyServer;
import io.happyconnect.testsupport.EchoServer;
import io.happyconnect.testsupport.EmbeddedProxy;
import io.happyconnect.testsupport.LeaksNothing;
import io.happyconnect.testsupport.LoopbackHost;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.BiFunction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Proxies as ways to a target, against a proxy that really connects. */
@LeaksNothing(exceptThreads = {"CompletableFutureDelayScheduler", "ForkJoinPool"})
class ProxyRaceTest {

    private static final String PASSWORD = "s3cret-Pässword";

    private final RecordingListener listener = new RecordingListener();

    private HappyConnectorBuilder builder(ProxyPolicy policy, ProxyServer... servers) {
        return HappyConnector.builder()
                .listener(listener)
                .resolver(unknown())
                .connectTimeout(Duration.ofSeconds(60))
                .route(Proxies.of(policy, servers));
    }

    private static Resolver unknown() {
        return StaticHosts.of(Map.of());
    }

    private static ProxyServer proxy(String scheme, InetSocketAddress address) {
        return ProxyServer.parse(scheme + "://" + address.getHostString() + ":" + address.getPort());
    }

    private static void echoes(Socket socket) throws IOException {
        socket.getOutputStream().write(new byte[] {1, 2, 3});
        assertThat(socket.getInputStream().readNBytes(3)).containsExactly(1, 2, 3);
        socket.shutdownOutput();
        assertThat(socket.getInputStream().read()).isEqualTo(-1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"http", "socks5"})
    void theProxyResolvesTheName(String scheme) throws IOException {
        try (EchoServer server = new EchoServer();
                EmbeddedProxy proxy = new EmbeddedProxy(Map.of("only.the.proxy.knows", server.address()));
                HappyConnector connector = builder(ProxyPolicy.PROXY_ONLY, proxy(scheme, proxy.address()))
                        .build();
                Socket socket = connector.connect("Only.The.Proxy.Knows.", 443)) {
            echoes(socket);
            assertThat(socket.getSoTimeout()).isZero();
            assertThat(proxy.asked()).containsExactly("only.the.proxy.knows:443");
        }
        assertThat(listener.reports)
                .extracting(report -> report.target().toString())
                .last()
                .asString()
                .isEqualTo("only.the.proxy.knows.:443");
    }

    @ParameterizedTest
    @ValueSource(strings = {"http", "socks5"})
    void whoHasTheCredentialsIsLetThrough(String scheme) throws IOException {
        try (EchoServer server = new EchoServer();
                EmbeddedProxy proxy = new EmbeddedProxy(ipv4(1), 0, Map.of("db", server.address()), "kim", "geheim");
                HappyConnector connector = builder(
                                ProxyPolicy.PROXY_ONLY,
                                proxy(scheme, proxy.address()).withCredentials("kim", "geheim"))
                        .build();
                Socket socket = connector.connect("db", 5432)) {
            echoes(socket);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"http", "socks5"})
    void whoHasOtherCredentialsIsToldSoAndThePasswordIsNowhere(String scheme) throws IOException {
        try (EmbeddedProxy proxy = new EmbeddedProxy(ipv4(1), 0, Map.of(), "kim", "geheim")) {
            ProxyServer server = proxy(scheme, proxy.address()).withCredentials("kim", PASSWORD);
            try (HappyConnector connector =
                    builder(ProxyPolicy.PROXY_ONLY, server).build()) {
                ConnectFailedException failure =
                        catchThrowableOfType(ConnectFailedException.class, () -> connector.connect("db", 5432));

                assertThat(failure).hasMessageContaining("does not accept user or password");
                assertThat(all(failure) + listener.reports + server + connector).doesNotContain(PASSWORD, "s3cret");
            }
        }
    }

    private static String all(Throwable failure) {
        java.io.StringWriter text = new java.io.StringWriter();
        failure.printStackTrace(new java.io.PrintWriter(text));
        return text.toString();
    }

    @ParameterizedTest
    @ValueSource(strings = {"http", "socks5"})
    void whoHasNoneIsToldThatTheProxyAsksForThem(String scheme) throws IOException {
        try (EmbeddedProxy proxy = new EmbeddedProxy(ipv4(1), 0, Map.of(), "kim", "geheim");
                HappyConnector connector = builder(ProxyPolicy.PROXY_ONLY, proxy(scheme, proxy.address()))
                        .build()) {
            ConnectFailedException failure =
                    catchThrowableOfType(ConnectFailedException.class, () -> connector.connect("db", 5432));

            assertThat(failure.getMessage()).contains(scheme.equals("http") ? "(407)" : "asks for a user");
        }
    }

    @Test
    void theAddressesOfTheProxyAreRaced() throws IOException {
        try (EchoServer server = new EchoServer();
                LoopbackHost hole = LoopbackHost.builder().blackHole(ipv4(1)).open();
                EmbeddedProxy proxy = new EmbeddedProxy(ipv4(2), hole.port(), Map.of("db", server.address()), "", "");
                HappyConnector connector = builder(
                                ProxyPolicy.PROXY_ONLY, ProxyServer.parse("http://proxy.example.com:" + hole.port()))
                        .resolver(StaticHosts.of(Map.of("proxy.example.com", List.of(ipv4(1), ipv4(2)))))
                        .connectionAttemptDelay(Duration.ofMillis(50))
                        .build();
                Socket socket = connector.connect("db", 1)) {
            echoes(socket);
            assertThat(socket.getInetAddress()).isEqualTo(proxy.address().getAddress());
        }
        assertThat(listener.reports).hasSize(2).anySatisfy(toProxy -> {
            assertThat(toProxy.target().host()).isEqualTo("proxy.example.com");
            assertThat(toProxy.attempts())
                    .extracting(AttemptReport::outcome)
                    .containsExactly(AttemptOutcome.LOST, AttemptOutcome.WON);
        });
    }

    @Test
    void aBlackHoleThatIsTriedFirstCostsOneAttemptDelayAndTheProxyWins() throws IOException {
        long took = took(ProxyPolicy.DIRECT_FIRST, hole -> ipv4(1), hole -> ipv4(2));

        assertThat(took)
                .isBetween(
                        Duration.ofMillis(250).toNanos(), Duration.ofSeconds(10).toNanos());
        lastRaceIs(AttemptOutcome.LOST, AttemptOutcome.WON);
    }

    @Test
    void aProxyInABlackHoleThatIsTriedFirstCostsOneAttemptDelayAndTheAddressWins() throws IOException {
        long took = took(ProxyPolicy.PROXY_FIRST, hole -> ipv4(2), hole -> ipv4(1));

        assertThat(took)
                .isBetween(
                        Duration.ofMillis(250).toNanos(), Duration.ofSeconds(10).toNanos());
        lastRaceIs(AttemptOutcome.LOST, AttemptOutcome.WON);
    }

    @Test
    void aGoodAddressThatIsTriedFirstLeavesTheProxyAlone() throws IOException {
        took(ProxyPolicy.DIRECT_FIRST, hole -> ipv4(2), hole -> ipv4(1));

        lastRaceIs(AttemptOutcome.WON);
        assertThat(listener.reports).hasSize(1);
    }

    @Test
    void aGoodProxyThatIsTriedFirstLeavesTheAddressAlone() throws IOException {
        took(ProxyPolicy.PROXY_FIRST, hole -> ipv4(1), hole -> ipv4(2));

        lastRaceIs(AttemptOutcome.WON);
        assertThat(listener.reports).hasSize(2);
    }

    private interface Choice {
        java.net.InetAddress of(LoopbackHost hole);
    }

    /** 127.0.0.1 is silent, at 127.0.0.2 there is an echo at the target's port and a proxy at its own. */
    private long took(ProxyPolicy policy, Choice target, Choice proxyAt) throws IOException {
        try (LoopbackHost site = LoopbackHost.builder()
                        .blackHole(ipv4(1))
                        .echoing(ipv4(2))
                        .open();
                LoopbackHost proxyHole =
                        LoopbackHost.builder().blackHole(ipv4(1)).open();
                EmbeddedProxy proxy =
                        new EmbeddedProxy(ipv4(2), proxyHole.port(), Map.of("db", site.address(1)), "", "");
                HappyConnector connector = builder(
                                policy, ProxyServer.http(Target.of("proxy.example.com", proxyHole.port())))
                        .resolver(StaticHosts.of(
                                Map.of("db", List.of(target.of(site)), "proxy.example.com", List.of(proxyAt.of(site)))))
                        .build()) {
            long before = System.nanoTime();
            try (Socket socket = connector.connect("db", site.port())) {
                long took = System.nanoTime() - before;
                echoes(socket);
                assertThat(proxy.address()).isNotNull();
                return took;
            }
        }
    }

    private void lastRaceIs(AttemptOutcome... outcomes) {
        assertThat(listener.reports)
                .filteredOn(report -> report.target().host().equals("db"))
                .singleElement()
                .satisfies(report -> assertThat(report.attempts())
                        .extracting(AttemptReport::outcome)
                        .containsExactly(outcomes));
        assertThat(listener.complaints()).isEmpty();
    }

    @Test
    void theNamesThatLedToAProxyAreInReportsAndErrors() throws IOException {
        try (EchoServer server = new EchoServer();
                EmbeddedProxy proxy = new EmbeddedProxy(Map.of("db-2.test", server.address()));
                HappyConnector connector = HappyConnector.builder()
                        .listener(listener)
                        .connectTimeout(Duration.ofSeconds(60))
                        .route(Aliases.of(
                                Map.of("orders-db", List.of("primary"), "primary", List.of("db-1.test", "db-2.test"))))
                        .route(Proxies.of(ProxyPolicy.PROXY_ONLY, proxy("http", proxy.address())))
                        .build()) {
            connector.connect("orders-db", 5432).close();
            AttemptReport failed = listener.reports.stream()
                    .reduce((one, next) -> next)
                    .orElseThrow()
                    .attempts()
                    .get(0);
            assertThat(failed.describe()).contains("to db-1.test:5432 (orders-db -> primary -> db-1.test): ");
            assertThat(listener.reports.stream()
                            .reduce((one, next) -> next)
                            .orElseThrow()
                            .summary())
                    .contains("to db-2.test:5432 (orders-db -> primary -> db-2.test) in ");
            assertThat(failed.candidate().kind()).isEqualTo(CandidateKind.PROXY);
        }
    }

    @Test
    void aNameThatOnlyTheProxyKnowsDoesNotWaitForTheLookupThatFails() throws IOException {
        try (EchoServer server = new EchoServer();
                EmbeddedProxy proxy = new EmbeddedProxy(Map.of("db", server.address()));
                HappyConnector connector = builder(ProxyPolicy.DIRECT_FIRST, proxy("http", proxy.address()))
                        .build();
                Socket socket = connector.connect("db", 1)) {
            echoes(socket);
        }
    }

    @Test
    void aLookupThatNeverAnswersHoldsUpTheProxyForOneAttemptDelay() throws IOException {
        try (EchoServer server = new EchoServer();
                EmbeddedProxy proxy = new EmbeddedProxy(Map.of("db", server.address()));
                HappyConnector connector = builder(ProxyPolicy.DIRECT_FIRST, proxy("http", proxy.address()))
                        .resolver(new Names.Silent())
                        .build()) {
            long before = System.nanoTime();
            try (Socket socket = connector.connect("db", 1)) {
                assertThat(System.nanoTime() - before)
                        .isBetween(TimeUnit.MILLISECONDS.toNanos(250), TimeUnit.SECONDS.toNanos(10));
                echoes(socket);
            }
        }
    }

    @Test
    void aProxyThatGoesFirstWaitsForNoLookup() throws IOException {
        try (EchoServer server = new EchoServer();
                EmbeddedProxy proxy = new EmbeddedProxy(Map.of("db", server.address()));
                HappyConnector connector = builder(ProxyPolicy.PROXY_FIRST, proxy("http", proxy.address()))
                        .resolver(new Names.Silent())
                        .resolutionDelay(Duration.ofSeconds(30))
                        .build();
                Socket socket = connector.connect("db", 1)) {
            echoes(socket);
        }
        assertThat(listener.reports)
                .allSatisfy(report -> assertThat(report.elapsed()).isLessThan(Duration.ofSeconds(20)));
    }

    @Test
    void aLiteralGoesThroughTheProxyToo() throws IOException {
        try (EchoServer server = new EchoServer();
                EmbeddedProxy proxy = new EmbeddedProxy(Map.of());
                HappyConnector connector = builder(ProxyPolicy.PROXY_ONLY, proxy("socks5", proxy.address()))
                        .build();
                Socket socket = connector.connect("127.0.0.1", server.address().getPort())) {
            echoes(socket);
            assertThat(proxy.asked())
                    .containsExactly("127.0.0.1:" + server.address().getPort());
        }
    }

    @Test
    void theAddressFilterIsAskedAboutALiteralBehindAProxyAndAboutTheProxy() throws IOException {
        try (EmbeddedProxy proxy = new EmbeddedProxy(Map.of())) {
            BiFunction<String, java.net.InetAddress, Exception> connect = (target, refused) -> {
                try (HappyConnector connector = builder(ProxyPolicy.PROXY_ONLY, proxy("http", proxy.address()))
                        .addressFilter(address -> !address.equals(refused))
                        .build()) {
                    return catchThrowableOfType(Exception.class, () -> connector.connect(target, 80));
                }
            };

            assertThat(connect.apply("192.0.2.1", address("192.0.2.1"))).isInstanceOf(UnresolvedTargetException.class);
            assertThat(proxy.asked()).isEmpty();
            assertThat(connect.apply("db", proxy.address().getAddress())).isInstanceOf(ConnectFailedException.class);
            assertThat(proxy.asked()).isEmpty();
            assertThat(connect.apply("db", address("192.0.2.1"))).isInstanceOf(ConnectFailedException.class);
            assertThat(proxy.asked()).containsExactly("db:80");
        }
    }

    private static java.net.InetAddress address(String literal) {
        try {
            return Target.of(literal, 1).literal().orElseThrow();
        } catch (java.net.UnknownHostException e) {
            throw new AssertionError(e);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"http", "socks5"})
    void whatTheProxyCannotReachIsAFailedAttempt(String scheme) throws IOException {
        try (LoopbackHost refusing = LoopbackHost.builder().refusing(ipv4(1)).open();
                EmbeddedProxy proxy = new EmbeddedProxy(Map.of("db", refusing.address(0)));
                HappyConnector connector = builder(ProxyPolicy.PROXY_ONLY, proxy(scheme, proxy.address()))
                        .build()) {
            ConnectFailedException failure =
                    catchThrowableOfType(ConnectFailedException.class, () -> connector.connect("db", 5432));

            assertThat(failure)
                    .hasMessageContaining("proxy " + scheme + "://127.0.0.1:")
                    .hasMessageContaining("does not connect to db:5432")
                    .hasMessageContaining(scheme.equals("http") ? "502 Bad Gateway" : "connection refused");
        }
    }

    @Test
    void aProxyThatCannotBeReachedSaysNothingOfTheTarget() throws IOException {
        try (LoopbackHost refusing = LoopbackHost.builder().refusing(ipv4(1)).open();
                HappyConnector connector = builder(ProxyPolicy.PROXY_ONLY, proxy("http", refusing.address(0)))
                        .build()) {
            ConnectFailedException failure =
                    catchThrowableOfType(ConnectFailedException.class, () -> connector.connect("db", 5432));

            assertThat(failure).hasMessageContaining("no way to the proxy http://127.0.0.1:");
            assertThat(failure.report().attempts().get(0).cause())
                    .isEqualTo(io.happyconnect.observe.FailureCause.OTHER);
        }
    }

    @Test
    void aProxyThatFailsIsFollowedByTheNext() throws IOException {
        try (EchoServer server = new EchoServer();
                LoopbackHost refusing = LoopbackHost.builder().refusing(ipv4(1)).open();
                EmbeddedProxy proxy = new EmbeddedProxy(Map.of("db", server.address()));
                HappyConnector connector = builder(
                                ProxyPolicy.PROXY_ONLY,
                                proxy("http", refusing.address(0)),
                                proxy("socks5", proxy.address()))
                        .build();
                Socket socket = connector.connect("db", 1)) {
            InputStream in = socket.getInputStream();
            socket.getOutputStream().write(9);
            assertThat(in.read()).isEqualTo(9);
        }
    }
}
