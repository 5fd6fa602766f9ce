package io.happyconnect;

import static io.happyconnect.testsupport.Loopback.ipv4;
import static org.assertj.core.api.Assertions.assertThat;

import io.happyconnect.candidate.Candidate;
import io.happyconnect.observe.RaceListener;
import io.happyconnect.observe.RaceOutcome;
import io.happyconnect.observe.RaceReport;
import io.happyconnect.observe.RaceStart;
import io.happyconnect.resolve.Resolver;
import io.happyconnect.testsupport.EchoServer;
import io.happyconnect.testsupport.LeaksNothing;
import io.happyconnect.testsupport.Loopback;
import io.happyconnect.testsupport.LoopbackHost;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A close from another thread ends a connect as it ends that of a plain socket, and nothing is left. */
@LeaksNothing
class RacingSocketCloseTest {

    private static final int ROUNDS = 5;
    private static final Duration PROMPTLY = Duration.ofMillis(100);

    private final RecordingListener listener = new RecordingListener();
    private final AtomicReference<CountDownLatch> attempts = new AtomicReference<>(new CountDownLatch(1));

    private HappyConnector connector(Resolver resolver) {
        return HappyConnector.builder()
                .resolver(resolver)
                .connectionAttemptDelay(Duration.ofMillis(20))
                .connectTimeout(Duration.ofMinutes(10))
                .listener(listener)
                .listener(new RaceListener() {
                    @Override
                    public void attemptStarted(RaceStart race, int index, Candidate candidate) {
                        attempts.get().countDown();
                    }
                })
                .build();
    }

    private static LoopbackHost holes() throws IOException {
        return LoopbackHost.builder()
                .blackHole(ipv4(1))
                .blackHole(ipv4(2))
                .blackHole(ipv4(3))
                .open();
    }

    private interface Moment {
        void await(BlockedCall<?> connect) throws Exception;
    }

    private void closesPromptly(HappyConnector connector, int port, int attemptsBefore, Moment moment)
            throws Exception {
        List<Duration> times = new ArrayList<>();
        for (int round = 0; round < ROUNDS; round++) {
            attempts.set(new CountDownLatch(attemptsBefore));
            Socket socket = connector.socketFactory().createSocket();
            BlockedCall<Long> connect = BlockedCall.of(() -> {
                try {
                    socket.connect(InetSocketAddress.createUnresolved("holes.test", port));
                    throw new AssertionError("connected");
                } catch (SocketException closed) {
                    assertThat(closed)
                            .isExactlyInstanceOf(SocketException.class)
                            .hasMessage("Socket closed");
                    return System.nanoTime();
                }
            });
            moment.await(connect);
            long closedAt = System.nanoTime();
            socket.close();
            times.add(Duration.ofNanos(connect.result() - closedAt));
            assertThat(socket.isClosed()).isTrue();
            assertThat(socket.isConnected()).isFalse();
        }
        // The machine may be busy with something else at times, but not five times in a row.
        assertThat(times).anyMatch(time -> time.compareTo(PROMPTLY) < 0);
        assertThat(listener.complaints()).isEmpty();
        assertThat(listener.reports)
                .hasSize(ROUNDS)
                .extracting(RaceReport::outcome)
                .containsOnly(RaceOutcome.CANCELLED);
    }

    @Test
    void aCloseDuringNameResolutionEndsTheConnect() throws Exception {
        Names.Silent silent = new Names.Silent();
        try (HappyConnector connector = connector(silent)) {
            closesPromptly(connector, 80, 0, BlockedCall::awaitParked);
        }
        assertThat(silent.lookups).hasValue(ROUNDS);
        assertThat(silent.cancellations).hasValue(ROUNDS);
    }

    @Test
    void aCloseDuringTheFirstAttemptEndsTheConnect() throws Exception {
        try (LoopbackHost host = holes();
                HappyConnector connector = connector(Names.all(List.of(ipv4(1))))) {
            closesPromptly(connector, host.port(), 1, connect -> connect.awaitIn("connect"));
        }
    }

    @Test
    void aCloseWhileChallengersRunEndsTheConnect() throws Exception {
        try (LoopbackHost host = holes();
                HappyConnector connector = connector(Names.all(host.addresses()))) {
            closesPromptly(
                    connector,
                    host.port(),
                    3,
                    connect -> assertThat(attempts.get().await(20, TimeUnit.SECONDS))
                            .isTrue());
        }
    }

    @Test
    void aCloseDuringAConnectToAResolvedAddressEndsIt() throws Exception {
        try (LoopbackHost host = holes();
                HappyConnector connector = connector(new Names.Silent())) {
            Socket socket = connector.socketFactory().createSocket();
            BlockedCall<?> connect = BlockedCall.of(() -> {
                socket.connect(host.address(0));
                return null;
            });
            connect.awaitIn("connect");
            socket.close();
            assertThat(connect.failure())
                    .isExactlyInstanceOf(SocketException.class)
                    .hasMessage("Socket closed");
        }
    }

