package io.happyconnect.drive;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * One thread that looks after every race of a connector while its caller is blocked in a connect.
 *
 * <p>It never connects, takes no lock of a race and calls no listener, so that no race can hold up another: all it does is
 * {@link Watched#visit}.
 *
 * <p>The happy path must not pay for it. Races are linked into an intrusive list (no allocation), and while the watchdog is
 * in use it naps at most one tick at a time, also between races: a new race then finds it awake early enough and need not
 * wake it, which would cost more than a connect over loopback. Unused for a while it naps for as long as the first attempt of a
 * race may take, so that the race that ends a pause need not wake it either. After a minute of that it ends; the next race
 * starts it again. While it lives it runs an errand now and then, when nobody needs it.
 */
final class Watchdog {

    /** What the watchdog looks after. */
    abstract static class Watched {
        private @Nullable Watched previous;
        private @Nullable Watched next;
        private boolean linked;

        /**
         * Looks whether something is due. Must not block or throw.
         *
         * @param now the time
         * @return when to come again at the latest
         */
        abstract long visit(long now);

        /** The connector was closed. */
        abstract void closed();
    }

    /** How soon an interrupt of a caller that is blocked in a connect is noticed: 20 ms, unless nobody connected for a while. */
    static final long TICK = 20_000_000L;

    private static final Pace PACE = new Pace(5_000_000_000L, 60_000_000_000L);

    /** How often an unused connector may wake a core. */
    private static final long SHORTEST_IDLE_NAP = 100_000_000L;

    /** Also how soon an interrupt is noticed by the first race after a pause. */
    private static final long LONGEST_IDLE_NAP = 250_000_000L;

    private static final long ERRANDS = 200_000_000L;
    private static final long FOR_EVER = Long.MAX_VALUE / 2;

    /**
     * How long it lives, in nanoseconds.
     *
     * @param stayAwake for how long after it was used it is ready for interrupts within a tick
     * @param linger for how long it goes on then, before it ends
     */
    record Pace(long stayAwake, long linger) {}

    private final Object lock = new Object();
    private final String name;
    private final Pace pace;
    private final long tick;
    private final long firstVisit;
    private final long idleNap;
    private final Runnable errand;
    private @Nullable Watched head; // guarded by lock
    private @Nullable Thread thread; // guarded by lock
    private boolean closed; // guarded by lock
    private long lastUse; // guarded by lock

    private long lastErrand = Clock.now(); // the thread's alone

    /** When the thread will look again; for ever while it is looking, so that whoever changes something wakes it. */
    private volatile long awakeAt;

    /**
     * A watchdog without a thread yet.
     *
     * @param shortestAttemptDelay how long the first attempt of a race has at least before somebody has to look after it
     * @param errand is run every {@linkplain #LONGEST_IDLE_NAP quarter of a second} or so while there is no race; should take less than
     *     a millisecond
     */
    Watchdog(String name, long shortestAttemptDelay, Runnable errand) {
        this(name, shortestAttemptDelay, errand, PACE);
    }

    Watchdog(String name, long shortestAttemptDelay, Runnable errand, Pace pace) {
        this.name = name;
        this.pace = pace;
        this.tick = Math.min(shortestAttemptDelay, TICK);
        this.firstVisit = Math.max(tick, shortestAttemptDelay - TICK);
        this.idleNap = Math.max(SHORTEST_IDLE_NAP, Math.min(firstVisit, LONGEST_IDLE_NAP));
        this.errand = errand;
    }

    /**
     * Takes a race on, which is visited soon enough for its second attempt, then within ticks.
     *
     * @return false if closed
     */
    boolean link(Watched watched, long now) {
        Thread asleep = null;
        synchronized (lock) {
            if (closed) {
                return false;
            }
            insert(watched);
            lastUse = now;
            if (thread == null) {
                start(now, watched);
            } else if (now + firstVisit - awakeAt < 0) {
                asleep = thread;
            }
        }
        LockSupport.unpark(asleep);
        return true;
    }

    private void insert(Watched watched) {
        Watched second = head;
        watched.next = second;
        if (second != null) {
            second.previous = watched;
        }
        head = watched;
        watched.linked = true;
    }

    private void start(long now, Watched first) {
        awakeAt = now;
        Thread started = Threads.daemon("happy-connect-watchdog-" + name + "-").newThread(this::watch);
        try {
            started.start();
        } catch (Throwable noThread) {
            // The next race tries again; this one has nobody to look after it and ends here.
            remove(first);
            throw noThread;
        }
        thread = started;
    }

    /** Lets a race go. */
    void unlink(Watched watched) {
        synchronized (lock) {
            if (watched.linked) {
                remove(watched);
            }
        }
    }

    private void remove(Watched watched) {
        watched.linked = false;
        Watched before = watched.previous;
        Watched after = watched.next;
        if (before == null) {
            head = after;
        } else {
            before.next = after;
        }
        if (after != null) {
            after.previous = before;
        }
        watched.previous = null;
        watched.next = null;
    }

    /** A race wants a visit by the given time; call after making the reason visible to {@link Watched#visit}. */
    void wakeBy(long time) {
        if (time - awakeAt < 0) {
            Thread sleeping;
            synchronized (lock) {
                sleeping = thread;
            }
            LockSupport.unpark(sleeping);
        }
    }

    /** Ends the thread and tells every race. */
    void close() {
        List<Watched> races;
        Thread ending;
        synchronized (lock) {
            closed = true;
            races = new ArrayList<>();
            addLinked(races);
            ending = thread;
        }
        LockSupport.unpark(ending);
        for (Watched race : races) {
            race.closed();
        }
    }

    private void addLinked(List<Watched> all) {
        for (Watched watched = head; watched != null; watched = watched.next) {
            all.add(watched);
        }
    }

    private void watch() {
        try {
            List<Watched> races = new ArrayList<>();
            while (round(races)) {
                races.clear();
            }
        } finally {
            synchronized (lock) {
                // Also when this thread ends by an error: the next race starts another, if none has done so already.
                if (Thread.currentThread().equals(thread)) {
                    thread = null;
                }
            }
        }
    }

    /** Looks at every race once and sleeps. {@return false if there is nothing more to do} */
    private boolean round(List<Watched> races) {
        long now = Clock.now();
        awakeAt = now + FOR_EVER;
        long idle;
        synchronized (lock) {
            idle = now - lastUse;
            if (closed || (head == null && idle >= pace.stayAwake() + pace.linger())) {
                thread = null;
                return false;
            }
            addLinked(races);
        }
        long wake = now + (races.isEmpty() && idle >= pace.stayAwake() ? idleNap : tick);
        for (int i = 0; i < races.size(); i++) {
            long visit = visit(races.get(i), now);
            if (visit - wake < 0) {
                wake = visit;
            }
        }
        if (races.isEmpty() && now - lastErrand >= ERRANDS) {
            lastErrand = now;
            runErrand();
        } else {
            // Not after an errand: that may have used up the permit of whoever came meanwhile.
            sleepUntil(wake);
        }
        return true;
    }

    private void runErrand() {
        try {
            errand.run();
        } catch (Throwable fault) { // an order in Kotlin may throw anything
            Log.foreignFailure("keeping something fresh for connector " + name, fault);
        }
    }

    private long visit(Watched race, long now) {
        try {
            return race.visit(now);
        } catch (RejectedExecutionException closing) {
            return now + tick;
        } catch (RuntimeException | Error fault) {
            Log.unexpected("in the watchdog of connector " + name, fault);
            return now + tick;
        }
    }

    private void sleepUntil(long wake) {
        awakeAt = wake;
        long nanos = wake - Clock.now();
        if (nanos > 0) {
            LockSupport.parkNanos(this, nanos);
        }
    }
}
