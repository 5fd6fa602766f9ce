package io.happyconnect.dns.query;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.System.Logger.Level;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.PriorityQueue;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * The one thread that sends questions, receives answers and keeps time. It begins with the first task and ends, with its
 * descriptors, after five seconds in which there was nothing to do or to wait for; the next task begins another.
 *
 * <p>Every task, timer and channel is handled on this thread, so that what they touch needs no locks.
 */
final class Loop implements AutoCloseable {

    private static final System.Logger LOGGER = System.getLogger(Loop.class.getName());
    private static final AtomicLong NUMBERS = new AtomicLong();
    private static final long IDLE_NANOS = TimeUnit.SECONDS.toNanos(5);

    /** Something to do at a time; equal by identity. */
    static final class Timer implements Comparable<Timer> {
        private final long at;
        private @Nullable Runnable task;

        Timer(long at, Runnable task) {
            this.at = at;
            this.task = task;
        }

        void cancel() {
            task = null;
        }

        @Override
        public int compareTo(Timer other) {
            return Long.compare(at - other.at, 0);
        }

        // Ordered by time, equal by identity: two timers of the same moment are two.
        @Override
        public boolean equals(@Nullable Object other) {
            return this == other;
        }

        @Override
        public int hashCode() {
            return System.identityHashCode(this);
        }
    }

    /** Hears that its channel is ready. */
    interface Receiver {
        void ready(SelectionKey key);
    }

    private final ThreadFactory threads;
    private final Object lock = new Object();
    private Deque<Runnable> tasks = new ArrayDeque<>(); // guarded by lock
    private @Nullable Selector selector; // guarded by lock
    private boolean closed; // guarded by lock

    /** For whoever receives, on the thread of the loop. */
    final ByteBuffer buffer = ByteBuffer.allocateDirect(65_536);

    private final PriorityQueue<Timer> timers = new PriorityQueue<>();

    private Runnable onBreakdown = () -> {}; // set before the first task

    Loop() {
        this(Loop::thread);
    }

    /** For tests. */
    Loop(ThreadFactory threads) {
        this.threads = threads;
    }

    private static Thread thread(Runnable work) {
        var thread = new Thread(null, work, "happy-connect-dns-" + NUMBERS.incrementAndGet(), 0, false);
        thread.setDaemon(true);
        thread.setContextClassLoader(Loop.class.getClassLoader());
        return thread;
    }

    /** What to do on the thread of the loop if it has to end although there is work: nobody else tells those who wait. */
    void onBreakdown(Runnable task) {
        onBreakdown = task;
    }

    static long now() {
        return System.nanoTime();
    }

    /**
     * Runs a task soon. Never blocks.
     *
     * @return false if the loop is closed: then it never runs
     * @throws UncheckedIOException if there are no descriptors for a selector
     * @throws OutOfMemoryError if there can be no thread; then the next task tries again
     */
    boolean execute(Runnable task) {
        Selector running;
        synchronized (lock) {
            if (closed) {
                return false;
            }
            running = selector;
            if (running == null) {
                running = start();
            }
            tasks.add(task);
        }
        running.wakeup();
        return true;
    }

    /** Runs a task soon if the thread is there; else there is nothing it could be about. Never throws. */
    void executeIfRunning(Runnable task) {
        synchronized (lock) {
            if (selector != null && !closed) {
                tasks.add(task);
                selector.wakeup();
            }
        }
    }

    /** With the lock. A selector that no thread serves must not be found by anybody. */
    private Selector start() {
        Selector opened = open();
        try {
            threads.newThread(() -> run(opened)).start();
        } catch (RuntimeException | Error e) {
            close(opened);
            throw e;
        }
        selector = opened;
        return opened;
    }

    private static Selector open() {
        try {
            return Selector.open();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** On the thread of the loop. */
    Timer at(long time, Runnable task) {
        var timer = new Timer(time, task);
        timers.add(timer);
        return timer;
    }

    /** After what is being done now. On the thread of the loop. */
    void soon(Runnable task) {
        at(now(), task);
    }

    /** On the thread of the loop. */
    Selector selector() {
        synchronized (lock) {
            if (selector == null) {
                throw new IllegalStateException("the loop has ended");
            }
            return selector;
        }
    }

    private void run(Selector running) {
        try {
            long idleSince = now();
            while (true) {
                boolean worked = runTasks();
                worked |= runTimers();
                boolean waits = !timers.isEmpty() || running.keys().stream().anyMatch(SelectionKey::isValid);
                if (worked || waits) {
                    idleSince = now();
                }
                if (!waits && endsAfter(idleSince)) {
                    return;
                }
                select(running, idleSince);
            }
        } catch (IOException | RuntimeException | Error e) {
            breakDown(e);
        } finally {
            end(running);
        }
    }

    private void breakDown(Throwable why) {
        guard(() -> LOGGER.log(Level.ERROR, "the thread that asks DNS servers ended in a way it must not", why));
        guard(onBreakdown);
    }

    private boolean runTasks() {
        Deque<Runnable> due;
        synchronized (lock) {
            due = tasks;
            tasks = new ArrayDeque<>();
        }
        due.forEach(Loop::guard);
        return !due.isEmpty();
    }

    private boolean runTimers() {
        boolean worked = false;
        for (Timer first = timers.peek(); first != null && isDue(first); first = timers.peek()) {
            timers.remove();
            Runnable task = first.task;
            if (task != null) {
                guard(task);
                worked = true;
            }
        }
        return worked;
    }

    private static boolean isDue(Timer timer) {
        return timer.task == null || timer.at - now() <= 0;
    }

    private boolean endsAfter(long idleSince) {
        synchronized (lock) {
            boolean over = closed || now() - idleSince >= IDLE_NANOS;
            if (over && tasks.isEmpty()) {
                selector = null;
                return true;
            }
            return false;
        }
    }

    private void select(Selector running, long idleSince) throws IOException {
        Timer first = timers.peek();
        long until = first == null ? idleSince + IDLE_NANOS : first.at;
        long left = until - now();
        if (left <= 0) {
            running.selectNow();
        } else {
            // Rounded up: a timer that fires early would only be looked at again.
            running.select(left / 1_000_000 + 1);
        }
        // A stray interrupt would make every select return at once.
        Thread.interrupted();
        List<SelectionKey> ready = new ArrayList<>(running.selectedKeys());
        running.selectedKeys().clear();
        for (SelectionKey key : ready) {
            if (key.attachment() instanceof Receiver receiver) {
                guard(() -> receiver.ready(key));
            }
        }
    }

    private static void guard(Runnable task) {
        try {
            task.run();
        } catch (RuntimeException | Error e) {
            LOGGER.log(Level.ERROR, "a lookup ended in a way it must not", e);
        }
    }

    private void end(Selector running) {
        synchronized (lock) {
            if (running.equals(selector)) {
                selector = null;
                if (!tasks.isEmpty() || !timers.isEmpty()) {
                    guard(this::start);
                }
            }
        }
        close(running);
    }

    private static void close(Selector unused) {
        try {
            unused.close();
        } catch (IOException ignored) {
            // Nothing of it is needed any more.
        }
    }

    /**
     * Takes no more tasks; the last one is run if the thread is there, and it ends when nothing is left to wait for. Does
     * not wait.
     */
    void close(Runnable last) {
        synchronized (lock) {
            if (closed) {
                return;
            }
            closed = true;
            if (selector == null) {
                return;
            }
            tasks.add(last);
            selector.wakeup();
        }
    }

    @Override
    public void close() {
        close(() -> {});
    }
}