    @Test
    void aCloseOfABoundSocketDuringItsConnectEndsIt() throws Exception {
        try (LoopbackHost host = holes();
                HappyConnector connector = connector(Names.all(host.addresses()))) {
            Socket socket = connector.socketFactory().createSocket();
            socket.bind(new InetSocketAddress(ipv4(9), 0));
            BlockedCall<?> connect = BlockedCall.of(() -> {
                socket.connect(InetSocketAddress.createUnresolved("holes.test", host.port()));
                return null;
            });
            connect.awaitIn("connect");
            socket.close();
            assertThat(connect.failure())
                    .isExactlyInstanceOf(SocketException.class)
                    .hasMessage("Socket closed");
        }
    }

    @Test
    void aCloseWakesAReader() throws Exception {
        try (EchoServer server = new EchoServer();
                HappyConnector connector = connector(Names.all(List.of(ipv4(1))))) {
            Socket socket = connector.socketFactory().createSocket();
            socket.connect(InetSocketAddress.createUnresolved(
                    "echo.test", server.address().getPort()));
            BlockedCall<Integer> read =
                    BlockedCall.of(() -> socket.getInputStream().read());
            read.awaitIn("read");
            socket.close();
            assertThat(read.failure())
                    .isExactlyInstanceOf(SocketException.class)
                    .hasMessage("Socket closed");
        }
    }

    /** What a name leads to, and how long a connect to it takes at most. */
    enum Host {
        GOOD(3_000, 400_000, 3),
        REFUSING_THEN_GOOD(3_000, 300_000, 1, 3),
        HOLE(5_000, 120_000, 2),
        HOLE_THEN_GOOD(300, 14_000_000, 2, 3);

        private final int rounds;
        private final long nanos;
        private final List<InetAddress> addresses;

        Host(int rounds, long nanos, int... addresses) {
            this.rounds = rounds;
            this.nanos = nanos;
            this.addresses = Arrays.stream(addresses).mapToObj(Loopback::ipv4).toList();
        }
    }

    /** A connect during which the socket is closed connects or says so, and never hangs. */
    @ParameterizedTest
    @EnumSource
    void aCloseAtAnyMomentOfAConnectLeavesNothing(Host host) throws Exception {
        AtomicInteger connected = new AtomicInteger();
        AtomicInteger closed = new AtomicInteger();
        try (LoopbackHost addresses = LoopbackHost.builder()
                        .refusing(ipv4(1))
                        .blackHole(ipv4(2))
                        .echoing(ipv4(3))
                        .open();
                HappyConnector connector = HappyConnector.builder()
                        .resolver(Names.all(host.addresses))
                        .connectionAttemptDelay(Duration.ofMillis(10))
                        .connectTimeout(Duration.ofMinutes(10))
                        .listener(listener)
                        .build()) {
            InetSocketAddress remote = InetSocketAddress.createUnresolved("stress.test", addresses.port());
            AtomicReference<Socket> current = new AtomicReference<>();
            CyclicBarrier barrier = new CyclicBarrier(2);
            BlockedCall<?> closer = BlockedCall.of(() -> {
                for (int round = 0; round < host.rounds; round++) {
                    barrier.await(20, TimeUnit.SECONDS);
                    spin(host.nanos * round / host.rounds);
                    current.get().close();
                    barrier.await(20, TimeUnit.SECONDS);
                }
                return null;
            });
            for (int round = 0; round < host.rounds; round++) {
                Socket socket = connector.socketFactory().createSocket();
                // A reset instead of an orderly end, so that thousands of ports do not stay in TIME_WAIT.
                socket.setSoLinger(true, 0);
                current.set(socket);
                barrier.await(20, TimeUnit.SECONDS);
                try {
                    socket.connect(remote);
                    connected.incrementAndGet();
                } catch (SocketException e) {
                    assertThat(e.getMessage()).isIn("Socket closed", "Socket is closed");
                    closed.incrementAndGet();
                }
                barrier.await(20, TimeUnit.SECONDS);
                assertThat(socket.isClosed()).isTrue();
            }
            closer.result();
        }
        // Both ends must occur where both can, or the closes did not come at any moment.
        assertThat(closed).hasPositiveValue();
        assertThat(connected.get() > 0).isEqualTo(host != Host.HOLE);
        assertThat(listener.complaints()).isEmpty();
    }

    private static void spin(long nanos) {
        long start = System.nanoTime();
        while (System.nanoTime() - start < nanos) {
            Thread.onSpinWait();
        }
    }
}
