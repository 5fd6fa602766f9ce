package io.happyconnect.boot.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.happyconnect.HappyConnector;
import io.happyconnect.name.Target;
import io.happyconnect.resolve.StaticHosts;
import io.happyconnect.testsupport.BlackHole;
import io.happyconnect.testsupport.EchoServer;
import io.happyconnect.testsupport.LeaksNothing;
import io.happyconnect.testsupport.Loopback;
import io.happyconnect.testsupport.RefusingPort;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.search.RequiredSearch;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Servers that count, beside the metrics. */
@LeaksNothing
class MetricsAgreeWithTheNetworkTest {

    private static final InetAddress DEAD = Loopback.ipv4(21);
    private static final InetAddress REFUSING = Loopback.ipv4(22);
    private static final InetAddress GOOD = Loopback.ipv4(23);

    /** So long that only a failure starts the next attempt, however busy this machine is. */
    private static final Duration NEVER = Duration.ofSeconds(9);

    private final MeterRegistry registry = new SimpleMeterRegistry();

    private HappyConnector connector(Duration delay, InetAddress... addresses) {
        return HappyConnector.builder()
                .connectionAttemptDelay(delay)
                .resolver(StaticHosts.of(Map.of("api.example.com", List.of(addresses))))
                .listener(new RaceMetrics(() -> registry, new MetricsLimits(10, 10, true)))
                .build();
    }

    @Test
    void everyConnectionThatAServerAcceptedIsARaceWon() throws Exception {
        try (EchoServer good = new EchoServer(GOOD, 0);
                RefusingPort refusing =
                        new RefusingPort(REFUSING, good.address().getPort());
                HappyConnector connector = connector(NEVER, REFUSING, GOOD)) {
            ExecutorService threads = Executors.newFixedThreadPool(8);
            List<Future<?>> done = new ArrayList<>();
            for (int i = 0; i < 200; i++) {
                done.add(threads.submit(() -> {
                    try (Socket socket = connector.connect(
                            "api.example.com", refusing.address().getPort())) {
                        return socket.getLocalPort();
                    }
                }));
            }
            for (Future<?> future : done) {
                future.get();
            }
            threads.shutdown();

            await().untilAsserted(() -> assertThat(good.accepted()).isEqualTo(200));
            assertThat(registry.get("happy.connect.races").timers())
                    .singleElement()
                    .satisfies(races -> assertThat(races.count()).isEqualTo(200));
            assertThat(count(peer(GOOD).tag("outcome", "won"))).isEqualTo(200);
            assertThat(count(peer(REFUSING).tag("outcome", "failed"))).isEqualTo(200);
            assertThat(count(registry.get("happy.connect.attempts").tag("error.type", "connection_refused")))
                    .isEqualTo(200);
            assertThat(registry.get("happy.connect.fallbacks")
                            .tag("reason", "error")
                            .counter()
                            .count())
                    .isEqualTo(200);
            assertThat(registry.get("happy.connect.races.active").gauge().value())
                    .isZero();
            assertThat(registry.get("happy.connect.attempts.active").gauge().value())
                    .isZero();
        }
    }

    @Test
    void aBlackHoleIsSeenAsAnAttemptThatLost() throws Exception {
        try (EchoServer good = new EchoServer(GOOD, 0);
                BlackHole dead = new BlackHole(DEAD, good.address().getPort());
                HappyConnector connector = connector(Duration.ofMillis(50), DEAD, GOOD)) {
            for (int i = 0; i < 5; i++) {
                connector.connect("api.example.com", dead.address().getPort()).close();
            }

            await().untilAsserted(() -> assertThat(good.accepted()).isEqualTo(5));
            assertThat(count(peer(DEAD).tag("outcome", "lost"))).isEqualTo(5);
            assertThat(count(peer(GOOD).tag("outcome", "won"))).isEqualTo(5);
            assertThat(registry.get("happy.connect.fallbacks")
                            .tag("reason", "delay")
                            .counter()
                            .count())
                    .isEqualTo(5);
        }
    }

    @Test
    void aRaceThatNobodyWinsReachesNobody() throws Exception {
        try (EchoServer elsewhere = new EchoServer(GOOD, 0);
                RefusingPort refusing =
                        new RefusingPort(REFUSING, elsewhere.address().getPort());
                HappyConnector connector = connector(NEVER, REFUSING)) {
            assertThatThrownBy(() -> connector.connect(
                            "api.example.com", refusing.address().getPort()))
                    .isNotNull();

            assertThat(elsewhere.accepted()).isZero();
            assertThat(count(registry.get("happy.connect.races")
                            .tags("outcome", "failure", "error.type", "connection_refused")))
                    .isEqualTo(1);
        }
    }

    @Test
    void socketsOnTheirWayAreAGaugeAndSoAreTheirLimitAndWhoWaits() throws Exception {
        List<HappyConnector> known = new ArrayList<>();
        RaceMetrics metrics = new RaceMetrics(() -> registry, new MetricsLimits(10, 10, true), known::stream);
        try (BlackHole dead = new BlackHole(DEAD, 0);
                HappyConnector connector = HappyConnector.builder()
                        .maxSocketsInFlight(8)
                        .listener(metrics)
                        .build();
                HappyConnector twin =
                        HappyConnector.builder().maxSocketsInFlight(3).build()) {
            known.addAll(List.of(connector, twin));
            Target silent = Target.of(DEAD.getHostAddress(), dead.address().getPort());
            for (int i = 0; i < 9; i++) {
                var unused = connector.connectAsync(silent);
            }
            await().untilAsserted(() -> assertThat(socketGauge("pending")).isEqualTo(3));
            assertThat(socketGauge("active")).isEqualTo(6);
            assertThat(socketGauge("max")).as("of both with this name").isEqualTo(8 + 3);
        }
        await().untilAsserted(() -> assertThat(socketGauge("active")).isZero());
        assertThat(socketGauge("pending")).isZero();
    }

    @Test
    void aConnectorThatNobodyKnowsHasNoGaugesOfSockets() throws Exception {
        try (EchoServer good = new EchoServer(GOOD, 0);
                HappyConnector connector = connector(NEVER, GOOD)) {
            connector.connect("api.example.com", good.address().getPort()).close();
        }
        assertThat(registry.find("happy.connect.sockets.max").gauge()).isNull();
        assertThat(registry.find("happy.connect.races.active").gauge()).isNotNull();
    }

    private double socketGauge(String name) {
        return registry.get("happy.connect.sockets." + name)
                .tag("connector", "default")
                .gauge()
                .value();
    }

    @Test
    void aUnixSocketThatIsNotThereSaysSo(@TempDir Path empty) throws Exception {
        Target missing = Target.parse("unix:" + empty.resolve("missing"));
        try (HappyConnector connector = connector(NEVER, GOOD)) {
            assertThatThrownBy(() -> connector.connectChannel(missing)).isInstanceOf(ConnectException.class);
        }
        assertThat(count(registry.get("happy.connect.attempts")
                        .tags("outcome", "failed", "error.type", "no_such_file", "network.type", "unix")))
                .isEqualTo(1);
        assertThat(count(registry.get("happy.connect.races").tags("outcome", "failure", "error.type", "no_such_file")))
                .isEqualTo(1);
    }

    private RequiredSearch peer(InetAddress address) {
        return registry.get("happy.connect.peer.attempts").tag("network.peer.address", address.getHostAddress());
    }

    private static long count(RequiredSearch search) {
        return search.timers().stream().mapToLong(Timer::count).sum();
    }
}
