package io.happyconnect.ssh;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.happyconnect.Cancellation;
import io.happyconnect.ConnectFailedException;
import io.happyconnect.ConnectOptions;
import io.happyconnect.ConnectTimeoutException;
import io.happyconnect.HappyConnector;
import io.happyconnect.name.Target;
import io.happyconnect.testsupport.LeaksNothing;
import java.net.Socket;
import java.net.SocketException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** One session for many connections, and what becomes of them when it ends. */
@LeaksNothing(
        withinMillis = 20_000,
        exceptThreads = {
            "CompletableFutureDelayScheduler",
            "ForkJoinPool",
            "OkHttp",
            "Okio",
            "sshd-TcpIpServerChannel-ConnectorCleanup"
        })
class SharedSessionsTest extends BehindABastion {

    private HappyConnector connector() {
        return site.builder().build();
    }

    @Test
    void fiveHundredConnectionsShareOneSession() throws Exception {
        site.config(fiveLines());
        ExecutorService threads = Executors.newFixedThreadPool(16);
        List<Socket> sockets = new ArrayList<>();
        try (HappyConnector connector = connector()) {
            List<Future<Socket>> connecting = new ArrayList<>();
            for (int i = 0; i < 500; i++) {
                connecting.add(threads.submit(() -> connector.connect("orders-db", port())));
            }
            for (Future<Socket> each : connecting) {
                sockets.add(each.get(120, TimeUnit.SECONDS));
            }
            assertThat(bastion.sessions).hasValue(1);
            List<Future<?>> echoing = new ArrayList<>();
            for (Socket socket : sockets) {
                echoing.add(threads.submit(() -> {
                    echoes(socket, "x".repeat(10_000));
                    return null;
                }));
            }
            for (Future<?> each : echoing) {
                each.get(120, TimeUnit.SECONDS);
            }
        } finally {
            for (Socket socket : sockets) {
                socket.close();
            }
            threads.shutdown();
            assertThat(threads.awaitTermination(20, TimeUnit.SECONDS)).isTrue();
        }
    }

    @Test
    void aServerThatIsKilledEndsTheTransferAndTheNextConnectHasANewSession() throws Exception {
        site.config(fiveLines());
        try (HappyConnector connector = connector();
                Socket socket = connector.connect("orders-db", port())) {
            echoes(socket, "before");
            bastion.kill();
            assertThat(catchThrowableOfType(SocketException.class, () -> {
                        while (socket.getInputStream().read() >= 0) {
                            socket.getOutputStream().write(1);
                        }
                        throw new AssertionError("an end like any other");
                    }))
                    .hasMessageContaining("the SSH tunnel has ended");
            try (Socket next = connector.connect("orders-db", port())) {
                echoes(next, "after");
            }
            assertThat(bastion.sessions).hasValue(2);
        }
    }

    @Test
    void oneWhoGivesUpDoesNotTakeTheSessionFromTheOthers() throws Exception {
        site.config(fiveLines());
        try (HappyConnector connector = connector()) {
            Cancellation cancellation = new Cancellation();
            ExecutorService threads = Executors.newFixedThreadPool(2);
            try {
                Future<Socket> other = threads.submit(() -> connector.connect("orders-db", port()));
                Future<Socket> givesUp = threads.submit(() -> connector.connect(
                        Target.of("orders-db", port()),
                        ConnectOptions.defaults().withCancellation(cancellation)));
                cancellation.cancel();
                try (Socket socket = other.get(60, TimeUnit.SECONDS)) {
                    echoes(socket, "still here");
                }
                try {
                    givesUp.get(60, TimeUnit.SECONDS).close();
                } catch (java.util.concurrent.ExecutionException cancelled) {
                    assertThat(cancelled).hasCauseInstanceOf(io.happyconnect.ConnectCancelledException.class);
                }
            } finally {
                threads.shutdown();
                assertThat(threads.awaitTermination(20, TimeUnit.SECONDS)).isTrue();
            }
        }
    }

    @Test
    void closedTunnelsEndTheirSocketsAndConnectNoMore() throws Exception {
        site.config(fiveLines());
        try (HappyConnector connector = connector();
                Socket socket = connector.connect("orders-db", port())) {
            site.tunnels().close();
            assertThat(catchThrowableOfType(
                            SocketException.class, () -> socket.getInputStream().read()))
                    .hasMessageContaining("the SSH tunnel has ended");
            assertThat(catchThrowableOfType(ConnectFailedException.class, () -> connector.connect("orders-db", port())))
                    .hasMessageContaining("the SSH tunnels are closed");
        }
    }

    /** Sessions that are given up in the making, channels that are given up in the opening, and sockets that nobody gets. */
    @Test
    void whoGivesUpAtAnyMomentLeavesNothingBehind() throws Exception {
        site.config(fiveLines());
        Random random = new Random(7);
        ExecutorService threads = Executors.newFixedThreadPool(8);
        try {
            for (int round = 0; round < 10; round++) {
                try (HappyConnector connector = connector()) {
                    List<Future<?>> races = new ArrayList<>();
                    for (int i = 0; i < 24; i++) {
                        Duration patience = Duration.ofMillis(1 + random.nextInt(60));
                        races.add(threads.submit(() -> {
                            try (Socket socket = connector.connect(
                                    Target.of("orders-db", port()),
                                    ConnectOptions.defaults().withTimeout(patience))) {
                                echoes(socket, "just in time");
                            } catch (ConnectTimeoutException late) {
                                assertThat(late.report().attempts()).hasSizeLessThanOrEqualTo(1);
                            }
                            return null;
                        }));
                    }
                    for (Future<?> race : races) {
                        race.get(60, TimeUnit.SECONDS);
                    }
                }
                if (round % 3 == 2) {
                    bastion.kill();
                }
            }
        } finally {
            threads.shutdown();
            assertThat(threads.awaitTermination(20, TimeUnit.SECONDS)).isTrue();
        }
        try (HappyConnector connector = connector();
                Socket socket = connector.connect("orders-db", port())) {
            echoes(socket, "as ever");
        }
    }
}
