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
 * wake it, which would cost more than a connect over loopback. Unused for a while it sleeps until it is woken, and then
 * ends; the next race starts it again.
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

    /** How soon an interrupt of a caller that is blocked in a connect is noticed: 20 ms. */
    static final long TICK = 20_000_000L;

    private static final long STAY_AWAKE = 5_000_000_000L;
    private static final long LINGER = 60_000_000_000L;
    private static final long FOR_EVER = Long.MAX_VALUE / 2;

    private final Object lock = new Object();
    private final String name;
    private final long tick;
    private @Nullable Watched head; // guarded by lock
    private @Nullable Thread thread; // guarded by lock
    private boolean closed; // guarded by lock
    private long lastUse; // guarded by lock

    /** When the thread will look again; for ever while it is looking, so that whoever changes something wakes it. */
    private volatile long awakeAt;

    Watchdog(String name, long tick) {
        this.name = name;
        this.tick = Math.min(tick, TICK);
    }

    /** Takes a race on, which is visited within a tick. {@return false if closed} */
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
            } else if (now + tick - awakeAt < 0) {
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
            if (closed || (head == null && idle >= STAY_AWAKE + LINGER)) {
                thread = null;
                return false;
            }
            addLinked(races);
        }
        long wake = races.isEmpty() && idle >= STAY_AWAKE ? now + LINGER : now + tick;
        for (int i = 0; i < races.size(); i++) {
            long visit = visit(races.get(i), now);
            if (visit - wake < 0) {
                wake = visit;
            }
        }
        sleepUntil(wake);
        return true;
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
