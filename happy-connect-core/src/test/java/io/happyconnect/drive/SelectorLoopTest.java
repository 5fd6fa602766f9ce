package io.happyconnect.drive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.happyconnect.testsupport.LeaksNothing;
import java.io.IOException;
import java.nio.channels.Selector;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import java.util.logging.Filter;
import java.util.logging.Logger;
import org.junit.jupiter.api.Test;

@LeaksNothing
class SelectorLoopTest {

    private static final String NAME = "looptest";
    private static final long MILLI = 1_000_000L;

    /** Counts its visits; wants as many as it was given. */
    private static final class Counting extends Visited {

        final CountDownLatch left;
        final AtomicInteger visits = new AtomicInteger();
        private final long pause;

        Counting(int wanted, long pause) {
            this.left = new CountDownLatch(wanted);
            this.pause = pause;
        }

        @Override
        long visit(LoopThread loop, long now) {
            visits.incrementAndGet();
            left.countDown();
            return left.getCount() == 0 ? GONE : now + pause;
        }

        void awaitAll() throws InterruptedException {
            assertThat(left.await(20, TimeUnit.SECONDS)).isTrue();
        }
    }

    private static SelectorLoop loop(long stayAwakeMillis, long lingerMillis) {
        return new SelectorLoop(
                NAME, new LoopThread.Pace(20 * MILLI, stayAwakeMillis * MILLI, lingerMillis * MILLI), Platform.SYSTEM);
    }

