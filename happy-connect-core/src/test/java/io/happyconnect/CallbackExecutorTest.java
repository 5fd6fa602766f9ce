package io.happyconnect;

import static io.happyconnect.testsupport.Loopback.ipv4;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.happyconnect.candidate.Candidate;
import io.happyconnect.name.Target;
import io.happyconnect.observe.RaceListener;
import io.happyconnect.observe.RaceStart;
import io.happyconnect.testsupport.LeaksNothing;
import io.happyconnect.testsupport.LoopbackHost;
import java.io.IOException;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Callers that wait for a channel on the very threads that listeners are to be called on. */
@LeaksNothing
class CallbackExecutorTest {

    private final RecordingListener listener = new RecordingListener();
    private LoopbackHost slow;

    @BeforeEach
    void open() throws IOException {
        slow = LoopbackHost.builder().blackHole(ipv4(2)).echoing(ipv4(3)).open();
    }

    @AfterEach
    void close() throws IOException {
        slow.close();
    }

    private HappyConnectorBuilder builder() {
        return HappyConnector.builder()
                .listener(listener)
                .connectionAttemptDelay(Duration.ofMillis(20))
                .connectTimeout(Duration.ofSeconds(30));
    }

    private Target target() {
        return Target.of("callback.test", slow.port());
    }

    private ConnectOptions options() {
        return ConnectOptions.defaults().withAddresses(slow.addresses());
    }

    private SocketChannel connect(HappyConnector connector) {
        try {
            return connector.connectChannel(target(), options());
        } catch (IOException e) {
            throw new CompletionException(e);
        }
    }

    @Test
    void aCallerOnTheOnlyThreadOfTheExecutorGetsItsChannel() throws Exception {
        ExecutorService only = Executors.newSingleThreadExecutor();
        try (HappyConnector connector = builder().callbackExecutor(only).build()) {
            only.submit(() -> connect(connector)).get(20, TimeUnit.SECONDS).close();
            assertThat(listener.onlyReport().attempts()).hasSize(2);
            assertThat(listener.complaints()).isEmpty();
        } finally {
            only.shutdown();
            assertThat(only.awaitTermination(20, TimeUnit.SECONDS)).isTrue();
        }
    }

    static List<Executor> overzealous() {
        return List.of(
                task -> {
                    task.run();
                    task.run();
                },
                task -> {
                    task.run();
                    throw new RejectedExecutionException("too late");
                });
    }

    @ParameterizedTest
    @MethodSource("overzealous")
    void anExecutorThatRunsWhatItWasGivenTwiceHarmsNobody(Executor executor) throws Exception {
        // No listener: then the completion is what the executor is given.
        try (HappyConnector connector = HappyConnector.builder()
                        .connectionAttemptDelay(Duration.ofMillis(20))
                        .callbackExecutor(executor)
                        .build();
                SocketChannel channel =
                        connector.connectAsync(target(), options()).get(20, TimeUnit.SECONDS)) {
            CompletableFuture<SocketChannel> next = connector.connectAsync(target(), options());
            next.get(20, TimeUnit.SECONDS).close(); // by then the first has been run for the second time, too
            assertThat(channel.isOpen()).isTrue();
        }
    }

    @Test
    void callbacksThatConnectThemselvesOnEveryThreadThereIsAllGetTheirChannels() throws Exception {
        int races = 400;
        List<CompletableFuture<Void>> futures = new ArrayList<>();
        try (HappyConnector connector = builder().build()) {
            for (int i = 0; i < races; i++) {
                futures.add(connector.connectAsync(target(), options()).thenAccept(first -> {
                    try (first;
                            SocketChannel second = connect(connector)) {
                        assertThat(second.isConnected()).isTrue();
                    } catch (IOException e) {
                        throw new CompletionException(e);
                    }
                }));
            }
            for (CompletableFuture<Void> each : futures) {
                each.get(60, TimeUnit.SECONDS);
            }
        }
        assertThat(listener.reports).hasSize(2 * races);
        assertThat(listener.complaints()).isEmpty();
    }

    @Test
    void aListenerThatBlocksDoesNotHoldUpTheCaller() throws Exception {
        CountDownLatch release = new CountDownLatch(1);
        CountDownLatch blocks = new CountDownLatch(1);
        Thread caller = Thread.currentThread();
        RaceListener blocking = new RaceListener() {
            @Override
            public void attemptStarted(RaceStart race, int index, Candidate candidate) {
                if (index == 1 && !Thread.currentThread().equals(caller)) {
                    blocks.countDown();
                    await(release);
                }
            }
        };
        // The second attempt is silent too, so that the listener is inside of it when the deadline ends the race.
        try (LoopbackHost silent = LoopbackHost.builder()
                        .blackHole(ipv4(4))
                        .blackHole(ipv4(5))
                        .open();
                HappyConnector connector = builder().listener(blocking).build()) {
            ConnectOptions options =
                    ConnectOptions.defaults().withAddresses(silent.addresses()).withTimeout(Duration.ofSeconds(2));
            long begun = System.nanoTime();
            assertThat(catchThrowable(
                            () -> connector.connectChannel(Target.of("callback.test", silent.port()), options)))
                    .isInstanceOf(ConnectTimeoutException.class);
            assertThat(blocks.getCount()).isZero();
            assertThat(release.getCount()).isEqualTo(1);
            assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(Duration.ofSeconds(10));
            assertThat(listener.reports).isEmpty();
            release.countDown();
            for (int i = 0; i < 20_000 && listener.reports.isEmpty(); i++) {
                LockSupport.parkNanos(1_000_000);
            }
            assertThat(listener.onlyReport().attempts()).hasSize(2);
        } finally {
            release.countDown();
        }
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await(30, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }
}
