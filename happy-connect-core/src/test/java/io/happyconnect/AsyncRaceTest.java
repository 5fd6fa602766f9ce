package io.happyconnect;

import static io.happyconnect.testsupport.Loopback.ipv4;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.happyconnect.name.Target;
import io.happyconnect.observe.RaceListener;
import io.happyconnect.observe.RaceOutcome;
import io.happyconnect.observe.RaceReport;
import io.happyconnect.observe.RaceStart;
import io.happyconnect.testsupport.LeaksNothing;
import io.happyconnect.testsupport.LoopbackHost;
import java.io.IOException;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Races that no thread waits for: their futures, and on which threads what of them runs. */
@LeaksNothing
class AsyncRaceTest {

    private static final String SELECTOR = "happy-connect-selector-default-";
    private static final String CALLBACK = "happy-connect-callback-default-";

    private final RecordingListener listener = new RecordingListener();
    private LoopbackHost good;
    private LoopbackHost slow;
    private LoopbackHost silent;

    @BeforeEach
    void open() throws IOException {
        good = LoopbackHost.builder().echoing(ipv4(1)).open();
        slow = LoopbackHost.builder().blackHole(ipv4(2)).echoing(ipv4(3)).open();
        silent = LoopbackHost.builder().blackHole(ipv4(4)).open();
    }

    @AfterEach
    void close() throws IOException {
        good.close();
        slow.close();
        silent.close();
    }

    private HappyConnectorBuilder builder() {
        return HappyConnector.builder().listener(listener).connectionAttemptDelay(Duration.ofMillis(20));
    }

    private static CompletableFuture<SocketChannel> connect(HappyConnector connector, LoopbackHost host) {
        return connector.connectAsync(
                Target.of("async.test", host.port()), ConnectOptions.defaults().withAddresses(host.addresses()));
    }

    private static SocketChannel get(CompletableFuture<SocketChannel> future) throws Exception {
        return future.get(20, TimeUnit.SECONDS);
    }

    private void awaitReports(int reports) {
        for (int i = 0; i < 20_000 && listener.reports.size() < reports; i++) {
            LockSupport.parkNanos(1_000_000);
        }
        assertThat(listener.reports).hasSize(reports);
    }

    @Test
    void theChannelIsBlockingAndFreeForAnySelector() throws Exception {
        try (HappyConnector connector = builder().build();
                Selector selector = Selector.open()) {
            for (LoopbackHost host : List.of(good, slow)) {
                try (SocketChannel channel = get(connect(connector, host))) {
                    assertThat(channel.isBlocking()).isTrue();
                    assertThat(channel.isRegistered()).isFalse();
                    channel.configureBlocking(false);
                    channel.register(selector, SelectionKey.OP_WRITE);
                    assertThat(selector.select(10_000)).isEqualTo(1);
                }
            }
        }
    }

    @Test
    void theReportComesWithTheChannel() throws Exception {
        try (HappyConnector connector = builder().build()) {
            Target target = Target.of("async.test", slow.port());
            ConnectOptions options = ConnectOptions.defaults().withAddresses(slow.addresses());
            WonChannelRace won = connector.raceAsync(target, options).get(20, TimeUnit.SECONDS);
            won.channel().close();
            assertThat(won.report()).isSameAs(listener.onlyReport());
            assertThat(won.report().fallback()).isTrue();
            listener.reports.clear();
            WonChannelRace other = connector.raceChannel(target, options);
            other.channel().close();
            assertThat(other.report()).isSameAs(listener.onlyReport());
        }
    }

    @Test
    void aNameThatCannotBeIsRefusedBeforeThereIsAFuture() {
        try (HappyConnector connector = builder().build()) {
            assertThatThrownBy(() -> connector.connectAsync("two words", 80))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("host");
            assertThatThrownBy(() -> connector.connectAsync("localhost", 0))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("port");
        }
    }

    @Test
    void cancellingTheFutureCancelsTheRace() throws Exception {
        try (HappyConnector connector = builder().build()) {
            CompletableFuture<SocketChannel> future = connect(connector, silent);
            listener.awaitAttempts(1);
            assertThat(future.cancel(true)).isTrue();
            assertThatThrownBy(future::join).isInstanceOf(CancellationException.class);
            awaitReports(1);
            assertThat(listener.onlyReport().outcome()).isEqualTo(RaceOutcome.CANCELLED);
        }
    }

