package io.happyconnect.drive;

import java.util.concurrent.ExecutorService;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * The threads that challengers run on: made when a race needs a second attempt, never before.
 *
 * <p>Not bounded here: an attempt that waits for a thread would be an attempt that does not start when it is due. How many
 * may run is the race's business.
 */
final class AttemptThreads {

    private static final String PREFIX = "happy-connect-attempt-";
    private static final long IDLE_SECONDS = 5;

    private final ExecutorService executor;

    AttemptThreads() {
        ThreadFactory factory = Threads.virtualThreadsExist() ? Threads.virtual(PREFIX) : Threads.daemon(PREFIX);
        this.executor = new ThreadPoolExecutor(
                0, Integer.MAX_VALUE, IDLE_SECONDS, TimeUnit.SECONDS, new SynchronousQueue<>(), factory);
    }

    /**
     * Runs a task on a thread of its own.
     *
     * @throws java.util.concurrent.RejectedExecutionException after {@link #close()}
     */
    void run(Runnable task) {
        executor.execute(task);
    }

    /** Lets running tasks end (their sockets are closed by their races) and idle threads go at once. */
    void close() {
        executor.shutdown();
    }
}
