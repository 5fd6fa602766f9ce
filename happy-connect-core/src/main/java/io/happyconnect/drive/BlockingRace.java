package io.happyconnect.drive;

import io.happyconnect.candidate.AddressCandidate;
import io.happyconnect.candidate.Candidate;
import io.happyconnect.observe.FailureCause;
import io.happyconnect.observe.RaceListener;
import io.happyconnect.race.Attempt;
import io.happyconnect.race.Race;
import io.happyconnect.race.Step;
import io.happyconnect.resolve.SystemConnectivity;
import java.net.Socket;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicLongFieldUpdater;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * One race on plain sockets, run by whichever of its threads has something to tell.
 *
 * <p>The caller makes the first attempt itself, in an ordinary {@link Socket#connect}: handing it to another thread would
 * cost several times the connect. While it is blocked there, the {@link Watchdog} notices when the next step is due and
 * lends a thread that takes it, a <em>challenger</em>. Whoever has news, the caller or a challenger, records it under the
 * lock and takes the steps that follow; a thread that gets a start dials it itself. Whoever ends the race makes the caller
 * return by closing the socket it is blocked on, which wakes it at once.
 *
 * <p>Nothing blocks under the lock but a listener that breaks its contract, and that holds up its own race only: the
 * watchdog, resolvers and whoever cancels never take the lock.
 */
final class BlockingRace extends Watchdog.Watched {

    private static final long NO_ALARM = Long.MIN_VALUE;

    private static final AtomicLongFieldUpdater<BlockingRace> ALARM =
            AtomicLongFieldUpdater.newUpdater(BlockingRace.class, "alarm");

    private final RacePlan plan;
    private final Watchdog watchdog;
    private final AttemptThreads threads;
    private final Thread caller = Thread.currentThread();
    private final boolean hasDeadline;
    private final long deadline;
    private final long startedAt;
    private final Race race; // guarded by itself, and its monitor guards what is marked so
    private final RaceRecord record; // guarded by race
    private final ResolutionFacts resolution;
    private final List<AttemptDial> dials = new ArrayList<>(2); // guarded by race; by index of the attempt
    private List<AttemptDial> dropped = List.of(); // guarded by race; to be closed outside it
    private @Nullable Socket winner; // guarded by race
    private @Nullable Abort abort; // guarded by race

    /** When a challenger has to take a step though nothing happened; {@link #NO_ALARM} for never. */
    private volatile long alarm = NO_ALARM;

    /** What the caller is blocked in, or about to be. */
    private volatile @Nullable AttemptDial callersDial;

    /** Whether the caller is parked, and takes the next step itself when it is woken. */
    private volatile boolean callerIsIdle;

    /** Why nobody wants the result any more, if so. */
    private volatile @Nullable Abort endedFromOutside;

    BlockingRace(
            RacePlan plan,
            Watchdog watchdog,
            AttemptThreads threads,
            String connector,
            AtomicLong ids,
            RaceListener listener) {
        this.plan = plan;
        this.watchdog = watchdog;
        this.threads = threads;
        this.startedAt = Clock.now();
        this.hasDeadline = plan.timeoutNanos() != Long.MAX_VALUE;
        this.deadline = hasDeadline ? startedAt + plan.timeoutNanos() : 0;
        this.race = new Race(plan.settings());
        this.record = new RaceRecord(connector, ids, listener, plan, race, startedAt);
        this.resolution = new ResolutionFacts(plan, race, record, this::news);
    }

    // --- the caller ---

    /** Runs the race. Once, on the thread that made it. */
    RaceResult run() {
        if (!watchdog.link(this, startedAt)) {
            endedFromOutside = Abort.CONNECTOR_CLOSED;
        }
        try {
            plan.onStart().accept(() -> end(Abort.CANCELLED));
            synchronized (race) {
                record.started();
            }
            if (endedFromOutside == null) {
                resolution.begin();
            }
            return race();
        } finally {
            watchdog.unlink(this);
            resolution.cancel();
        }
    }

    private RaceResult race() {
        for (; ; ) {
            RaceResult result = null;
            Attempt mine = null;
            AttemptDial dial = null;
            Step step;
            List<AttemptDial> toClose;
            synchronized (race) {
                callerIsIdle = false;
                step = takeSteps();
                if (step instanceof Step.Start start) {
                    mine = start.attempt();
                    dial = dials.get(mine.index());
                    // Before endedFromOutside is read again below, as end() writes that before it reads this: one of
                    // the two sees the other. Under the lock, so that a challenger that wins sees what to close.
                    callersDial = dial;
                    step = takeStepsWhileDialling();
                    setAlarm(step);
                }
                if (race.hasEnded()) {
                    result = finish(step);
                } else if (mine == null) {
                    alarm = NO_ALARM;
                    callerIsIdle = true;
                }
                toClose = takeDropped();
            }
            cancelAll(toClose);
            if (result != null) {
                return result;
            }
            if (mine != null && dial != null) {
                dial(mine, dial);
            } else if (toClose.isEmpty() && !resolution.hasNews()) {
                park(step);
            }
        }
    }

    private void park(Step step) {
        if (step instanceof Step.Sleep sleep) {
            boolean untilDeadline = hasDeadline && deadline - sleep.until() < 0;
            LockSupport.parkNanos(this, (untilDeadline ? deadline : sleep.until()) - Clock.now());
        } else if (hasDeadline) {
            LockSupport.parkNanos(this, deadline - Clock.now());
        } else {
            LockSupport.park(this);
        }
    }

    private RaceResult finish(Step end) {
        callersDial = null;
        dropped = dials;
        record.ended(end, abort, Clock.now());
        return new RaceResult(winner, abort, record);
    }

    // --- challengers ---

    private void challenge() {
        challenge(null, null);
    }

    private void challenge(@Nullable Attempt firstAttempt, @Nullable AttemptDial firstDial) {
        Attempt mine = firstAttempt;
        AttemptDial dial = firstDial;
        for (; ; ) {
            if (mine != null && dial != null) {
                dial(mine, dial);
            }
            mine = null;
            boolean ended;
            boolean callerMustLook;
            List<AttemptDial> toClose;
            synchronized (race) {
                Step step = takeSteps();
                if (step instanceof Step.Start start) {
                    mine = start.attempt();
                    dial = dials.get(mine.index());
                    step = takeStepsWhileDialling();
                }
                ended = race.hasEnded();
                callerMustLook = ended || callerIsIdle;
                if (!callerMustLook) {
                    setAlarm(step);
                }
                toClose = takeDropped();
            }
            cancelAll(toClose);
            if (callerMustLook) {
                wakeCaller(ended);
            }
            if (ended || mine == null) {
                return;
            }
        }
    }

    // --- every thread of the race ---

    /** Takes the steps that are due, up to one that concerns the thread. Under the lock. */
    private Step takeSteps() {
        resolution.tellRace();
        for (; ; ) {
            long now = Clock.now();
            endFromOutside(now);
            Step step = race.next(now);
            if (step instanceof Step.GiveUp givenUp) {
                dropped = dropped.isEmpty() ? new ArrayList<>() : dropped;
                dropped.add(dials.get(givenUp.attempt().index()));
                record.attemptEnded(givenUp.attempt(), null);
                continue;
            }
            if (step instanceof Step.Start start) {
                dials.add(new AttemptDial(start.attempt().candidate(), plan.socketSettings()));
                record.attemptStarted(start.attempt());
            }
            return step;
        }
    }

    /**
     * Takes the steps that are due although this thread has an attempt to dial. Another start is rare, it takes a pause of
     * this thread as long as the attempt delay, and goes to a thread of its own.
     */
    private Step takeStepsWhileDialling() {
        for (; ; ) {
            Step step = takeSteps();
            if (!(step instanceof Step.Start start)) {
                return step;
            }
            Attempt attempt = start.attempt();
            AttemptDial dial = dials.get(attempt.index());
            try {
                threads.run(() -> challenge(attempt, dial));
            } catch (RuntimeException | Error noThread) {
                failed(attempt, noThread, true, Clock.now());
            }
        }
    }

    private List<AttemptDial> takeDropped() {
        List<AttemptDial> taken = dropped;
        dropped = List.of();
        return taken;
    }

    private void endFromOutside(long now) {
        if (race.hasEnded()) {
            return;
        }
        Abort outside = endedFromOutside;
        if (outside != null) {
            abort = outside;
            race.cancelled(now);
        } else if (caller.isInterrupted()) {
            abort = Abort.INTERRUPTED;
            race.cancelled(now);
        } else if (hasDeadline && now - deadline >= 0) {
            race.expired(now);
        }
    }

    /** Connects and records how that went. */
    private void dial(Attempt attempt, AttemptDial dial) {
        Socket connected = null;
        Throwable failure = null;
        boolean local = false;
        try {
            connected = dial.connect();
        } catch (Throwable thrown) { // whatever it is, somebody waits for the end of this attempt
            failure = thrown;
            local = isLocal(attempt.candidate(), thrown);
        }
        boolean late;
        synchronized (race) {
            long now = Clock.now();
            if (failure != null) {
                // First: what looks like a failure may be our own closing of the socket for one of these reasons.
                endFromOutside(now);
                failed(attempt, failure, local, now);
            }
            late = connected != null && !connected(attempt, connected, now);
        }
        if (late && connected != null) {
            AttemptDial.closeQuietly(connected);
        }
    }

    private boolean connected(Attempt attempt, Socket socket, long now) {
        if (!attempt.isRunning()) {
            record.discarded(attempt);
            return false;
        }
        race.connected(attempt, now);
        winner = socket;
        record.attemptEnded(attempt, null);
        return true;
    }

    private void failed(Attempt attempt, Throwable failure, boolean local, long now) {
        if (!attempt.isRunning()) {
            return;
        }
        if (local) {
            race.failedLocally(attempt, now);
        } else {
            race.failed(attempt, now);
        }
        record.attemptEnded(attempt, failure);
        if (FailureCause.of(failure) == FailureCause.TOO_MANY_OPEN_FILES) {
            abort = Abort.NO_DESCRIPTORS;
            race.cancelled(now);
        }
    }

    // The same exceptions come from this host's routing table and, by ICMP, from a router. Asking the kernel once more
    // for a
    // route, which sends nothing, tells them apart.
    private static boolean isLocal(Candidate candidate, Throwable failure) {
        return switch (FailureCause.of(failure)) {
            case TOO_MANY_OPEN_FILES, ADDRESS_FAMILY_NOT_SUPPORTED, ADDRESS_NOT_AVAILABLE -> true;
            case CONNECTION_REFUSED, CONNECTION_RESET, TIMED_OUT -> false;
            case NETWORK_UNREACHABLE, HOST_UNREACHABLE, ACCESS_DENIED, OTHER ->
                candidate instanceof AddressCandidate address
                        && !SystemConnectivity.canRoute(address.address(), address.port());
        };
    }

    private static void cancelAll(List<AttemptDial> dials) {
        for (AttemptDial dial : dials) {
            dial.cancel();
        }
    }

    private void setAlarm(Step step) {
        long at = step instanceof Step.Sleep sleep ? sleep.until() : NO_ALARM;
        alarm = at;
        if (resolution.hasNews()) {
            at = Clock.now();
            alarm = at;
        }
        if (at != NO_ALARM) {
            watchdog.wakeBy(at);
        }
    }

    // --- from outside; none of these takes the lock ---

    private void wakeCaller(boolean ended) {
        AttemptDial blocking = callersDial;
        if (ended && blocking != null) {
            blocking.cancel();
        }
        LockSupport.unpark(caller);
    }

    /** Answers have come in, on any thread. */
    private void news() {
        if (caller.equals(Thread.currentThread())) {
            return;
        }
        if (callerIsIdle) {
            LockSupport.unpark(caller);
        } else {
            long now = Clock.now();
            alarm = now;
            watchdog.wakeBy(now);
        }
    }

    @Override
    long visit(long now) {
        long next = now + Watchdog.TICK;
        if (endedFromOutside != null || caller.isInterrupted() || (hasDeadline && now - deadline >= 0)) {
            wakeCaller(true);
        } else if (hasDeadline && deadline - next < 0) {
            next = deadline;
        }
        long due = alarm;
        if (due == NO_ALARM) {
            return next;
        }
        if (now - due < 0) {
            return due - next < 0 ? due : next;
        }
        if (callerIsIdle) {
            LockSupport.unpark(caller);
        } else {
            threads.run(this::challenge);
        }
        ALARM.compareAndSet(this, due, NO_ALARM);
        return next;
    }

    @Override
    void closed() {
        end(Abort.CONNECTOR_CLOSED);
    }

    private void end(Abort why) {
        endedFromOutside = why;
        wakeCaller(true);
    }
}
