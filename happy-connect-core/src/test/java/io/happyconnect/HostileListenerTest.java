package io.happyconnect;

import static io.happyconnect.testsupport.Loopback.ipv4;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.happyconnect.candidate.Candidate;
import io.happyconnect.name.Target;
import io.happyconnect.observe.AttemptReport;
import io.happyconnect.observe.RaceListener;
import io.happyconnect.observe.RaceReport;
import io.happyconnect.observe.RaceStart;
import io.happyconnect.testsupport.BlackHole;
import io.happyconnect.testsupport.EchoServer;
import io.happyconnect.testsupport.LeaksNothing;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Listeners that break their contract: they call back, close what they listen to, or never return. */
@LeaksNothing
@Timeout(60)
class HostileListenerTest {

    private final AtomicReference<HappyConnector> connector = new AtomicReference<>();
    private EchoServer server;
    private BlackHole silent;

    @BeforeEach
    void open() throws IOException {
        server = new EchoServer(ipv4(1), 0);
        silent = new BlackHole(ipv4(1), 0);
    }

    @AfterEach
    void close() throws IOException {
        HappyConnector last = connector.get();
        if (last != null) {
            last.close();
        }
        server.close();
        silent.close();
    }

    private HappyConnector hearing(RaceListener listener) {
        connector.set(HappyConnector.builder()
                .resolver(Names.all(List.of(ipv4(9), ipv4(1))))
                .connectionAttemptDelay(Duration.ofMillis(20))
                .connectTimeout(Duration.ofSeconds(10))
                .listener(listener)
                .build());
        return connector.get();
    }

    private int port() {
        return server.address().getPort();
    }

    /** Connects on every event, as deep as it is told to. */
    private final class CallingBack implements RaceListener {

        private final ThreadLocal<Integer> depth = ThreadLocal.withInitial(() -> 0);
        private final AtomicInteger connected = new AtomicInteger();

        private void callBack() {
            int before = depth.get();
            if (before == 2) {
                return;
            }
            depth.set(before + 1);
            try (Socket socket = connector.get().connect("again.test", port())) {
                assertThat(socket.isConnected()).isTrue();
                connector.get().lookup("again.test");
                connected.incrementAndGet();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            } finally {
                depth.set(before);
            }
        }

        @Override
        public void raceStarted(RaceStart race) {
            callBack();
        }

        @Override
        public void attemptStarted(RaceStart race, int index, Candidate candidate) {
            callBack();
        }

        @Override
        public void attemptEnded(RaceStart race, AttemptReport attempt) {
            callBack();
        }

        @Override
        public void raceEnded(RaceReport report) {
            callBack();
        }
    }

    @Test
    void oneThatConnectsByTheSameConnectorGetsItsConnection() throws IOException {
        CallingBack listener = new CallingBack();
        hearing(listener).connect("first.test", port()).close();

        // Started, two attempts started, two ended, ended: six events, each with six of its own one level deeper.
        assertThat(listener.connected).hasValue(6 + 36);
    }

    @ParameterizedTest
    @EnumSource
    void oneThatClosesTheConnectorEndsTheRace(Way way) {
        HappyConnector closing = hearing(new RaceListener() {
            @Override
            public void attemptStarted(RaceStart race, int index, Candidate candidate) {
                connector.get().close();
            }
        });
        Target target = Target.of("closing.test", silent.address().getPort());

        assertThatThrownBy(() -> way.connect(closing, target, ConnectOptions.defaults()))
                .isInstanceOf(ConnectCancelledException.class)
                .hasMessageContaining("was closed");
    }

    /** Connects in another way on every event of the races of one name, and waits for it. */
    private record ConnectingBy(
            Way way, AtomicReference<HappyConnector> connector, int port, Queue<String> heard, Queue<Throwable> thrown)
            implements RaceListener {

        private void connectAgain(RaceStart race, String event) {
            if (race.target().host().equals("first.test")) {
                heard.add(event);
                try {
                    way.connect(connector.get(), Target.of("again.test", port), ConnectOptions.defaults())
                            .close();
                } catch (Exception failure) {
                    thrown.add(failure);
                }
            }
        }

        @Override
        public void raceStarted(RaceStart race) {
            connectAgain(race, "started");
        }

        @Override
        public void attemptStarted(RaceStart race, int index, Candidate candidate) {
            connectAgain(race, "attempt started");
        }

        @Override
        public void attemptEnded(RaceStart race, AttemptReport attempt) {
            connectAgain(race, "attempt ended");
        }

        @Override
        public void raceEnded(RaceReport report) {
            connectAgain(report.start(), "ended");
        }
    }