    @Test
    void aTimeoutOfTheFutureCancelsTheRace() throws Exception {
        try (HappyConnector connector = builder().build()) {
            CompletableFuture<SocketChannel> future = connect(connector, silent).orTimeout(30, TimeUnit.MILLISECONDS);
            assertThat(catchThrowable(() -> get(future))).hasCauseInstanceOf(TimeoutException.class);
            awaitReports(1);
            assertThat(listener.onlyReport().outcome()).isEqualTo(RaceOutcome.CANCELLED);
        }
    }

    @Test
    void aChannelThatNobodyGetsIsClosed() throws Exception {
        CompletableFuture<CompletableFuture<SocketChannel>> handle = new CompletableFuture<>();
        RaceListener canceller = new RaceListener() {
            @Override
            public void raceEnded(RaceReport report) {
                handle.join().cancel(false);
            }
        };
        try (HappyConnector connector = builder().listener(canceller).build()) {
            CompletableFuture<SocketChannel> future = connect(connector, slow);
            handle.complete(future);
            assertThatThrownBy(future::join).isInstanceOf(CancellationException.class);
            awaitReports(1);
            assertThat(listener.onlyReport().outcome()).isEqualTo(RaceOutcome.CONNECTED);
        }
    }

    @Test
    void closingTheConnectorFailsAllThatArePending() {
        List<CompletableFuture<SocketChannel>> futures = new ArrayList<>();
        try (HappyConnector connector = builder().build()) {
            for (int i = 0; i < 100; i++) {
                futures.add(connect(connector, silent));
            }
        }
        for (CompletableFuture<SocketChannel> future : futures) {
            assertThat(catchThrowable(() -> get(future))).hasCauseInstanceOf(ConnectCancelledException.class);
        }
        assertThat(listener.complaints()).isEmpty();
    }

    @Test
    void callbacksRunOnThreadsOfTheConnector() throws Exception {
        try (HappyConnector connector = builder().build()) {
            CompletableFuture<String> thread = connect(connector, slow)
                    .thenApply(channel -> closed(channel, Thread.currentThread().getName()));
            assertThat(thread.get(20, TimeUnit.SECONDS)).startsWith(CALLBACK);
        }
    }

    @Test
    void callbacksAndListenersRunWhereTheyAreAskedTo() throws Exception {
        List<String> heardOn = new ArrayList<>();
        RaceListener where = new RaceListener() {
            @Override
            public void raceEnded(RaceReport report) {
                heardOn.add(Thread.currentThread().getName());
            }
        };
        try (HappyConnector connector =
                builder().listener(where).callbackExecutor(Runnable::run).build()) {
            CompletableFuture<String> thread = connect(connector, slow)
                    .thenApply(channel -> closed(channel, Thread.currentThread().getName()));
            assertThat(thread.get(20, TimeUnit.SECONDS)).startsWith(SELECTOR);
            assertThat(heardOn).singleElement().asString().startsWith(SELECTOR);
        }
    }

    @Test
    void whatAnExecutorRejectsRunsAllTheSame() throws Exception {
        HappyConnectorBuilder rejecting = builder().callbackExecutor(task -> {
            throw new RejectedExecutionException("shut down");
        });
        try (HappyConnector connector = rejecting.build()) {
            get(connect(connector, slow)).close();
            assertThat(listener.complaints()).isEmpty();
        }
    }

    private static <T> T closed(SocketChannel channel, T result) {
        try {
            channel.close();
        } catch (IOException e) {
            throw new AssertionError(e);
        }
        return result;
    }

