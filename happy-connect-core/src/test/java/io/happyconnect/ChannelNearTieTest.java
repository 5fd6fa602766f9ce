package io.happyconnect;

import static io.happyconnect.testsupport.Loopback.ipv4;
import static org.assertj.core.api.Assertions.assertThat;

import io.happyconnect.Way.Connected;
import io.happyconnect.name.Target;
import io.happyconnect.observe.RaceReport;
import io.happyconnect.testsupport.EchoServer;
import io.happyconnect.testsupport.LeaksNothing;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * The first attempt and the second connect in the same moment, in one round hundreds of times at once: one wins, the other is
 * closed, nobody waits for ever.
 *
 * <p>The first address is a listener whose backlog is full when the attempt begins and empty when the kernel tries again, a second
 * later; that is when the second attempt is due. With {@code -Dhappyconnect.nearTies=100000} there are as many races.
 */
@LeaksNothing(withinMillis = 20_000)
class ChannelNearTieTest {

    private static final int TIES = Integer.getInteger("happyconnect.nearTies", 600);
    private static final int AT_ONCE = 300;
    private static final int BACKLOG = 400;

    /** When Linux sends the first packet again, and how far around that the second attempts begin. */
    private static final int RETRANSMISSION_MILLIS = 1_020;

    private static final int SPREAD_MILLIS = 30;

    private final RecordingListener listener = new RecordingListener();

    @ParameterizedTest
    @EnumSource
    void oneWinsTheOtherIsClosedAndNobodyHangs(Way way) throws Exception {
        int rounds = Math.max(1, TIES / AT_ONCE);
        try (HappyConnector connector = HappyConnector.builder()
                .listener(listener)
                .connectTimeout(Duration.ofSeconds(60))
                .build()) {
            for (int round = 0; round < rounds; round++) {
                try (LateServer late = new LateServer(ipv4(1));
                        EchoServer prompt = new EchoServer(ipv4(2), late.port())) {
                    race(
                            way,
                            connector,
                            List.of(ipv4(1), ipv4(2)),
                            prompt.address().getPort(),
                            late);
                }
            }
        }
        assertThat(listener.complaints()).isEmpty();
        assertThat(listener.reports).hasSize(rounds * AT_ONCE);
        long first = listener.reports.stream()
                .filter(report -> report.winner().orElseThrow().index() == 0)
                .count();
        // Both orders must have happened, or this test has not tested a tie.
        assertThat(first).isBetween(1L, (long) rounds * AT_ONCE - 1);
        assertThat(listener.reports).extracting(RaceReport::fallback).contains(true, false);
    }

    private static void race(Way way, HappyConnector connector, List<InetAddress> addresses, int port, LateServer late)
            throws Exception {
        List<FutureTask<Integer>> races = new ArrayList<>();
        for (int i = 0; i < AT_ONCE; i++) {
            int octet = i % 256;
            int delay = RETRANSMISSION_MILLIS - SPREAD_MILLIS / 2 + i % SPREAD_MILLIS;
            ConnectOptions options = ConnectOptions.defaults()
                    .withAddresses(addresses)
                    .withConnectionAttemptDelay(Duration.ofMillis(delay));
            FutureTask<Integer> race = new FutureTask<>(() -> {
                try (Connected connected = way.connect(connector, Target.of("tie.test", port), options)) {
                    return connected.echo(octet);
                }
            });
            races.add(race);
            new Thread(null, race, "racer-" + i, 256 * 1024).start();
        }
        late.openIn(500);
        for (int i = 0; i < races.size(); i++) {
            assertThat(races.get(i).get(60, TimeUnit.SECONDS)).isEqualTo(i % 256);
        }
    }

    /** Drops what arrives until it is opened; from then on echoes. */
    private static final class LateServer implements AutoCloseable {

        private final ServerSocket listening;
        private final Deque<Socket> fillers = new ArrayDeque<>();
        private final List<Thread> threads = new ArrayList<>();

        LateServer(InetAddress address) throws IOException {
            listening = new ServerSocket(0, BACKLOG, address);
            while (fill()) {}
        }

        private boolean fill() throws IOException {
            Socket filler = new Socket();
            try {
                filler.connect(listening.getLocalSocketAddress(), 75);
                fillers.add(filler);
                return true;
            } catch (SocketTimeoutException full) {
                filler.close();
                return false;
            }
        }

        int port() {
            return ((InetSocketAddress) listening.getLocalSocketAddress()).getPort();
        }

        void openIn(long millis) throws IOException {
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(millis));
            for (Socket filler : fillers) {
                filler.close();
            }
            Thread acceptor = new Thread(this::accept, "late-acceptor");
            threads.add(acceptor);
            acceptor.start();
        }

        private void accept() {
            while (true) {
                try {
                    Socket accepted = listening.accept();
                    Thread echo = new Thread(null, () -> echo(accepted), "late-echo", 256 * 1024);
                    synchronized (threads) {
                        threads.add(echo);
                    }
                    echo.start();
                } catch (IOException closed) {
                    return;
                }
            }
        }

        private static void echo(Socket accepted) {
            try (accepted) {
                int octet = accepted.getInputStream().read();
                if (octet >= 0) {
                    accepted.getOutputStream().write(octet);
                    octet = accepted.getInputStream().read();
                }
            } catch (IOException reset) {
                // A loser, closed by its race.
            }
        }

        @Override
        public void close() throws Exception {
            listening.close();
            for (Socket filler : fillers) {
                filler.close();
            }
            List<Thread> all;
            synchronized (threads) {
                all = List.copyOf(threads);
            }
            for (Thread thread : all) {
                thread.join(20_000);
            }
        }
    }
}
