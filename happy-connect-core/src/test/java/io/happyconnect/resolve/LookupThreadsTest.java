package io.happyconnect.resolve;

import static io.happyconnect.resolve.StubPlatform.awaitEnd;
import static io.happyconnect.resolve.StubPlatform.awaitThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.happyconnect.testsupport.LeaksNothing;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledForJreRange;
import org.junit.jupiter.api.condition.JRE;

@LeaksNothing
class LookupThreadsTest {

    private static final Duration LONG = Duration.ofSeconds(60);

    private final List<Thread> created = new CopyOnWriteArrayList<>();
    private final CountDownLatch released = new CountDownLatch(1);

    private LookupThreads threads(int limit, Duration idleTime) {
        return new LookupThreads(limit, idleTime, task -> {
            Thread thread = LookupThreads.daemon(task);
            created.add(thread);
            return thread;
        });
    }

    @AfterEach
    void everyThreadEnds() throws InterruptedException {
        released.countDown();
        for (Thread thread : created) {
            awaitEnd(thread);
        }
    }

    private void untilReleased() {
        try {
            released.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static Thread runOn(LookupThreads threads) throws Exception {
        var ran = new CompletableFuture<Thread>();
        threads.execute(() -> ran.complete(Thread.currentThread()));
        return ran.get(10, TimeUnit.SECONDS);
    }

    private static void awaitIdle(Thread thread) {
        awaitThat("idle", () -> thread.getState() == Thread.State.TIMED_WAITING);
    }

    @Test
    void noThreadExistsBeforeItIsNeeded() {
        try (var threads = threads(2, LONG)) {
            assertThat(threads.size()).isZero();
        }
        assertThat(created).isEmpty();
    }

    @Test
    void anIdleThreadIsUsedAgain() throws Exception {
        try (var threads = threads(2, LONG)) {
            Thread first = runOn(threads);
            awaitIdle(first);
            assertThat(runOn(threads)).isSameAs(first);
        }
    }

    @Test
    void theThreadThatWasBusyLastGoesFirstSoThatTheOthersCanEnd() throws Exception {
        try (var threads = threads(2, LONG)) {
            var hold = new CountDownLatch(1);
            var busy = new CompletableFuture<Thread>();
            threads.execute(() -> {
                busy.complete(Thread.currentThread());
                awaitUninterrupted(hold);
            });
            awaitIdle(runOn(threads));
            hold.countDown();
            Thread last = busy.get(10, TimeUnit.SECONDS);
            awaitIdle(last);
            assertThat(runOn(threads)).isSameAs(last);
        }
        assertThat(created).hasSize(2);
    }

    private static void awaitUninterrupted(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void whatComesWhenAllAreBusyWaitsItsTurnInOrder() throws Exception {
        var order = new CopyOnWriteArrayList<Integer>();
        var done = new CountDownLatch(4);
        try (var threads = threads(1, LONG)) {
            threads.execute(this::untilReleased);
            for (int i = 1; i <= 4; i++) {
                int number = i;
                threads.execute(() -> {
                    order.add(number);
                    done.countDown();
                });
            }
            assertThat(threads.size()).isEqualTo(1);
            assertThat(order).isEmpty();
            released.countDown();
            assertThat(done.await(10, TimeUnit.SECONDS)).isTrue();
        }
        assertThat(order).containsExactly(1, 2, 3, 4);
        assertThat(created).hasSize(1);
    }

    @Test
    void thereAreNeverMoreThreadsThanTheLimit() {
        try (var threads = threads(3, LONG)) {
            for (int i = 0; i < 3; i++) {
                threads.execute(this::untilReleased);
            }
            assertThat(threads.size()).isEqualTo(3);
            threads.execute(this::untilReleased);
            assertThat(threads.size()).isEqualTo(3);
        }
        assertThat(created).hasSize(3);
    }

    @Test
    void aWaitingTaskCanBeWithdrawnAndARunningOneCannot() throws Exception {
        Runnable running = this::untilReleased;
        var ran = new CopyOnWriteArrayList<String>();
        Runnable waiting = () -> ran.add("withdrawn");
        try (var threads = threads(1, LONG)) {
            threads.execute(running);
            threads.execute(waiting);
            assertThat(threads.withdraw(running)).isFalse();
            assertThat(threads.withdraw(waiting)).isTrue();
            assertThat(threads.withdraw(waiting)).isFalse();
            released.countDown();
            runOn(threads);
        }
        assertThat(ran).isEmpty();
    }

    @Test
    void aThreadEndsWhenItWasIdleForLongEnough() throws Exception {
        try (var threads = threads(2, Duration.ofMillis(20))) {
            Thread thread = runOn(threads);
            awaitEnd(thread);
            assertThat(threads.size()).isZero();
            assertThat(runOn(threads)).isNotSameAs(thread);
        }
    }

    @Test
    void withoutIdleTimeAThreadEndsWithItsTask() throws Exception {
        try (var threads = threads(1, Duration.ZERO)) {
            threads.execute(this::untilReleased);
            var waited = new CompletableFuture<Thread>();
            threads.execute(() -> waited.complete(Thread.currentThread()));
            released.countDown();
            assertThat(waited.get(10, TimeUnit.SECONDS)).isSameAs(created.get(0));
            awaitEnd(created.get(0));
            assertThat(threads.size()).isZero();
        }
    }

    @Test
    void closingInterruptsTheBusyDropsTheWaitingAndRefusesTheNext() throws Exception {
        var ran = new CopyOnWriteArrayList<String>();
        var begun = new CountDownLatch(1);
        var threads = threads(1, LONG);
        threads.execute(() -> {
            begun.countDown();
            untilReleased();
        });
        threads.execute(() -> ran.add("waiting"));
        begun.await();
        threads.close();
        awaitEnd(created.get(0));
        assertThat(ran).isEmpty();
        assertThat(threads.size()).isZero();
        assertThatExceptionOfType(RejectedExecutionException.class)
                .isThrownBy(() -> threads.execute(() -> ran.add("late")));
        assertThat(ran).isEmpty();
    }

    @Test
    void aStrayInterruptNeitherEndsAnIdleThreadNorReachesTheNextTask() throws Exception {
        try (var threads = threads(1, LONG)) {
            threads.execute(() -> Thread.currentThread().interrupt());
            var interrupted = new CompletableFuture<Boolean>();
            threads.execute(() -> interrupted.complete(Thread.currentThread().isInterrupted()));
            assertThat(interrupted.get(10, TimeUnit.SECONDS)).isFalse();

            Thread thread = created.get(0);
            awaitIdle(thread);
            thread.interrupt();
            assertThat(runOn(threads)).isSameAs(thread);
        }
    }

    @Test
    void aTaskThatThrowsDoesNotCostAThread() throws Exception {
        try (var log = new CapturedLog(LookupThreads.class);
                var threads = threads(1, LONG)) {
            threads.execute(() -> {
                throw new IllegalStateException("a task must not throw");
            });
            runOn(threads);
            assertThat(log.thrown()).singleElement().isInstanceOf(IllegalStateException.class);
        }
        assertThat(created).hasSize(1);
    }

    @Test
    void aDaemonKeepsNothingOfTheThreadThatNeededIt() {
        var inheritable = new InheritableThreadLocal<String>();
        inheritable.set("of the request");
        var inherited = new CopyOnWriteArrayList<Object>();
        ClassLoader own = Thread.currentThread().getContextClassLoader();
        Thread.currentThread().setContextClassLoader(new ClassLoader(own) {});
        Thread thread;
        try {
            thread = LookupThreads.daemon(() -> inherited.add(String.valueOf(inheritable.get())));
        } finally {
            Thread.currentThread().setContextClassLoader(own);
            inheritable.remove();
        }
        assertThat(thread.isDaemon()).isTrue();
        assertThat(thread.getContextClassLoader()).isSameAs(LookupThreads.class.getClassLoader());
        created.add(thread);
        thread.start();
        awaitThat("ran", () -> !inherited.isEmpty());
        assertThat(inherited).containsExactly("null");
    }

    @Test
    void theSystemsThreadsArePlatformDaemonsOnEveryJava() throws Exception {
        Thread thread;
        try (var threads = LookupThreads.system()) {
            thread = runOn(threads);
            assertThat(thread.isDaemon()).isTrue();
            assertThat(thread.getName()).matches("happy-connect-resolver-\\d+");
            // A virtual thread is in no group but that of all virtual ones.
            assertThat(thread.getThreadGroup()).isSameAs(Thread.currentThread().getThreadGroup());
        }
        awaitEnd(thread);
    }

    @Test
    @EnabledForJreRange(min = JRE.JAVA_21)
    void aLookupBeginsAlsoWhileEveryCarrierOfVirtualThreadsIsBusy() throws Exception {
        int carriers = Runtime.getRuntime().availableProcessors();
        var spinning = new CountDownLatch(carriers);
        var spinners = new ArrayList<Thread>();
        Thread thread;
        try (var threads = LookupThreads.system()) {
            for (int i = 0; i < carriers; i++) {
                spinners.add(startVirtual(() -> {
                    spinning.countDown();
                    while (released.getCount() > 0) {
                        Thread.onSpinWait();
                    }
                }));
            }
            assertThat(spinning.await(10, TimeUnit.SECONDS)).isTrue();
            thread = runOn(threads);
        } finally {
            released.countDown();
        }
        awaitEnd(thread);
        for (Thread spinner : spinners) {
            awaitEnd(spinner);
        }
    }

    private static Thread startVirtual(Runnable task) throws ReflectiveOperationException {
        return (Thread)
                Thread.class.getMethod("startVirtualThread", Runnable.class).invoke(null, task);
    }
}