    @Test
    void callbacksThatBlockHarmNobody() throws Exception {
        CountDownLatch release = new CountDownLatch(1);
        List<CompletableFuture<?>> blocked = new ArrayList<>();
        try (HappyConnector connector = builder().build()) {
            for (int i = 0; i < 5; i++) {
                CountDownLatch blocks = new CountDownLatch(1);
                blocked.add(connect(connector, slow).thenAccept(channel -> {
                    blocks.countDown();
                    await(release);
                    closed(channel, channel);
                }));
                assertThat(blocks.await(20, TimeUnit.SECONDS)).isTrue();
                get(connect(connector, slow)).close();
            }
            release.countDown();
            for (CompletableFuture<?> each : blocked) {
                each.get(20, TimeUnit.SECONDS);
            }
        } finally {
            release.countDown();
        }
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void aListenerThatBlocksHoldsUpItsOwnRaceOnly() throws Exception {
        CountDownLatch release = new CountDownLatch(1);
        CountDownLatch blocks = new CountDownLatch(1);
        RaceListener blocking = new RaceListener() {
            @Override
            public void raceStarted(RaceStart race) {
                if (race.target().port() == silent.port()) {
                    blocks.countDown();
                    AsyncRaceTest.await(release);
                }
            }
        };
        try (HappyConnector connector = builder().listener(blocking).build()) {
            CompletableFuture<SocketChannel> held = connect(connector, silent);
            assertThat(blocks.await(20, TimeUnit.SECONDS)).isTrue();
            get(connect(connector, slow)).close();
            held.cancel(true);
            get(connect(connector, good)).close();
            release.countDown();
            awaitReports(3);
        } finally {
            release.countDown();
        }
        assertThat(listener.complaints()).isEmpty();
    }

    @Test
    void anOrderThatBlocksHoldsUpItsOwnRaceOnly() throws Exception {
        CountDownLatch release = new CountDownLatch(1);
        CountDownLatch blocks = new CountDownLatch(1);
        HappyConnectorBuilder ordering = builder().addressOrder(candidates -> {
            if (candidates.size() == 1) {
                blocks.countDown();
                await(release);
            }
            return candidates;
        });
        try (HappyConnector connector = ordering.build()) {
            BlockedCall<SocketChannel> held = BlockedCall.of(() -> get(connect(connector, good)));
            assertThat(blocks.await(20, TimeUnit.SECONDS)).isTrue();
            for (int i = 0; i < 20; i++) {
                get(connect(connector, slow)).close();
            }
            release.countDown();
            held.result().close();
        } finally {
            release.countDown();
        }
    }

    @Test
    void aThousandRacesHaveOneSelectorThread() throws Exception {
        List<CompletableFuture<SocketChannel>> futures = new ArrayList<>();
        try (HappyConnector connector =
                builder().connectionAttemptDelay(Duration.ofMillis(500)).build()) {
            for (int i = 0; i < 1_000; i++) {
                futures.add(connect(connector, slow));
            }
            assertThat(threads(SELECTOR)).isEqualTo(1);
            for (CompletableFuture<SocketChannel> future : futures) {
                get(future).close();
            }
            assertThat(threads(SELECTOR)).isEqualTo(1);
        }
        assertThat(listener.reports).hasSize(1_000).allMatch(RaceReport::fallback);
        assertThat(listener.complaints()).isEmpty();
    }

    private static long threads(String prefix) {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().startsWith(prefix))
                .count();
    }

    @Test
    void aRaceThatWinsAtOnceNeedsNoSelectorThread() throws Exception {
        try (HappyConnector connector = builder().build()) {
            get(connect(connector, good)).close();
            connector.connectChannel(Target.of("127.0.0.1", good.port())).close();
            assertThat(threads(SELECTOR)).isZero();
        }
    }

    @Test
    void racesMayBeginInCallbacksOfOthersAndCloseTheConnector() throws Exception {
        try (HappyConnector connector =
                builder().callbackExecutor(Runnable::run).build()) {
            CompletableFuture<SocketChannel> second =
                    connect(connector, slow).thenCompose(first -> closed(first, connect(connector, slow)));
            get(second).close();
            CompletableFuture<Void> last = connect(connector, slow).thenAccept(channel -> {
                closed(channel, channel);
                connector.close();
            });
            last.get(20, TimeUnit.SECONDS);
            assertThat(catchThrowable(() -> get(connect(connector, slow))))
                    .hasCauseInstanceOf(ConnectCancelledException.class);
        }
    }
}
