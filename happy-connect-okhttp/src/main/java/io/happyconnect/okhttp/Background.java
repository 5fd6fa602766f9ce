package io.happyconnect.okhttp;

import java.util.concurrent.Executor;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Does later what is rarely to be done: daemon threads that appear when there is something and are gone a second after. One
 * for all connectors, because there is nothing to configure and nothing to close.
 */
final class Background {

    private static final ScheduledThreadPoolExecutor TIMER = timer();
    private static final Executor WORKERS = new ThreadPoolExecutor(
            0, Integer.MAX_VALUE, 1, TimeUnit.SECONDS, new SynchronousQueue<>(), daemons("happy-connect-okhttp-"));

    private Background() {}

    private static ScheduledThreadPoolExecutor timer() {
        ScheduledThreadPoolExecutor timer = new ScheduledThreadPoolExecutor(1, daemons("happy-connect-okhttp-timer-"));
        timer.setKeepAliveTime(1, TimeUnit.SECONDS);
        timer.allowCoreThreadTimeOut(true);
        timer.setRemoveOnCancelPolicy(true);
        return timer;
    }

    private static ThreadFactory daemons(String prefix) {
        AtomicInteger number = new AtomicInteger();
        return task -> {
            Thread thread = new Thread(task, prefix + number.incrementAndGet());
            thread.setDaemon(true);
            return thread;
        };
    }

    /** Runs something that does not block. */
    static Future<?> after(long nanos, Runnable task) {
        return TIMER.schedule(task, nanos, TimeUnit.NANOSECONDS);
    }

    /** Runs something that may block, on a thread of its own. Cancelling stops it only before its time has come. */
    static Future<?> afterOnOwnThread(long nanos, Runnable task) {
        return after(nanos, () -> WORKERS.execute(task));
    }
}