    private static List<Thread> threads() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().startsWith("happy-connect-selector-" + NAME))
                .toList();
    }

    private static void awaitThreads(int wanted) {
        for (int i = 0; i < 20_000 && threads().size() != wanted; i++) {
            LockSupport.parkNanos(MILLI);
        }
        assertThat(threads()).hasSize(wanted);
    }

    @Test
    void theThreadEndsWhenItIsIdleAndIsMadeAnew() throws Exception {
        SelectorLoop loop = loop(5, 5);
        for (int i = 0; i < 50; i++) {
            Counting visited = new Counting(2, MILLI);
            assertThat(loop.poke(visited, Clock.now())).isTrue();
            visited.awaitAll();
            if (i % 10 == 0) {
                awaitThreads(0);
            }
        }
        awaitThreads(0);
    }

    @Test
    void nobodyIsForgottenWhileTheThreadComesAndGoes() throws Exception {
        SelectorLoop loop = loop(0, 0);
        List<Counting> all = new ArrayList<>();
        for (int i = 0; i < 20_000; i++) {
            Counting visited = new Counting(1, 0);
            all.add(visited);
            assertThat(loop.poke(visited, Clock.now())).isTrue();
        }
        for (Counting each : all) {
            each.awaitAll();
            assertThat(each.visits).hasValue(1);
        }
        awaitThreads(0);
    }

    @Test
    void everyPokeOfManyThreadsIsAnsweredByAVisit() throws Exception {
        SelectorLoop loop = loop(100, 100);
        List<Thread> pokers = new ArrayList<>();
        AtomicInteger answered = new AtomicInteger();
        for (int i = 0; i < 4; i++) {
            Thread poker = new Thread(() -> {
                for (int j = 0; j < 5_000; j++) {
                    Counting visited = new Counting(1, 0);
                    try {
                        loop.poke(visited, Clock.now());
                        visited.awaitAll();
                    } catch (Exception e) {
                        throw new AssertionError(e);
                    }
                    answered.incrementAndGet();
                }
            });
            pokers.add(poker);
            poker.start();
        }
        for (Thread poker : pokers) {
            poker.join(TimeUnit.SECONDS.toMillis(60));
        }
        assertThat(answered).hasValue(20_000);
        loop.close();
    }

    @Test
    void aVisitThatThrowsHarmsNobody() throws Exception {
        SelectorLoop loop = loop(50, 50);
        Visited broken = new Visited() {
            private int visits;

            @Override
            long visit(LoopThread thread, long now) {
                if (++visits < 5) {
                    throw new IllegalStateException("broken");
                }
                return GONE;
            }
        };
        loop.poke(broken, Clock.now());
        Counting visited = new Counting(3, MILLI);
        loop.poke(visited, Clock.now());
        visited.awaitAll();
        awaitThreads(0);
    }

    @Test
    void whoeverKeepsThrowingIsGivenUp() throws Exception {
        SelectorLoop loop = loop(50, 50);
        CountDownLatch givenUp = new CountDownLatch(1);
        AtomicInteger visits = new AtomicInteger();
        Visited broken = new Visited() {
            @Override
            long visit(LoopThread thread, long now) {
                visits.incrementAndGet();
                throw new NoClassDefFoundError("broken");
            }

            @Override
            boolean giveUp(LoopThread thread) {
                if (visits.get() == 10) {
                    throw new IllegalStateException("broken, too");
                }
                givenUp.countDown();
                return true;
            }
        };
        loop.poke(broken, Clock.now());
        assertThat(givenUp.await(20, TimeUnit.SECONDS)).isTrue();
        awaitThreads(0);
        assertThat(visits).hasValue(11);
    }

    @Test
    void whoeverThrowsWhenItsKeysAreFlushedIsVisitedAgain() throws Exception {
        SelectorLoop loop = loop(50, 50);
        CountDownLatch again = new CountDownLatch(1);
        AtomicInteger flushed = new AtomicInteger();
        Visited broken = new Visited() {
            @Override
            long visit(LoopThread thread, long now) {
                if (flushed.get() == 0) {
                    thread.flushFor(this);
                } else {
                    again.countDown();
                }
                return GONE;
            }

            @Override
            void flushed() {
                flushed.incrementAndGet();
                throw new OutOfMemoryError("none left");
            }
        };
        loop.poke(broken, Clock.now());
        assertThat(again.await(20, TimeUnit.SECONDS)).isTrue();
        awaitThreads(0);
        assertThat(flushed).hasValue(1);
    }

    @Test
    void aSelectorThatFailsStopsNoTimerAndKeepsNoWinner() throws Exception {
        Platform broken = new Platform() {
            @Override
            Selector openSelector() throws IOException {
                return new BrokenSelector();
            }
        };
        SelectorLoop loop = new SelectorLoop(NAME, new LoopThread.Pace(MILLI, 200 * MILLI, MILLI), broken);
        CountDownLatch flushed = new CountDownLatch(1);
        Visited winner = new Visited() {
            @Override
            long visit(LoopThread thread, long now) {
                thread.flushFor(this);
                return GONE;
            }

            @Override
            void flushed() {
                flushed.countDown();
            }
        };
        Counting timed = new Counting(5, MILLI);
        loop.poke(winner, Clock.now());
        loop.poke(timed, Clock.now());
        timed.awaitAll();
        assertThat(flushed.await(20, TimeUnit.SECONDS)).isTrue();
        awaitThreads(0);
    }

    @Test
    void aLogThatThrowsWedgesNobody() throws Exception {
        Logger logger = Logger.getLogger("io.happyconnect.drive");
        AtomicInteger logged = new AtomicInteger();
        Filter throwing = entry -> {
            logged.incrementAndGet();
            throw new IllegalStateException("the log is broken");
        };
        Filter before = logger.getFilter();
        logger.setFilter(throwing);
        try {
            SelectorLoop loop = loop(50, 50);
            Visited broken = new Visited() {
                private int visits;

                @Override
                long visit(LoopThread thread, long now) {
                    if (++visits < 5) {
                        throw new IllegalStateException("broken");
                    }
                    return GONE;
                }
            };
            loop.poke(broken, Clock.now());
            Counting visited = new Counting(3, MILLI);
            loop.poke(visited, Clock.now());
            visited.awaitAll();
            awaitThreads(0);
        } finally {
            logger.setFilter(before);
        }
        assertThat(logged).hasValue(4);
    }

    /** As when there is no memory for a thread; meanwhile another thread wants a visit. */
    private static final class FailingThread extends Thread {

        private final Thread other;

        FailingThread(Thread other) {
            this.other = other;
        }

        @Override
        public synchronized void start() {
            other.start();
            for (int i = 0; i < 20_000 && other.getState() != State.BLOCKED && other.isAlive(); i++) {
                LockSupport.parkNanos(MILLI);
            }
            throw new OutOfMemoryError("unable to create native thread");
        }
    }

    @Test
    void nobodyCountsOnAThreadThatCouldNotBeStarted() throws Exception {
        Counting other = new Counting(1, 0);
        AtomicReference<SelectorLoop> loop = new AtomicReference<>();
        Thread poker = new Thread(() -> {
            try {
                loop.get().poke(other, Clock.now());
            } catch (IOException e) {
                throw new AssertionError(e);
            }
        });
        ThreadFactory sound = Threads.daemon("happy-connect-selector-" + NAME + "-");
        AtomicInteger asked = new AtomicInteger();
        loop.set(new SelectorLoop(
                task -> asked.incrementAndGet() == 1 ? new FailingThread(poker) : sound.newThread(task),
                new LoopThread.Pace(20 * MILLI, 50 * MILLI, 50 * MILLI),
                Platform.SYSTEM));
        assertThatThrownBy(() -> loop.get().poke(new Counting(1, 0), Clock.now()))
                .isInstanceOf(OutOfMemoryError.class);
        other.awaitAll();
        poker.join();
        loop.get().close();
        awaitThreads(0);
    }

    @Test
    void aTimerIsNeverEarly() throws Exception {
        SelectorLoop loop = loop(100, 100);
        List<Long> early = new ArrayList<>();
        CountDownLatch done = new CountDownLatch(1);
        Visited timed = new Visited() {
            private long due;
            private int visits;

            @Override
            long visit(LoopThread thread, long now) {
                if (visits > 0 && now - due < 0) {
                    early.add(due - now);
                }
                due = now + Duration.ofNanos(700_001L * (visits % 9)).toNanos();
                if (++visits == 100) {
                    done.countDown();
                    return GONE;
                }
                return due;
            }
        };
        loop.poke(timed, Clock.now());
        assertThat(done.await(20, TimeUnit.SECONDS)).isTrue();
        assertThat(early).isEmpty();
        loop.close();
    }

    @Test
    void afterACloseNobodyIsVisited() throws Exception {
        SelectorLoop loop = loop(100, 100);
        Counting before = new Counting(1, 0);
        loop.poke(before, Clock.now());
        before.awaitAll();
        loop.close();
        awaitThreads(0);
        Counting after = new Counting(1, 0);
        assertThat(loop.poke(after, Clock.now())).isFalse();
        assertThat(after.visits).hasValue(0);
    }
}
