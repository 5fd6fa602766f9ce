package io.happyconnect;

import static io.happyconnect.testsupport.Loopback.ipv4;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.happyconnect.candidate.AddressFamily;
import io.happyconnect.candidate.Candidate;
import io.happyconnect.candidate.Dial;
import io.happyconnect.candidate.DialableCandidate;
import io.happyconnect.name.Target;
import io.happyconnect.observe.AttemptReport;
import io.happyconnect.observe.FailureCause;
import io.happyconnect.observe.RaceListener;
import io.happyconnect.observe.RaceStart;
import io.happyconnect.order.AddressOrder;
import io.happyconnect.resolve.Answers;
import io.happyconnect.resolve.BlockingResolver;
import io.happyconnect.resolve.Lookup;
import io.happyconnect.resolve.Resolver;
import io.happyconnect.testsupport.LeaksNothing;
import io.happyconnect.testsupport.LoopbackHost;
import java.io.IOException;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.assertj.core.api.ThrowableAssert;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Orders and candidates of an application run where they hold up their own race at most: never on the selector thread. */
@LeaksNothing
@Timeout(120)
class ForeignCodeTest {

    private static final int CALLERS = 4;
    private static final String SELECTOR = "happy-connect-selector-";

    private final RecordingListener listener = new RecordingListener();
    private final Queue<String> threads = new ConcurrentLinkedQueue<>();
    private final CountDownLatch release = new CountDownLatch(1);
    private LoopbackHost slow;
    private LoopbackHost silent;

    @BeforeEach
    void open() throws IOException {
        slow = LoopbackHost.builder().blackHole(ipv4(2)).echoing(ipv4(3)).open();
        silent = LoopbackHost.builder()
                .blackHole(ipv4(4))
                .blackHole(ipv4(5))
                .blackHole(ipv4(6))
                .open();
    }

    @AfterEach
    void close() throws IOException {
        release.countDown();
        slow.close();
        silent.close();
    }

    private HappyConnectorBuilder builder() {
        return HappyConnector.builder().listener(listener).connectionAttemptDelay(Duration.ofMillis(10));
    }

    private void note() {
        threads.add(Thread.currentThread().getName());
    }

    private void await() {
        await(release);
    }

