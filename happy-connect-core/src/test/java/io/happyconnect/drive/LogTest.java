package io.happyconnect.drive;

import static org.assertj.core.api.Assertions.assertThat;

import io.happyconnect.testsupport.LeaksNothing;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.logging.Filter;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The threads that others wait for go on when the application's log throws. For that of the selector see {@link SelectorLoopTest}. */
@LeaksNothing(withinMillis = 20_000)
class LogTest {

    private static final String NAME = "logtest";
    private static final long MILLI = 1_000_000L;

    private final Logger logger = Logger.getLogger("io.happyconnect.drive");
    private final Filter filterBefore = logger.getFilter();
    private final Level levelBefore = logger.getLevel();
    private final AtomicInteger logged = new AtomicInteger();

    @BeforeEach
    void breakTheLog() {
        breakTheLog(new IllegalStateException("the log is broken"));
    }

    private void breakTheLog(Throwable failure) {
        logger.setLevel(Level.ALL);
        logger.setFilter(entry -> {
            logged.incrementAndGet();
            throw LogTest.<RuntimeException>undeclared(failure);
        });
    }

    @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"}) // as Kotlin and Lombok do
    private static <T extends Throwable> T undeclared(Throwable failure) throws T {
        throw (T) failure;
    }

    @AfterEach
    void mendTheLog() {
        logger.setFilter(filterBefore);
        logger.setLevel(levelBefore);
    }

    static List<Throwable> failures() {
        return List.of(
                new IllegalStateException("the log is broken"),
                new IOException("the log has no disk"),
                new InternalError("the log has no memory"),
                new NoClassDefFoundError("the log is not there"));
    }

    @ParameterizedTest
    @MethodSource("failures")
    void nobodyHearsOfALogThatThrows(Throwable failure) {
        breakTheLog(failure);
        Log.unexpected("in a test", new IllegalArgumentException());
        Log.foreignFailure("testing", new IllegalArgumentException());
        assertThat(logged).hasValue(2);
    }

    @Test
    void theWatchdogVisitsTheOthers() throws InterruptedException {
        CountDownLatch again = new CountDownLatch(3);
        Watchdog watchdog = new Watchdog(NAME, MILLI, () -> {});
        Watchdog.Watched broken = new Watchdog.Watched() {
            @Override
            long visit(long now) {
                throw new IllegalStateException("broken");
            }

            @Override
            void closed() {}
        };
        Watchdog.Watched sound = new Watchdog.Watched() {
            @Override
            long visit(long now) {
                if (logged.get() > 0) {
                    again.countDown();
                }
                return now + MILLI;
            }

            @Override
            void closed() {}
        };
        try {
            assertThat(watchdog.link(sound, Clock.now())).isTrue();
            assertThat(watchdog.link(broken, Clock.now())).isTrue();
            assertThat(again.await(20, TimeUnit.SECONDS)).isTrue();
        } finally {
            watchdog.unlink(broken);
            watchdog.unlink(sound);
            watchdog.close();
        }
    }

    @Test
    void aThreadOfCallbacksGoesOnWithTheNext() throws Exception {
        SelectorLoop loop =
                new SelectorLoop(NAME, new LoopThread.Pace(20 * MILLI, 50 * MILLI, 50 * MILLI), Platform.SYSTEM);
        CallbackThreads threads = new CallbackThreads(NAME, loop);
        CompletableFuture<Thread> broken = new CompletableFuture<>();
        CompletableFuture<Thread> next = new CompletableFuture<>();
        try {
            threads.execute(() -> {
                threads.execute(() -> next.complete(Thread.currentThread()));
                broken.complete(Thread.currentThread());
                throw new IllegalStateException("broken");
            });
            assertThat(next.get(20, TimeUnit.SECONDS)).isSameAs(broken.get(20, TimeUnit.SECONDS));
            assertThat(logged).hasValue(1);
        } finally {
            threads.close();
            loop.close();
        }
    }
}
