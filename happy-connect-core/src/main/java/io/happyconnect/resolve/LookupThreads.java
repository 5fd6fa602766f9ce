package io.happyconnect.resolve;

import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Threads that wait inside lookups, because the platform's does not come without blocking, nor do many others. Created on
 * demand and bounded: what comes when all are busy waits its turn.
 *
 * <p>Platform threads on every Java: a virtual one begins only once a carrier is free, and hangs for as long as the
 * application keeps all of them busy or pinned.
 *
 * <p>Not a {@code ThreadPoolExecutor}: that starts a thread for every lookup until all exist, or queues before a second
 * one is started, and its idle threads take turns, so that a few lookups a second keep all of them alive. Here the
 * thread that was busy last goes first, and the rest end.
 */
final class LookupThreads implements AutoCloseable {

    private static final System.Logger LOGGER = System.getLogger(LookupThreads.class.getName());
    private static final AtomicLong NUMBERS = new AtomicLong();
    private static final int LIMIT = 64;
    private static final Duration IDLE_TIME = Duration.ofSeconds(5);

    private final int limit;
    private final long idleNanos;
    private final ThreadFactory factory;

    private final ReentrantLock lock = new ReentrantLock();
    private final Set<Worker> workers = new HashSet<>();
    private final Deque<Worker> idle = new ArrayDeque<>();
    private final LinkedHashSet<Runnable> waiting = new LinkedHashSet<>();
    private boolean closed;

    /**
     * Threads from a factory.
     *
     * @param limit how many there may be at once
     * @param idleTime how long one waits for more work before it ends; zero: it does not wait
     */
    LookupThreads(int limit, Duration idleTime, ThreadFactory factory) {
        this.limit = limit;
        this.idleNanos = idleTime.toNanos();
        this.factory = factory;
    }

    /** Up to 64 daemon threads that end after five idle seconds. */
    static LookupThreads system() {
        return new LookupThreads(LIMIT, IDLE_TIME, LookupThreads::daemon);
    }

    /** A platform thread that keeps neither the JVM nor anything of the thread that happened to need it alive. */
    static Thread daemon(Runnable task) {
        var thread = new Thread(null, task, "happy-connect-resolver-" + NUMBERS.incrementAndGet(), 0, false);
        thread.setDaemon(true);
        thread.setContextClassLoader(LookupThreads.class.getClassLoader());
        return thread;
    }

    /**
     * Runs a task on a thread of its own, at once or, if all are busy, when its turn comes. Never blocks.
     *
     * @param task does not throw
     * @throws RejectedExecutionException after {@link #close()}
     */
    void execute(Runnable task) {
        Worker fresh;
        lock.lock();
        try {
            if (closed) {
                throw new RejectedExecutionException("closed");
            }
            Worker free = idle.pollLast();
            if (free != null) {
                free.give(task);
                return;
            }
            if (workers.size() == limit) {
                waiting.add(task);
                return;
            }
            fresh = new Worker(task);
            workers.add(fresh);
        } finally {
            lock.unlock();
        }
        fresh.start();
    }

    /**
     * Takes a task back whose turn has not come.
     *
     * @return whether it was still waiting, and now never runs
     */
    boolean withdraw(Runnable task) {
        lock.lock();
        try {
            return waiting.remove(task);
        } finally {
            lock.unlock();
        }
    }

    /** Ends every thread: idle ones now, busy ones as soon as they heed the interrupt or come back. Does not wait. */
    @Override
    public void close() {
        List<Worker> last;
        lock.lock();
        try {
            closed = true;
            waiting.clear();
            last = List.copyOf(workers);
        } finally {
            lock.unlock();
        }
        last.forEach(worker -> worker.thread.interrupt());
    }

    /** How many threads there are now. */
    int size() {
        lock.lock();
        try {
            return workers.size();
        } finally {
            lock.unlock();
        }
    }

    /** One thread and the task it was given. Everything but running the task happens under the lock. */
    private final class Worker implements Runnable {

        private final Thread thread = factory.newThread(this);
        private final Condition given = lock.newCondition();
        private @Nullable Runnable task;

        Worker(Runnable first) {
            task = first;
        }

        void start() {
            boolean started = false;
            try {
                thread.start();
                started = true;
            } finally {
                if (!started) {
                    discard();
                }
            }
        }

        private void discard() {
            lock.lock();
            try {
                workers.remove(this);
            } finally {
                lock.unlock();
            }
        }

        void give(Runnable next) {
            task = next;
            given.signal();
        }

        @Override
        public void run() {
            for (Runnable next = next(); next != null; next = next()) {
                try {
                    next.run();
                } catch (Throwable e) {
                    LOGGER.log(Level.ERROR, "a lookup ended in a way it must not", e);
                }
                // Whoever was told the answer may have left an interrupt behind; it is not meant for the next lookup.
                Thread.interrupted();
            }
        }

        /** The next task, or null when this thread ends: then nobody hands it anything any more. */
        private @Nullable Runnable next() {
            lock.lock();
            try {
                if (task == null) {
                    task = firstWaiting();
                }
                if (task == null) {
                    awaitTask();
                }
                Runnable next = task;
                task = null;
                if (next == null) {
                    workers.remove(this);
                }
                return next;
            } finally {
                lock.unlock();
            }
        }

        private void awaitTask() {
            idle.addLast(this);
            long left = idleNanos;
            while (task == null && !closed && left > 0) {
                try {
                    left = given.awaitNanos(left);
                } catch (InterruptedException ignored) {
                    // Either closed says that it is over, or a stray interrupt says nothing.
                }
            }
            idle.remove(this);
        }
    }

    private @Nullable Runnable firstWaiting() {
        Iterator<Runnable> all = waiting.iterator();
        if (!all.hasNext()) {
            return null;
        }
        Runnable first = all.next();
        all.remove();
        return first;
    }
}