    private static void await(CountDownLatch latch) {
        try {
            assertThat(latch.await(100, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    private static CompletableFuture<SocketChannel> connect(HappyConnector connector, LoopbackHost host) {
        return connector.connectAsync(
                Target.of("given.test", host.port()), ConnectOptions.defaults().withAddresses(host.addresses()));
    }

    /** Blocks on lists of three, as only one race has them. */
    private AddressOrder blocking(CountDownLatch blocks) {
        return candidates -> {
            note();
            if (candidates.size() == 3) {
                blocks.countDown();
                await();
            }
            List<Candidate> sorted = new ArrayList<>(candidates);
            sorted.sort(Comparator.comparing(Object::toString));
            return sorted;
        };
    }

    @Test
    void anOrderThatBlocksOnALateAnswerHoldsUpItsOwnRaceOnly() throws Exception {
        CountDownLatch blocks = new CountDownLatch(1);
        CountDownLatch heard = new CountDownLatch(1);
        ToldResolver told = new ToldResolver();
        // A caller who is in a listener when the second part comes, so that the selector thread is the first to see it.
        ThreadLocal<Boolean> isCaller = ThreadLocal.withInitial(() -> false);
        AttemptStarted holding = (index) -> {
            if (index == 0 && isCaller.get()) {
                heard.countDown();
                await();
            }
        };
        try (HappyConnector connector = builder()
                .preferredFamily(
                        AddressFamily.IPV4) // or it would be awaited, and the selector thread made the first attempt
                .addressOrder(blocking(blocks))
                .resolver(told)
                .listener(holding)
                .connectTimeout(Duration.ofSeconds(100))
                .build()) {
            Target target = Target.of("late.test", silent.port());
            List<Candidate> all = Names.candidates(target, silent.addresses());
            BlockedCall<Throwable> held = BlockedCall.of(() -> {
                isCaller.set(true);
                return catchThrowable(() -> connector.connectChannel(target).close());
            });
            Answers answers = told.asked.join();
            held.awaitParked(); // and makes the first attempt itself
            answers.found(all.subList(0, 2));
            assertThat(heard.await(20, TimeUnit.SECONDS)).isTrue();
            BlockedCall<Boolean> late = BlockedCall.of(() -> {
                answers.found(all.subList(2, 3));
                return true;
            });
            assertThat(blocks.await(20, TimeUnit.SECONDS)).isTrue();

            List<CompletableFuture<SocketChannel>> others = new ArrayList<>();
            for (int i = 0; i < 100; i++) {
                others.add(connect(connector, slow));
            }
            for (CompletableFuture<SocketChannel> each : others) {
                each.get(30, TimeUnit.SECONDS).close();
            }
            release.countDown();
            assertThat(late.result()).isTrue();
            connector.close();
            assertThat(held.result())
                    .isInstanceOfSatisfying(
                            ConnectCancelledException.class,
                            cancelled ->
                                    assertThat(cancelled.report().attempts()).hasSizeGreaterThan(1));
        }
        assertThat(threads).isNotEmpty().noneMatch(name -> name.startsWith(SELECTOR));
    }

    /** Blocks the first time it is called, whoever calls it, and never again. */
    private AddressOrder blockingOnce(CountDownLatch blocks) {
        AtomicBoolean called = new AtomicBoolean();
        return candidates -> {
            note();
            if (!called.getAndSet(true)) {
                blocks.countDown();
                await();
            }
            return new ArrayList<>(candidates);
        };
    }

    private static Object outcome(ThrowableAssert.ThrowingCallable call) {
        Throwable failure = catchThrowable(call);
        return failure == null ? "connected" : failure;
    }

    @ParameterizedTest
    @EnumSource(Way.class)
    void anOrderThatBlocksHoldsUpNobodyElseWhoAsksForTheSameName(Way way) throws Exception {
        CountDownLatch blocks = new CountDownLatch(1);
        CountDownLatch all = new CountDownLatch(CALLERS);
        BlockingResolver shared = Resolver.blocking(name -> {
            await(all);
            return slow.addresses();
        });
        Resolver counting = (target, answers) -> {
            Lookup lookup = shared.resolve(target, answers);
            all.countDown();
            return lookup;
        };
        try (shared;
                HappyConnector connector = builder()
                        .addressOrder(blockingOnce(blocks))
                        .resolver(counting)
                        .connectTimeout(Duration.ofSeconds(100))
                        .build()) {
            Target target = Target.of("shared.test", slow.port());
            BlockingQueue<Object> ended = new LinkedBlockingQueue<>();
            List<BlockedCall<Boolean>> calls = new ArrayList<>();
            for (int i = 0; i < CALLERS; i++) {
                calls.add(BlockedCall.of(() ->
                        ended.add(outcome(() -> way.connect(connector, target, ConnectOptions.defaults())
                                .close()))));
            }
            assertThat(blocks.await(20, TimeUnit.SECONDS)).isTrue();
            for (int i = 1; i < CALLERS; i++) {
                assertThat(ended.poll(10, TimeUnit.SECONDS)).isEqualTo("connected");
            }
            assertThat(ended).isEmpty();
            release.countDown();
            for (BlockedCall<Boolean> each : calls) {
                assertThat(each.result()).isTrue();
            }
            assertThat(ended).containsExactly("connected");
        }
        assertThat(threads).hasSize(CALLERS).noneMatch(name -> name.startsWith(SELECTOR));
    }

    @Test
    void anOrderThatNeverWaitsIsAskedWhereTheAnswerComesFrom() throws Exception {
        AddressOrder quick = new AddressOrder() {
            @Override
            public List<Candidate> sort(List<Candidate> candidates) {
                note();
                return candidates;
            }

            @Override
            public boolean neverWaits() {
                return true;
            }
        };
        ToldResolver told = new ToldResolver();
        try (HappyConnector connector =
                builder().addressOrder(quick).resolver(told).build()) {
            Target target = Target.of("quick.test", slow.port());
            CompletableFuture<SocketChannel> future = connector.connectAsync(target);
            Answers answers = told.asked.join();
            answers.found(Names.candidates(target, slow.addresses()));
            answers.done();
            future.get(20, TimeUnit.SECONDS).close();
        }
        assertThat(threads).containsExactly(Thread.currentThread().getName());
    }

    private interface AttemptStarted extends RaceListener {

        void started(int index);

        @Override
        default void attemptStarted(RaceStart race, int index, Candidate candidate) {
            started(index);
        }
    }

    @Test
    void answersOfTwoThreadsAreSortedOneAfterTheOtherAndKeepNoResolver() throws Exception {
        CountDownLatch blocks = new CountDownLatch(1);
        ToldResolver told = new ToldResolver();
        try (HappyConnector connector =
                builder().addressOrder(blocking(blocks)).resolver(told).build()) {
            Target target = Target.of("told.test", slow.port());
            List<Candidate> three = new ArrayList<>(Names.candidates(target, List.of(ipv4(7), ipv4(8), ipv4(9))));
            CompletableFuture<SocketChannel> future = connector.connectAsync(target);
            Answers answers = told.asked.join();
            BlockedCall<Boolean> first = BlockedCall.of(() -> {
                answers.found(three);
                return true;
            });
            assertThat(blocks.await(20, TimeUnit.SECONDS)).isTrue();
            answers.found(Names.candidates(target, slow.addresses().subList(1, 2))); // and this thread goes on
            answers.done();
            assertThat(future).isNotDone();
            release.countDown();
            assertThat(first.result()).isTrue();
            future.get(20, TimeUnit.SECONDS).close();
        }
        assertThat(listener.onlyReport().answers()).hasSize(2);
        assertThat(listener.onlyReport().attempts().get(0).candidate()).hasToString("127.0.0.3:" + slow.port());
    }

    /** Notes who asks it anything. */
    private final class Tunnel implements DialableCandidate {

        @Override
        public @Nullable AddressFamily family() {
            note();
            return null;
        }

        @Override
        public boolean isLoopback() {
            note();
            return true;
        }

        @Override
        public Dial newDial() {
            throw new AssertionError("dialled");
        }

        @Override
        public boolean goesFirst() {
            note();
            return false;
        }

        @Override
        public boolean equals(@Nullable Object other) {
            note();
            return this == other;
        }

        @Override
        public int hashCode() {
            note();
            return 1;
        }

        @Override
        public String toString() {
            note();
            return "tunnel";
        }
    }

    @Test
    void aTunnelIsAskedNothingOnTheSelectorThread() throws Exception {
        ToldResolver told = new ToldResolver();
        try (HappyConnector connector = builder().resolver(told).build()) {
            Target target = Target.of("tunnel.test", slow.port());
            List<Candidate> found = new ArrayList<>(Names.candidates(target, slow.addresses()));
            found.addAll(1, List.of(new Tunnel(), new Tunnel()));
            CompletableFuture<SocketChannel> future = connector.connectAsync(target);
            Answers answers = told.asked.join();
            answers.found(found.subList(0, 3));
            listener.awaitAttempts(1);
            answers.found(found.subList(3, 4));
            answers.done();
            future.get(20, TimeUnit.SECONDS).close();
        }
        assertThat(threads).isNotEmpty().noneMatch(name -> name.startsWith(SELECTOR));
        List<AttemptReport> attempts = listener.onlyReport().attempts();
        assertThat(attempts).hasSize(3);
        assertThat(attempts.get(1).failure()).hasMessageStartingWith("tunnel brings a socket of its own");
        assertThat(attempts.get(1).cause()).isEqualTo(FailureCause.OTHER);
    }

    @Test
    void whatAnOrderThrowsThoughItIsNoExceptionChangesNothing() throws Exception {
        try (HappyConnector connector = builder()
                .addressOrder(candidates -> {
                    throw new AssertionError("order");
                })
                .build()) {
            connect(connector, slow).get(20, TimeUnit.SECONDS).close();
        }
        assertThat(listener.complaints()).isEmpty();
    }
}