    static List<Arguments> pairs() {
        return Arrays.stream(Way.values())
                .flatMap(outer -> Arrays.stream(Way.values()).map(inner -> Arguments.of(outer, inner)))
                .toList();
    }

    @ParameterizedTest
    @MethodSource("pairs")
    void oneThatConnectsInAnotherWayGetsItsConnection(Way outer, Way inner) throws Exception {
        Queue<String> heard = new ConcurrentLinkedQueue<>();
        Queue<Throwable> thrown = new ConcurrentLinkedQueue<>();
        HappyConnector connecting = hearing(new ConnectingBy(inner, connector, port(), heard, thrown));
        for (int i = 0; i < 5; i++) {
            outer.connect(connecting, Target.of("first.test", port()), ConnectOptions.defaults())
                    .close();
        }

        assertThat(thrown).isEmpty();
        // Two attempts, the first of which is refused.
        assertThat(heard).hasSize(5 * 6);
    }

    @ParameterizedTest
    @EnumSource
    void aCallbackThatConnectsInAnyWayGetsItsConnection(Way way) throws Exception {
        HappyConnector connecting = hearing(new ThrowingListener());
        List<CompletableFuture<Boolean>> futures = new ArrayList<>();
        for (int i = 0; i < 50; i++) {
            futures.add(connecting.connectAsync("first.test", port()).thenApply(first -> {
                try (first;
                        Way.Connected second =
                                way.connect(connecting, Target.of("second.test", port()), ConnectOptions.defaults())) {
                    return second.echo(1) == 1;
                } catch (Exception failure) {
                    throw new CompletionException(failure);
                }
            }));
        }
        for (CompletableFuture<Boolean> each : futures) {
            assertThat(each.get(30, TimeUnit.SECONDS)).isTrue();
        }
    }

    @Test
    void closingWhileListenersAndCallbacksAreBusyLeavesNothing() throws Exception {
        CountDownLatch release = new CountDownLatch(1);
        HappyConnector busy = hearing(new RaceListener() {
            @Override
            public void attemptEnded(RaceStart race, AttemptReport attempt) {
                awaitUninterruptibly(release);
            }
        });
        List<CompletableFuture<Void>> futures = new ArrayList<>();
        for (int i = 0; i < 40; i++) {
            futures.add(busy.connectAsync(
                            "busy.test", i % 2 == 0 ? port() : silent.address().getPort())
                    .thenAccept(channel -> {
                        awaitUninterruptibly(release);
                        try {
                            channel.close();
                        } catch (IOException e) {
                            throw new UncheckedIOException(e);
                        }
                    }));
        }
        busy.close();
        release.countDown();
        for (CompletableFuture<Void> each : futures) {
            Throwable failure = catchThrowable(() -> each.get(30, TimeUnit.SECONDS));
            if (failure != null) {
                assertThat(failure).hasCauseInstanceOf(ConnectCancelledException.class);
            }
        }
    }

    @Test
    void oneThatBlocksHoldsUpItsOwnRaceOnly() throws Exception {
        CountDownLatch blocked = new CountDownLatch(1);
        CountDownLatch release = new CountDownLatch(1);
        HappyConnector connector = hearing(new RaceListener() {
            @Override
            public void attemptEnded(RaceStart race, AttemptReport attempt) {
                if (race.target().host().equals("blocked.test")) {
                    blocked.countDown();
                    awaitUninterruptibly(release);
                }
            }
        });
        FutureTask<Socket> held = new FutureTask<>(() -> connector.connect("blocked.test", port()));
        new Thread(held).start();
        blocked.await();
        for (int i = 0; i < 20; i++) {
            connector.connect("free.test", port()).close();
        }
        assertThat(held).isNotDone();

        release.countDown();
        held.get(30, TimeUnit.SECONDS).close();
    }

    private static void awaitUninterruptibly(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
