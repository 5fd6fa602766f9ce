package io.happyconnect.drive;

import java.util.concurrent.ExecutorService;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * The threads that challengers run on: made when a race needs a second attempt, never before.
 *
 * <p>Platform threads, also where Java has virtual ones: those wait for a carrier, and an application that keeps its carriers
 * busy or pinned would delay the very attempts that are to save it.
 *
 * <p>Not bounded here: an attempt that waits for a thread would be an attempt that does not start when it is due. How many
 * may run is the race's business.
 */
final class AttemptThreads {

    private static final long IDLE_SECONDS = 5;

    private final ExecutorService executor;

    AttemptThreads(String connector) {
        this.executor = new ThreadPoolExecutor(
                0,
                Integer.MAX_VALUE,
                IDLE_SECONDS,
                TimeUnit.SECONDS,
                new SynchronousQueue<>(),
                Threads.daemon("happy-connect-attempt-" + connector + "-"));
    }

    /**
     * Runs a task on a thread of its own.
     *
     * @throws RejectedExecutionException after {@link #close()}
     */
    void run(Runnable task) {
        executor.execute(task);
    }

    /** The same. {@return false if there is no thread to be had, or after {@link #close()}} */
    boolean tryRun(Runnable task) {
        try {
            executor.execute(task);
            return true;
        } catch (RejectedExecutionException | OutOfMemoryError noThread) {
            return false;
        }
    }

    /** Lets running tasks end (their sockets are closed by their races) and idle threads go at once. */
    void close() {
        executor.shutdown();
    }
}
