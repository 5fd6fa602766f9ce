package io.happyconnect;

import static org.assertj.core.api.Assertions.assertThat;

import io.happyconnect.candidate.AddressFamily;
import io.happyconnect.candidate.Dial;
import io.happyconnect.candidate.DialableCandidate;
import io.happyconnect.testsupport.EchoServer;
import io.happyconnect.testsupport.LeaksNothing;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/**
 * The first attempt, on the caller's thread, and a challenger connect in the same moment, thousands of times: one wins, the
 * other is closed, nobody waits for ever.
 */
@LeaksNothing(withinMillis = 20_000)
class NearTieTest {

    private static final int CALLERS = 16;
    private static final int RACES_PER_CALLER = 250;

    /** Two candidates of one race that connect as soon as both have started, and some of them a little later. */
    private static final class Twin implements DialableCandidate {

        private final String name;
        private final CountDownLatch bothStarted;
        private final InetSocketAddress server;
        private final int spins;
        private final AtomicInteger opened;

        Twin(String name, CountDownLatch bothStarted, InetSocketAddress server, int spins, AtomicInteger opened) {
            this.name = name;
            this.bothStarted = bothStarted;
            this.server = server;
            this.spins = spins;
            this.opened = opened;
        }

        @Override
        public @Nullable AddressFamily family() {
            return null;
        }

        @Override
        public boolean isLoopback() {
            return true;
        }

        @Override
        public Dial newDial() {
            return new Dial() {
                @Override
                public Socket connect() throws IOException {
                    bothStarted.countDown();
                    Socket socket = new Socket(server.getAddress(), server.getPort());
                    opened.incrementAndGet();
                    try {
                        bothStarted.await();
                    } catch (InterruptedException e) {
                        throw new AssertionError(e);
                    }
                    for (int i = 0; i < spins; i++) {
                        Thread.onSpinWait();
                    }
                    return socket;
                }

                // Deaf on purpose: what is tested is that a socket which comes too late is closed by the race.
                @Override
                public void cancel() {}
            };
        }

        @Override
        public String toString() {
            return name;
        }
    }

    @Test
    void oneWinsTheOtherIsClosedAndNobodyHangs() throws Exception {
        RecordingListener listener = new RecordingListener();
        AtomicInteger opened = new AtomicInteger();
        AtomicInteger secondWon = new AtomicInteger();
        ExecutorService callers = Executors.newFixedThreadPool(CALLERS);
        try (EchoServer server = new EchoServer();
                HappyConnector connector = HappyConnector.builder()
                        .listener(listener)
                        .connectionAttemptDelay(Duration.ofMillis(10))
                        .resolver((target, answers) -> {
                            CountDownLatch bothStarted = new CountDownLatch(2);
                            int spins = target.port() - 1_000;
                            answers.found(List.of(
                                    new Twin("first", bothStarted, server.address(), Math.max(0, spins), opened),
                                    new Twin("second", bothStarted, server.address(), Math.max(0, -spins), opened)));
                            answers.done();
                            return io.happyconnect.resolve.Lookup.ended();
                        })
                        .build()) {
            List<Callable<Void>> work = new ArrayList<>();
            for (int caller = 0; caller < CALLERS; caller++) {
                int seed = caller;
                work.add(() -> {
                    for (int i = 0; i < RACES_PER_CALLER; i++) {
                        int port = 1_000 + (seed * 31 + i * 17) % 400 - 200;
                        try (Socket socket = connector.connect("twins.test", port)) {
                            socket.getOutputStream().write(1);
                            assertThat(socket.getInputStream().read()).isEqualTo(1);
                        }
                    }
                    return null;
                });
            }
            for (Future<Void> done : callers.invokeAll(work, 120, TimeUnit.SECONDS)) {
                done.get();
            }
        } finally {
            callers.shutdown();
        }
        assertThat(listener.complaints()).isEmpty();
        assertThat(listener.reports).hasSize(CALLERS * RACES_PER_CALLER);
        listener.reports.forEach(report -> {
            assertThat(report.winner()).isPresent();
            secondWon.addAndGet(report.winner().orElseThrow().index());
        });
        // Both orders must have happened, or this test has not tested a tie.
        assertThat(secondWon.get()).isBetween(1, CALLERS * RACES_PER_CALLER - 1);
    }
}
