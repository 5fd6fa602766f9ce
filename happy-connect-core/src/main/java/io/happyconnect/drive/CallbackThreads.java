package io.happyconnect.drive;

import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.Executor;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * The threads on which listeners and completions of asynchronous races run. Usually one does for all of them: another is made when
 * nothing has been begun for a moment though something waits, that is, when those that exist are held up.
 *
 * <p>Not a {@code ThreadPoolExecutor}: that makes a thread for each task of a burst, or lets tasks wait behind one that blocks. Not
 * the common pool: on two processors it has one thread, and whoever blocks in it holds up all others.
 */
final class CallbackThreads extends Visited implements Executor {

    private static final int MOST = 256;
    private static final long PATIENCE = 5_000_000L;
    private static final long IDLE_SECONDS = 5;

    private final SelectorLoop loop;
    private final ThreadFactory factory;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition given = lock.newCondition();
    private final Queue<Runnable> tasks = new ArrayDeque<>(); // guarded by lock, and so is what follows
    private int threads;
    private int idle;
    private long lastBegun;
    private boolean closed;

    CallbackThreads(String connector, SelectorLoop loop) {
        this.loop = loop;
        this.factory = Threads.daemon("happy-connect-callback-" + connector + "-");
    }

    /** Runs a task soon. Never blocks, never throws, also after {@link #close()}. */
    @Override
    public void execute(Runnable task) {
        boolean starts = false;
        boolean waits = false;
        long now = Clock.now();
        lock.lock();
        try {
            if (tasks.isEmpty()) {
                lastBegun = now;
            }
            tasks.add(task);
            if (threads == 0) {
                threads++;
                starts = true;
            } else {
                waits = tasks.size() > idle;
                given.signal();
            }
        } finally {
            lock.unlock();
        }
        if (waits || (starts && !start())) {
            watch(now + PATIENCE);
        }
    }

    /** Has the loop look whether the threads are held up. */
    private void watch(long at) {
        boolean watched = false;
        try {
            watched = loop.poke(this, at);
        } catch (Exception | Error noLoop) {
            Log.foreignFailure("watching callbacks", noLoop);
        }
        if (!watched && mayStart(Clock.now())) {
            boolean unused = start();
        }
    }

    /** {@return whether this thread has to start another one, which is counted already} */
    private boolean mayStart(long now) {
        lock.lock();
        try {
            boolean starts = !tasks.isEmpty() && (threads == 0 || areHeldUp(now));
            if (starts) {
                threads++;
                lastBegun = now;
            }
            return starts;
        } finally {
            lock.unlock();
        }
    }

    private boolean areHeldUp(long now) {
        return now - lastBegun >= PATIENCE && idle == 0 && threads < MOST;
    }

    private boolean start() {
        try {
            factory.newThread(this::work).start();
            return true;
        } catch (RuntimeException | Error noThread) {
            Log.unexpected("starting a thread for callbacks", noThread);
            lock.lock();
            try {
                threads--;
            } finally {
                lock.unlock();
            }
            return false;
        }
    }

    @Override
    long visit(LoopThread thread, long now) {
        boolean starts = false;
        if (!lock.tryLock()) {
            return now + PATIENCE;
        }
        try {
            if (tasks.isEmpty()) {
                return GONE;
            }
            if (areHeldUp(now)) {
                threads++;
                starts = true;
                lastBegun = now;
            }
        } finally {
            lock.unlock();
        }
        if (starts) {
            boolean unused = start();
        }
        return now + PATIENCE;
    }

    private void work() {
        for (Runnable task = next(); task != null; task = next()) {
            try {
                task.run();
            } catch (Throwable thrown) {
                Log.unexpected("in a callback", thrown);
            }
            // Left behind by the callback, and not meant for the next one.
            Thread.interrupted();
        }
    }

    /** The next task, or null when this thread ends: then nobody counts on it any more. */
    private @Nullable Runnable next() {
        lock.lock();
        try {
            long left = TimeUnit.SECONDS.toNanos(IDLE_SECONDS);
            while (tasks.isEmpty() && !closed && left > 0) {
                idle++;
                try {
                    left = given.awaitNanos(left);
                } catch (InterruptedException stray) {
                    // A callback's executor was shut down by someone; it is not for us.
                } finally {
                    idle--;
                }
            }
            Runnable task = tasks.poll();
            if (task == null) {
                threads--;
            } else {
                lastBegun = Clock.now();
            }
            return task;
        } finally {
            lock.unlock();
        }
    }

    /** Lets the threads go when everything has run. */
    void close() {
        lock.lock();
        try {
            closed = true;
            given.signalAll();
        } finally {
            lock.unlock();
        }
    }
}
