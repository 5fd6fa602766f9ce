package io.happyconnect.drive;

import static java.util.concurrent.TimeUnit.MILLISECONDS;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import io.happyconnect.testsupport.LeaksNothing;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.Semaphore;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@LeaksNothing
@Timeout(60)
class WatchdogTest {

    private static final long ATTEMPT_DELAY = MILLISECONDS.toNanos(250);

    /** One that nobody has ever used, as it seems. */
    private static final Watchdog.Pace ALWAYS_IDLE = new Watchdog.Pace(0, SECONDS.toNanos(60));

    private final BlockingQueue<Long> errands = new LinkedBlockingQueue<>();
    private Watchdog watchdog = new Watchdog("test", ATTEMPT_DELAY, () -> errands.add(Clock.now()), ALWAYS_IDLE);

    @AfterEach
    void close() {
        watchdog.close();
    }

    /** Notes when it was visited, and asks for no more than it gets. */
    private static final class Noted extends Watchdog.Watched {
        private final BlockingQueue<Long> visits = new LinkedBlockingQueue<>();
        private final CountDownLatch closed = new CountDownLatch(1);

        @Override
        long visit(long now) {
            visits.add(now);
            return now + Watchdog.TICK;
        }

        @Override
        void closed() {
            closed.countDown();
        }
    }

    private long heard(BlockingQueue<Long> times) throws InterruptedException {
        Long time = times.poll(10, SECONDS);
        assertThat(time).isNotNull();
        return time;
    }

    @Test
    void aRaceAfterAPauseIsLookedAfterBeforeItsSecondAttemptIsDue() throws InterruptedException {
        Noted first = new Noted();
        assertThat(watchdog.link(first, Clock.now())).isTrue();
        heard(first.visits);
        watchdog.unlink(first);
        for (int pause = 0; pause < 10; pause++) {
            Noted race = new Noted();
            long start = Clock.now();
            assertThat(watchdog.link(race, start)).isTrue();
            // On a busy machine it comes late, but it comes by itself.
            assertThat(heard(race.visits) - start).isLessThan(SECONDS.toNanos(5));
            watchdog.unlink(race);
        }
    }

    @Test
    void oneThatIsIdleNapsNoLongerThanAFirstAttemptMayTake() throws InterruptedException {
        Noted race = new Noted();
        watchdog.link(race, Clock.now());
        heard(race.visits);
        watchdog.unlink(race);
        errands.clear();

        long first = heard(errands);
        long second = heard(errands);
        assertThat(second - first).isGreaterThanOrEqualTo(MILLISECONDS.toNanos(200));
    }

    @Test
    void anErrandThatWaitsForSomethingDoesNotForgetWhoCameMeanwhile() throws InterruptedException {
        Semaphore inErrand = new Semaphore(0);
        Semaphore linked = new Semaphore(0);
        Watchdog waiting = new Watchdog(
                "waiting",
                SECONDS.toNanos(100),
                () -> {
                    inErrand.release();
                    linked.acquireUninterruptibly(); // takes the permit of whoever woke the watchdog
                },
                ALWAYS_IDLE);
        Noted first = new Noted();
        waiting.link(first, Clock.now());
        heard(first.visits);
        waiting.unlink(first);
        long waited = 0;
        for (int errand = 0; errand < 5; errand++) {
            inErrand.acquire();
            Noted race = new Noted();
            long now = Clock.now();
            waiting.link(race, now);
            waiting.wakeBy(now);
            linked.release();
            waited += heard(race.visits) - now;
            waiting.unlink(race);
        }
        waiting.close();
        linked.release(100);
        // Those who are forgotten wait for a nap of a quarter of a second.
        assertThat(waited).isLessThan(5 * MILLISECONDS.toNanos(150));
    }

    @Test
    void noErrandIsRunWhileThereIsARace() throws InterruptedException {
        Noted race = new Noted();
        watchdog.link(race, Clock.now());
        heard(race.visits);
        errands.clear();
        for (long end = Clock.now() + MILLISECONDS.toNanos(500); Clock.now() - end < 0; ) {
            heard(race.visits);
        }
        assertThat(errands).isEmpty();
        watchdog.unlink(race);
        heard(errands);
    }

    @Test
    void anErrandThatFailsHarmsNobody() throws InterruptedException {
        Watchdog failing = new Watchdog(
                "failing",
                ATTEMPT_DELAY,
                () -> {
                    errands.add(Clock.now());
                    throw new IllegalStateException("an errand that fails, on purpose");
                },
                ALWAYS_IDLE);
        Noted race = new Noted();
        assertThat(failing.link(race, Clock.now())).isTrue();
        heard(race.visits);
        failing.unlink(race);
        heard(errands);
        heard(errands);
        assertThat(failing.link(race, Clock.now())).isTrue();
        race.visits.clear();
        heard(race.visits);
        failing.close();
        assertThat(race.closed.await(10, SECONDS)).isTrue();
    }

    @Test
    void aDeadlineBeforeTheEndOfANapWakesIt() throws InterruptedException {
        Watchdog slow = new Watchdog("slow", SECONDS.toNanos(100), () -> {}, ALWAYS_IDLE);
        Noted race = new Noted();
        slow.link(race, Clock.now());
        heard(race.visits);
        slow.unlink(race);

        long waited = 0;
        for (int i = 0; i < 100; i++) {
            Noted hurried = new Noted();
            long now = Clock.now();
            slow.link(hurried, now);
            slow.wakeBy(now + MILLISECONDS.toNanos(1));
            waited += heard(hurried.visits) - now;
            slow.unlink(hurried);
        }
        slow.close();
        // Those who are not woken wait for half of a nap of a quarter of a second.
        assertThat(waited).isLessThan(100 * MILLISECONDS.toNanos(100));
    }

    @Test
    void aClosedOneTakesNobodyOn() {
        watchdog.close();

        assertThat(watchdog.link(new Noted(), Clock.now())).isFalse();
    }
}
