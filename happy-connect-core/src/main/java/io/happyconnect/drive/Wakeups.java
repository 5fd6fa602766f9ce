package io.happyconnect.drive;

import java.util.concurrent.atomic.AtomicLongFieldUpdater;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * Who takes the next step of a race when, and what ends it from outside: the part that other threads see of it. Nothing here
 * takes the lock of the race, so neither the watchdog nor a resolver nor whoever cancels can be held up by it.
 *
 * <p>The caller is either dialling, then the next step is a challenger's, or parked, then it is its own.
 */
final class Wakeups extends Watchdog.Watched {

    private static final long NO_ALARM = Long.MIN_VALUE;

    /** How much earlier a challenger gets its thread, whose start is then over when the alarm is due: 1 ms. */
    private static final long LEAD = 1_000_000L;

    private static final AtomicLongFieldUpdater<Wakeups> ALARM =
            AtomicLongFieldUpdater.newUpdater(Wakeups.class, "alarm");

    private final Thread caller = Thread.currentThread();
    private final Watchdog watchdog;
    private final AttemptThreads threads;
    private final Runnable challenge;
    private final boolean hasDeadline;
    private final long deadline;

    /** When a challenger has to take a step though nothing happened; {@link #NO_ALARM} for never. */
    private volatile long alarm = NO_ALARM;

    /** What the caller is blocked in, or about to be. */
    private volatile @Nullable AttemptDial callersDial;

    /** Whether the caller is parked, and takes the next step itself when it is woken. */
    private volatile boolean callerIsIdle;

    private volatile @Nullable Abort ended;

    Wakeups(Watchdog watchdog, AttemptThreads threads, long startedAt, long timeoutNanos, Runnable challenge) {
        this.watchdog = watchdog;
        this.threads = threads;
        this.challenge = challenge;
        this.hasDeadline = timeoutNanos != Long.MAX_VALUE;
        this.deadline = hasDeadline ? startedAt + timeoutNanos : 0;
    }

    // --- for the race, under its lock ---

    /** What ends the race from outside by now, if anything does. */
    @Nullable
    Abort endedFromOutside() {
        Abort why = ended;
        return why == null && caller.isInterrupted() ? Abort.INTERRUPTED : why;
    }

    boolean deadlineHasPassed(long now) {
        return hasDeadline && now - deadline >= 0;
    }

    /**
     * The caller is about to dial. Written before {@link #endedFromOutside} is read again, as {@link #end} writes that before
     * it reads this: one of the two sees the other.
     */
    void callerDials(AttemptDial dial) {
        callerIsIdle = false;
        callersDial = dial;
    }

    /** The caller is about to park. */
    void callerIsIdle() {
        alarm = NO_ALARM;
        callerIsIdle = true;
    }

    void callerIsBusy() {
        callerIsIdle = false;
    }

    boolean isCallerIdle() {
        return callerIsIdle;
    }

    /** A challenger has to look at the given time. Ask for news afterwards: they may have set it too. */
    void setAlarm(long at) {
        alarm = at;
        watchdog.wakeBy(at - LEAD);
    }

    /** No time is known when a challenger has to look. Ask for news afterwards, as above. */
    void setNoAlarm() {
        alarm = NO_ALARM;
    }

    // --- for the caller ---

    /** Has the watchdog look after the race; one that is closed ends it. */
    void link(long now) {
        if (!watchdog.link(this, now)) {
            end(Abort.CONNECTOR_CLOSED);
        } else if (hasDeadline) {
            watchdog.wakeBy(deadline);
        }
    }

    boolean isCaller(Thread thread) {
        return caller.equals(thread);
    }

    /** Parks the caller until a time, {@code null} for never, until the deadline, or until somebody wakes it. */
    void park(@Nullable Long until) {
        if (until != null && !(hasDeadline && deadline - until < 0)) {
            LockSupport.parkNanos(this, until - Clock.now());
        } else if (hasDeadline) {
            LockSupport.parkNanos(this, deadline - Clock.now());
        } else {
            LockSupport.park(this);
        }
    }

    // --- for everybody ---

    /** The race has ended, or the caller has to look: parked or blocked, it will. */
    void wakeCaller(boolean raceHasEnded) {
        AttemptDial blocking = callersDial;
        if (raceHasEnded && blocking != null) {
            blocking.cancelOn(threads);
        }
        LockSupport.unpark(caller);
    }

    /** Something came in that the race has not been told. */
    void news() {
        if (callerIsIdle) {
            LockSupport.unpark(caller);
        } else {
            long now = Clock.now();
            alarm = now;
            watchdog.wakeBy(now);
        }
    }

    /** Ends the race; the first reason counts. */
    void end(Abort why) {
        if (ended == null) {
            ended = why;
        }
        wakeCaller(true);
    }

    // --- for the watchdog ---

    @Override
    long visit(long now) {
        long next = now + Watchdog.TICK;
        if (endedFromOutside() != null || deadlineHasPassed(now)) {
            wakeCaller(true);
            return next;
        }
        if (hasDeadline && deadline - next < 0) {
            next = deadline;
        }
        long due = alarm;
        if (due == NO_ALARM) {
            return next;
        }
        long handOver = due - LEAD;
        if (now - handOver < 0) {
            return handOver - next < 0 ? handOver : next;
        }
        if (callerIsIdle) {
            LockSupport.unpark(caller);
        } else {
            // Before the alarm is switched off: if there is no thread to be had, the next visit tries again.
            threads.run(() -> challengeAt(due));
        }
        ALARM.compareAndSet(this, due, NO_ALARM);
        return next;
    }

    private void challengeAt(long due) {
        for (long left = due - Clock.now(); left > 0; left = due - Clock.now()) {
            if (left > Platform.PARK_LATENESS) {
                LockSupport.parkNanos(this, left - Platform.PARK_LATENESS);
            } else {
                Thread.onSpinWait();
            }
        }
        challenge.run();
    }

    @Override
    void closed() {
        end(Abort.CONNECTOR_CLOSED);
    }
}
