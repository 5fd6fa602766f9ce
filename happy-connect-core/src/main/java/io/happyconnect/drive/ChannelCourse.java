package io.happyconnect.drive;

import io.happyconnect.observe.RaceListener;
import io.happyconnect.race.Attempt;
import io.happyconnect.race.Race;
import io.happyconnect.race.SortedCandidates;
import io.happyconnect.race.Step;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** How a race on channels goes: what its lock guards. Nothing here waits for anything. */
final class ChannelCourse {

    private static final long FOR_EVER = Long.MAX_VALUE / 4;

    private final ChannelRace owner;
    private final Race race;
    private final RaceRecord record;
    private final Resolution resolution;
    private @Nullable ChannelAttempt first; // of those started; each knows the next
    private @Nullable ChannelAttempt winner;
    private @Nullable Abort abort;
    private SocketLimit.@Nullable Ticket ticket; // while it waits for a socket
    private boolean holdsSocket; // for the attempt that starts next
    private boolean recorded;
    private boolean isOver;
    private boolean handedOver;
    private long nextStepAt;

    ChannelCourse(ChannelRace owner, RaceListener listener, long now) {
        this.owner = owner;
        RacePlan plan = owner.plan();
        RaceTrack track = owner.track();
        this.race = new Race(plan.settings());
        this.record = new RaceRecord(track.starts(), listener, plan, race, now);
        this.resolution = plan.answered() == null ? new ResolutionFacts(plan, race, record, owner) : Resolution.NONE;
    }

    /** Not guarded: has a lock of its own. */
    Resolution resolution() {
        return resolution;
    }

    private long now() {
        return owner.platform().now();
    }

    private boolean hasDeadline() {
        return owner.plan().timeoutNanos() != Long.MAX_VALUE;
    }

    private long deadline() {
        return record.startedAt() + owner.plan().timeoutNanos();
    }

    void started() {
        record.started();
    }

    /** What need not be asked. */
    void knew(SortedCandidates answered, long at) {
        ResolutionFacts.tell(answered, at, race, record);
    }

    /** What happened before there was a race, in the order in which it did. */
    void replay(HeadStart begun) {
        knew(begun.candidates(), begun.startedAt());
        Step step = race.next(begun.startedAt());
        if (!(step instanceof Step.Start start)) {
            throw new AssertionError("a race whose candidates are all known begins with " + step);
        }
        ChannelAttempt dialled = added(start.attempt());
        begun.handTo(dialled);
        record.attemptStarted(start.attempt());
        Throwable failure = begun.failure();
        if (failure != null) {
            dialled.close();
            failed(dialled.attempt(), failure);
        }
    }

    boolean hasEnded() {
        return race.hasEnded();
    }

    /** When the next step is due if nothing happens, the deadline included. */
    long nextStepAt() {
        return nextStepAt;
    }

    /** Takes the steps that are due, starts included, until the race rests. */
    void takeSteps() {
        resolution.tellRace();
        long now = now();
        for (; ; ) {
            endFromOutside(now);
            Step step = race.next(now, false);
            if (step instanceof Step.Hold hold) {
                step = takesSocket() ? race.next(now, true) : hold.meanwhile();
            }
            if (step instanceof Step.GiveUp givenUp) {
                record.attemptEnded(givenUp.attempt(), null);
            } else if (step instanceof Step.Start start) {
                start(start.attempt());
                now = now();
            } else {
                rest(step, now);
                return;
            }
        }
    }

    private boolean takesSocket() {
        boolean newcomer = first == null;
        SocketLimit limit = owner.track().limit();
        SocketLimit.Ticket place = ticket;
        if (place == null && !holdsSocket && !limit.tryAcquire(newcomer)) {
            place = limit.queue(newcomer, owner::visitSoon);
            ticket = place;
        }
        holdsSocket = place == null || place.take();
        if (holdsSocket) {
            ticket = null;
        }
        return holdsSocket;
    }

    private void leaveLine() {
        if (ticket != null) {
            ticket.leave();
            ticket = null;
        }
        if (holdsSocket) {
            holdsSocket = false;
            owner.track().limit().release();
        }
    }

    private void rest(Step step, long now) {
        if (race.hasEnded()) {
            leaveLine();
            if (!isOver) { // who records it may come later
                isOver = true;
                record.endsAt(now);
            }
            if (!recorded && owner.recordsTheEnd()) {
                recorded = true;
                record.ended(step, abort);
            }
            return;
        }
        nextStepAt = hasDeadline() ? deadline() : now + FOR_EVER;
        if (step instanceof Step.Sleep sleep && sleep.until() - nextStepAt < 0) {
            nextStepAt = sleep.until();
        }
    }

    private void endFromOutside(long now) {
        if (race.hasEnded()) {
            return;
        }
        Abort outside = owner.endedFromOutside();
        if (outside != null) {
            abort = outside;
            race.cancelled(now);
        } else if (hasDeadline() && now - deadline() >= 0) {
            abort = ticket == null ? null : Abort.SOCKET_LIMIT;
            race.expired(now);
        }
    }

