package io.happyconnect.drive;

import io.happyconnect.observe.RaceListener;
import io.happyconnect.race.Attempt;
import io.happyconnect.race.Race;
import io.happyconnect.race.SortedCandidates;
import io.happyconnect.race.Step;
import java.net.Socket;
import java.net.SocketException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One race on plain sockets, run by whichever of its threads has something to tell.
 *
 * <p>The caller makes the first attempt itself, in an ordinary {@link Socket#connect}: handing it to another thread would cost several
 * times the connect. While it is blocked there, the {@link Watchdog} notices when the next step is due and lends a thread that takes
 * it, a <em>challenger</em>. Whoever has news, the caller or a challenger, records it under the lock (the monitor of the race) and
 * takes the steps that follow; a thread that gets a start dials it itself. Whoever ends the race makes the caller return by closing
 * the socket it is blocked on, which wakes it at once. Nothing blocks under the lock but
 * a listener that breaks its contract, and that holds up its own race only.
 */
final class BlockingRace {

    private final RacePlan plan;
    private final Watchdog watchdog;
    private final AttemptThreads threads;
    private final SocketLimit limit;
    private final boolean withinAttempt; // of another race under the same limit
    private final long startedAt = Clock.now();
    private final Race race; // guarded by itself, and so is what is marked so below
    private final RaceRecord record; // guarded by race
    private final ResolutionFacts resolution;
    private final Wakeups wakeups;
    private final List<AttemptDial> dials = new ArrayList<>(2); // guarded by race; by index of the attempt
    private List<AttemptDial> dropped = List.of(); // guarded by race; to be closed outside it
    private @Nullable Socket winner; // guarded by race
    private @Nullable Abort abort; // guarded by race
    private boolean holdsSocket; // guarded by race; for the attempt that starts next
    private volatile SocketLimit.@Nullable Ticket ticket; // while it waits for a socket; written under race

    BlockingRace(
            RacePlan plan,
            boolean withinAttempt,
            Watchdog watchdog,
            AttemptThreads threads,
            SocketLimit limit,
            RaceStarts starts,
            RaceListener listener) {
        this.plan = plan;
        this.watchdog = watchdog;
        this.threads = threads;
        this.limit = limit;
        this.withinAttempt = withinAttempt;
        this.race = new Race(plan.settings());
        this.record = new RaceRecord(starts, listener, plan, race, startedAt);
        this.wakeups = new Wakeups(watchdog, threads, startedAt, plan.timeoutNanos(), this::challenge);
        this.resolution = new ResolutionFacts(plan, race, record, this::news);
    }

    // --- the caller ---

    /** Runs the race. Once, on the thread that made it. */
    RaceResult run() {
        boolean ended = false;
        try {
            wakeups.link(startedAt);
            plan.onStart().accept(() -> wakeups.end(Abort.CANCELLED));
            synchronized (race) {
                record.started();
            }
            if (wakeups.endedFromOutside() == null) {
                resolve();
            }
            RaceResult result = race();
            ended = true;
            return result;
        } finally {
            watchdog.unlink(wakeups);
            if (!ended) {
                abandon();
            }
            resolution.cancel();
        }
    }

    private void resolve() {
        SortedCandidates answered = plan.answered();
        if (answered == null) {
            resolution.begin();
            return;
        }
        synchronized (race) {
            ResolutionFacts.tell(answered, Clock.now(), race, record);
        }
    }

    /** Something that must not happen did, out of memory for example: nothing is kept, a winner nobody gets included. */
    private void abandon() {
        List<AttemptDial> toClose;
        Socket unclaimed;
        synchronized (race) {
            race.cancelled(Clock.now());
            leaveLine();
            toClose = List.copyOf(dials);
            unclaimed = winner;
            winner = null;
        }
        cancelAll(toClose);
        giveBackAll(toClose);
        if (unclaimed != null) {
            AttemptDial.closeQuietly(unclaimed);
        }
    }

    private RaceResult race() {
        for (; ; ) {
            RaceResult result = null;
            Attempt mine = null;
            AttemptDial dial = null;
            Step step;
            List<AttemptDial> toClose;
            resolution.sort();
            synchronized (race) {
                wakeups.callerIsBusy();
                step = takeSteps();
                if (step instanceof Step.Start start) {
                    mine = start.attempt();
                    dial = dials.get(mine.index());
                    // Under the lock, so that a challenger that wins sees what to close.
                    wakeups.callerDials(dial);
                    step = takeStepsWhileDialling();
                    setAlarm(step);
                }
                if (race.hasEnded()) {
                    result = finish(step);
                } else if (mine == null) {
                    wakeups.callerIsIdle();
                }
                toClose = takeDropped();
            }
            cancelAll(toClose);
            if (result != null) {
                giveBackAll(toClose);
                return result;
            }
            if (mine != null && dial != null) {
                dial(mine, dial);
            } else if (toClose.isEmpty() && !hasNews()) {
                wakeups.park(step instanceof Step.Sleep sleep ? sleep.until() : null);
            }
        }
    }

    private RaceResult finish(Step end) {
        dropped = dials;
        leaveLine();
        record.endsAt(Clock.now());
        record.ended(end, abort);
        return new RaceResult(winner, abort, record);
    }

    private void news() {
        // On the caller's own thread the resolver is answering at once, and the caller will look anyway.
        if (!wakeups.isCaller(Thread.currentThread())) {
            wakeups.news();
        }
    }

    // --- challengers ---

    private void challenge() {
        challenge(null, null);
    }

    private void challenge(@Nullable Attempt firstAttempt, @Nullable AttemptDial firstDial) {
        try {
            Attempt mine = firstAttempt;
            AttemptDial dial = firstDial;
            do {
                if (mine != null && dial != null) {
                    dial(mine, dial);
                }
                mine = null;
                boolean ended;
                boolean callerMustLook;
                List<AttemptDial> toClose;
                resolution.sort();
                synchronized (race) {
                    Step step = takeSteps();
                    if (step instanceof Step.Start start) {
                        mine = start.attempt();
                        dial = dials.get(mine.index());
                        step = takeStepsWhileDialling();
                    }
                    ended = race.hasEnded();
                    callerMustLook = ended || wakeups.isCallerIdle();
                    if (!callerMustLook) {
                        setAlarm(step);
                    }
                    toClose = takeDropped();
                }
                cancelAll(toClose);
                if (callerMustLook) {
                    wakeups.wakeCaller(ended);
                }
                if (ended) {
                    return;
                }
            } while (mine != null);
        } catch (RuntimeException | Error fault) {
            wakeups.end(Abort.CANCELLED);
            Log.unexpected("in a race to " + plan.target() + ", which ends", fault);
        }
    }

    // --- every thread of the race ---

    /** Takes the steps that are due, up to one that concerns the thread. Under the lock. */
    private Step takeSteps() {
        resolution.tellRace();
        for (; ; ) {
            long now = Clock.now();
            endFromOutside(now);
            Step step = race.next(now, false);
            if (step instanceof Step.Hold hold) {
                step = takesSocket() ? race.next(now, true) : hold.meanwhile();
            }
            if (step instanceof Step.GiveUp givenUp) {
                dropped = dropped.isEmpty() ? new ArrayList<>() : dropped;
                dropped.add(dials.get(givenUp.attempt().index()));
                record.attemptEnded(givenUp.attempt(), null);
                continue;
            }
            if (step instanceof Step.Start start) {
                AttemptDial dial = new AttemptDial(start.attempt().candidate(), plan.socketSettings());
                dials.add(dial);
                holdsSocket = false;
                dial.giveBackIfItBringsItsOwn(limit);
                record.attemptStarted(start.attempt());
            }
            return step;
        }
    }

    private boolean takesSocket() {
        boolean newcomer = dials.isEmpty() && !withinAttempt;
        SocketLimit.Ticket place = ticket;
        if (place == null && !holdsSocket && !limit.tryAcquire(newcomer)) {
            place = limit.queue(newcomer, wakeups::news);
            ticket = place;
        }
        holdsSocket = place == null || place.take();
        if (holdsSocket) {
            ticket = null;
        }
        return holdsSocket;
    }

    private void leaveLine() {
        SocketLimit.Ticket place = ticket;
        if (place != null) {
            place.leave();
            ticket = null;
        }
        if (holdsSocket) {
            holdsSocket = false;
            limit.release();
        }
    }

    /** When the race is over: what has started may never be dialled, and who dials the rest may take its time. */
    private void giveBackAll(List<AttemptDial> dials) {
        for (int i = 0; i < dials.size(); i++) { // no iterator, as below
            dials.get(i).giveBack(limit);
        }
    }

    /** Whether something has come that a race which rests does not know of. */
    private boolean hasNews() {
        SocketLimit.Ticket place = ticket;
        return resolution.hasNews() || (place != null && place.isGranted());
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
                race.failedLocally(attempt, Clock.now());
                record.attemptEnded(attempt, noThread);
                dial.giveBack(limit);
            }
        }
    }

    private void setAlarm(Step step) {
        if (step instanceof Step.Sleep sleep) {
            wakeups.setAlarm(sleep.until());
        } else {
            wakeups.setNoAlarm();
        }
        if (hasNews()) {
            wakeups.setAlarm(Clock.now());
        }
    }

    private List<AttemptDial> takeDropped() {
        List<AttemptDial> taken = dropped;
        dropped = List.of();
        return taken;
    }

    private static void cancelAll(List<AttemptDial> dials) {
        for (int i = 0; i < dials.size(); i++) { // no iterator: this is the happy path
            dials.get(i).cancel();
        }
    }

    private void endFromOutside(long now) {
        if (race.hasEnded()) {
            return;
        }
        Abort outside = wakeups.endedFromOutside();
        if (outside != null) {
            abort = outside;
            race.cancelled(now);
        } else if (wakeups.deadlineHasPassed(now)) {
            abort = ticket == null ? null : Abort.SOCKET_LIMIT;
            race.expired(now);
        }
    }

    private void dial(Attempt attempt, AttemptDial dial) {
        try {
            connect(attempt, dial);
        } finally {
            dial.giveBack(limit);
        }
    }

    /** Connects and records how that went. */
    private void connect(Attempt attempt, AttemptDial dial) {
        Socket connected = null;
        Throwable failure = null;
        try {
            connected = dial.connect();
        } catch (Throwable thrown) { // whatever it is, somebody waits for the end of this attempt
            failure = thrown;
        }
        boolean local = failure != null && LocalFailure.isOne(attempt.candidate(), failure, Platform.SYSTEM);
        boolean discarded = false;
        synchronized (race) {
            long now = Clock.now();
            if (connected != null && attempt.isRunning() && dial.handsOver()) {
                race.connected(attempt, now);
                winner = connected;
                record.attemptEnded(attempt, null);
                return;
            }
            // What looks like a failure may be our own closing of the socket, for one of these reasons.
            endFromOutside(now);
            if (connected != null) {
                record.discarded(attempt);
                discarded = true;
                if (attempt.isRunning()) { // cancelled for a reason that is gone, an interrupt somebody cleared
                    race.failed(attempt, now);
                    record.attemptEnded(attempt, new SocketException("Attempt cancelled"));
                }
            } else if (failure != null && attempt.isRunning()) {
                if (local) {
                    race.failedLocally(attempt, now);
                } else {
                    race.failed(attempt, now);
                }
                record.attemptEnded(attempt, failure);
                if (LocalFailure.endsTheRace(attempt.candidate(), failure)) {
                    abort = Abort.NO_DESCRIPTORS;
                    race.cancelled(now);
                }
            }
        }
        if (discarded && connected != null) {
            AttemptDial.closeQuietly(connected);
        }
    }
}
