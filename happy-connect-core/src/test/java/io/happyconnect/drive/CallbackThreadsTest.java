package io.happyconnect.drive;

import static org.assertj.core.api.Assertions.assertThat;

import io.happyconnect.testsupport.LeaksNothing;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

@LeaksNothing(withinMillis = 20_000)
class CallbackThreadsTest {

    private static final String NAME = "callbackstest";
    private static final long MILLI = 1_000_000L;

    private static long running() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().startsWith("happy-connect-callback-" + NAME))
                .count();
    }

    @Test
    void tasksThatBlockAfterACloseAreNotGivenAThreadEach() throws Exception {
        SelectorLoop loop =
                new SelectorLoop(NAME, new LoopThread.Pace(20 * MILLI, 50 * MILLI, 50 * MILLI), Platform.SYSTEM);
        CallbackThreads threads = new CallbackThreads(NAME, loop);
        loop.close();
        threads.close();
        int tasks = 1_500;
        CountDownLatch release = new CountDownLatch(1);
        CountDownLatch run = new CountDownLatch(tasks);
        try {
            for (int i = 0; i < tasks; i++) {
                threads.execute(() -> {
                    try {
                        assertThat(release.await(60, TimeUnit.SECONDS)).isTrue();
                        run.countDown();
                    } catch (InterruptedException e) {
                        throw new AssertionError(e);
                    }
                });
            }
            assertThat(running()).isBetween(1L, 256L);
        } finally {
            release.countDown();
        }
        assertThat(run.await(20, TimeUnit.SECONDS)).isTrue();
    }
}