    private void start(Attempt attempt) {
        ChannelAttempt dialled = null;
        boolean connected;
        try {
            dialled = added(attempt);
            holdsSocket = false;
            record.attemptStarted(attempt);
            connected = dialled.begin(owner.plan().socketSettings());
        } catch (IOException | RuntimeException | Error failure) {
            if (dialled != null) {
                dialled.close();
            }
            failed(attempt, failure);
            return;
        }
        if (connected) {
            connected(dialled);
        }
    }

    private ChannelAttempt added(Attempt attempt) {
        ChannelAttempt begun = new ChannelAttempt(owner, attempt);
        ChannelAttempt last = first;
        if (last == null) {
            first = begun;
            return begun;
        }
        for (ChannelAttempt next = last.next(); next != null; next = last.next()) {
            last = next;
        }
        last.setNext(begun);
        return begun;
    }

    /** An attempt has connected. */
    void connected(ChannelAttempt dialled) {
        Attempt attempt = dialled.attempt();
        if (attempt.isRunning()) {
            race.connected(attempt, now());
            winner = dialled;
            record.attemptEnded(attempt, null);
        } else {
            record.discarded(attempt);
        }
    }

    /** An attempt has failed; unless it is over already, and what looks like a failure is our own closing of its channel. */
    void failed(Attempt attempt, Throwable failure) {
        long now = now();
        endFromOutside(now);
        if (!attempt.isRunning()) {
            return;
        }
        if (failure instanceof NoChannelException
                || LocalFailure.isOne(attempt.candidate(), failure, owner.platform())) {
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

    /** Records how those attempts have ended of which the selector has said that they have. */
    void finishReady() {
        for (ChannelAttempt each = first; each != null; each = each.next()) {
            if (each.isReady()) {
                each.setReady(false);
                if (each.attempt().isRunning()) {
                    finish(each);
                }
            }
        }
    }

    /** The same for an attempt whose waiter is elsewhere, so that nothing is decided as if it were silent. */
    void finishUnattended() {
        for (ChannelAttempt each = first; each != null; each = each.next()) {
            if (each.isOpen() && each.attempt().isRunning() && !each.isAttended() && owner.waitsFor(each)) {
                finish(each);
            }
        }
    }

    private void finish(ChannelAttempt attempt) {
        try {
            if (attempt.channel().finishConnect()) {
                connected(attempt);
            }
        } catch (IOException | RuntimeException | Error failure) {
            failed(attempt.attempt(), failure);
        }
    }

    /**
     * Closes what is over and sees to it that somebody waits for what is pending, as far as that is for this thread to do.
     *
     * @param thread the loop's, if this is it
     * @return whether something is left for the loop
     */
    boolean tidy(@Nullable LoopThread thread) {
        boolean leaves = false;
        for (ChannelAttempt each = first; each != null; each = each.next()) {
            if (each.isGone() || each == winner) {
                continue;
            }
            if (!each.attempt().isRunning()) {
                boolean mayClose = thread != null || !each.isRegistered();
                if (mayClose) {
                    each.close();
                }
                leaves |= !mayClose;
            } else if (each.isOpen() && !each.isRegistered() && !owner.waitsFor(each)) {
                if (thread != null) {
                    register(each, thread);
                }
                leaves |= thread == null;
            }
        }
        return leaves;
    }

    private void register(ChannelAttempt pending, LoopThread thread) {
        try {
            pending.register(thread);
        } catch (IOException | RuntimeException | Error failure) {
            failed(pending.attempt(), failure);
            pending.close();
        }
    }

    /** Lets the winner leave the selector. {@return whether the selector has to be looked at until it has} */
    boolean freesWinner() {
        return winner != null && winner.deregister();
    }

    /** The selector was looked at, and the winner has left it. */
    void winnerIsFree() {
        if (winner != null) {
            winner.deregistered();
        }
    }

    /**
     * How the race ended, once.
     *
     * @return {@code null} if it has not ended, if that was told already, or if the winner has not left the selector
     */
    @Nullable
    ChannelResult handOver() {
        ChannelAttempt won = winner;
        if (!race.hasEnded() || handedOver || (won != null && won.isRegistered())) {
            return null;
        }
        ChannelResult how = new ChannelResult(won == null ? null : won.blocking(), abort, record);
        handedOver = true;
        return how;
    }

    /** As {@link #abandon}, and somebody waits for the result. */
    void giveUp() {
        if (handedOver) {
            return; // and on its way
        }
        abandon();
        abort = Abort.FAULT;
        long now = now();
        try {
            rest(race.next(now, false), now);
        } catch (RuntimeException | Error fault) {
            Log.unexpected("in recording the end of a race to " + owner.plan().target(), fault);
        }
    }

    /** Something that must not happen did: nothing is kept. */
    void abandon() {
        leaveLine();
        race.cancelled(now());
        winner = null;
    }
}
