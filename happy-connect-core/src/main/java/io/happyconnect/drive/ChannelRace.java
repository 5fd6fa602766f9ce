package io.happyconnect.drive;

import io.happyconnect.observe.RaceListener;
import io.happyconnect.race.SortedCandidates;
import java.io.IOException;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * One race on channels, run by whichever thread has something to tell: the one that asked for it, a thread of the resolver, the
 * thread of the {@link SelectorLoop}, whoever cancels. It records the fact under the lock of the race and takes the steps that
 * follow, the first packet of the next attempt included; none of that waits for anything. Waiting is the loop's part.
 *
 * <p>No code of others runs under the lock: candidates are put in order before, see {@link ResolutionFacts}, and listeners are told
 * afterwards, see {@link RaceEvents}. The loop takes it only if it is free all the same: whoever holds it may wait for a processor.
 */
abstract class ChannelRace extends Visited implements ResolutionFacts.Audience, Runnable {

    private static final long RETRY = 1_000_000L;
    private static final long FOR_EVER = Long.MAX_VALUE / 4;

    private final RacePlan plan;
    private final RaceTrack track;
    private final @Nullable RaceEvents events;
    private final ReentrantLock lock = new ReentrantLock();
    private final ChannelCourse course; // guarded by lock
    private volatile boolean leftToLoop;
    private volatile @Nullable Abort requested;
    private volatile @Nullable ChannelResult undelivered; // written by the thread that had it, taken under the lock

    @SuppressWarnings({"ReferenceEquality", "this-escape"
    }) // NONE is an identity; news come after begin() at the earliest
    ChannelRace(RacePlan plan, RaceTrack track, long startedAt) {
        this.plan = plan;
        this.track = track;
        this.events =
                track.listener() == RaceListener.NONE ? null : new RaceEvents(track.listener(), track.callbacks());
        this.course = new ChannelCourse(this, events == null ? track.listener() : events, startedAt);
    }

    final RacePlan plan() {
        return plan;
    }

    final RaceTrack track() {
        return track;
    }

    final Platform platform() {
        return track.platform();
    }

    final @Nullable RaceEvents events() {
        return events;
    }

    final Resolution resolution() {
        return course.resolution();
    }

    // --- what kinds of races do in their own way ---

    /** Lets whoever may cancel the race know how. */
    void begins(Runnable cancel) {
        plan.onStart().accept(cancel);
    }

    /** News are in order, and the race has to be told. On any thread; throws nothing. */
    abstract void sorted();

    /** Whether the thread that asked for the race waits for an attempt itself. Under the lock. */
    abstract boolean waitsFor(ChannelAttempt pending);

    /** Whether this thread is the one to record the end of the race. Under the lock. */
    abstract boolean recordsTheEnd();

    /** The race has ended, and this is the result. Not under the lock. */
    abstract void over(ChannelResult how);

    /** What ends the race from outside by now, if anything does. */
    @Nullable
    Abort endedFromOutside() {
        Abort why = requested;
        return why == null && track.loop().isClosed() ? Abort.CONNECTOR_CLOSED : why;
    }

    // --- any thread ---

    /** Tells that the race begins, and asks the resolver. */
    final void begin() {
        if (events != null) {
            lock.lock();
            try {
                course.started();
            } finally {
                lock.unlock();
            }
            told(null);
        }
        begins(this);
        if (endedFromOutside() == null) {
            takeKnown();
            course.resolution().begin();
        }
    }

    private void takeKnown() {
        SortedCandidates answered = plan.answered();
        if (answered != null) {
            lock.lock();
            try {
                course.knew(answered, platform().now());
            } finally {
                lock.unlock();
            }
        }
    }

    /** Begins instead where a first attempt has left off. */
    final void begin(HeadStart begun) {
        lock.lock();
        try {
            course.replay(begun);
        } finally {
            lock.unlock();
        }
    }

    /** Ends the race for those who were told how they may. */
    @Override
    public final void run() {
        end(Abort.CANCELLED);
    }

    /** Ends the race; the first reason counts. On the thread of whoever wants that, which hears nothing of what fails. */
    final void end(Abort why) {
        request(why);
        advanceForOthers();
    }

    private void request(Abort why) {
        if (requested == null) {
            requested = why;
        }
    }

    /** Has the loop look. Takes no lock of a race. {@return whether it will} */
    final boolean visitSoon() {
        try {
            return track.loop().poke(this, platform().now());
        } catch (IOException | RuntimeException | Error noLoop) {
            Log.unexpected("in waking the selector thread", noLoop);
            return false;
        }
    }

    /** Puts in order what has come, and goes on; on another thread if the order might keep this one. */
    final void goOnWithNews() {
        if (resolution().hasUnsorted() && !resolution().sortsAtOnce()) {
            track.callbacks().execute(this::sortNews);
        } else {
            sortNews();
        }
    }

    private void sortNews() {
        do {
            resolution().sort();
            sorted();
        } while (resolution().hasUnsorted());
    }

    /**
     * Takes the steps that are due and leaves the rest to the loop. Any thread but the loop's. What fails here that must not, for
     * want of memory for example, the loop tries again.
     */
    final void advance() {
        try {
            takeSteps();
        } catch (RuntimeException | Error fault) {
            if (!visitSoon()) {
                giveUpHere();
            }
            throw fault;
        }
    }

    /** As {@link #advance} on the thread of somebody who has nothing to do with what fails. */
    final void advanceForOthers() {
        try {
            advance();
        } catch (RuntimeException | Error fault) {
            Log.unexpected("in a race to " + plan.target(), fault);
        }
    }

    private void takeSteps() {
        ChannelResult how = null;
        try {
            boolean ended;
            boolean urgent;
            long next;
            lock.lock();
            try {
                course.takeSteps();
                urgent = course.tidy(null);
                ended = course.hasEnded();
                how = handOver();
                next = course.nextStepAt();
            } finally {
                lock.unlock();
            }
            if (urgent || !ended) {
                long now = platform().now();
                leaveToLoop(urgent ? now : next, ended);
            } else if (leftToLoop) {
                leaveToLoop(platform().now() + FOR_EVER, true); // that it may forget the race when it looks next
            }
        } finally {
            told(how);
        }
    }

    /** Asks the loop to come by a time. If it cannot, the race is over. */
    private void leaveToLoop(long at, boolean ended) {
        Abort why = Abort.CONNECTOR_CLOSED;
        leftToLoop = true;
        try {
            if (track.loop().poke(this, at)) {
                return;
            }
        } catch (IOException | RuntimeException | Error noLoop) {
            Log.unexpected("starting a selector thread", noLoop);
            why = Abort.NO_DESCRIPTORS;
        }
        if (!ended) {
            request(why);
            advance();
        }
    }

    /** Under the lock. */
    private @Nullable ChannelResult handOver() {
        ChannelResult how = undelivered;
        undelivered = null;
        return how == null ? course.handOver() : how;
    }

    private void told(@Nullable ChannelResult how) {
        if (how != null) {
            boolean delivered = false;
            try {
                over(how);
                delivered = true;
            } finally {
                if (!delivered) {
                    undelivered = how; // whoever looks next tells it again
                }
            }
        }
        if (events != null) {
            tell(events);
        }
    }

    /** Has the listener told what there is to tell. */
    void tell(RaceEvents untold) {
        untold.tell();
    }

    /** This thread goes to wait for an attempt itself. {@return whether it has not ended meanwhile} */
    final boolean attends(ChannelAttempt attempt) {
        lock.lock();
        try {
            attempt.attend();
            return attempt.attempt().isRunning();
        } finally {
            lock.unlock();
        }
    }

    /** An attempt that this thread has waited for itself has ended. */
    final void ended(ChannelAttempt attempt, @Nullable Throwable failure) {
        lock.lock();
        try {
            if (failure == null) {
                course.connected(attempt);
            } else {
                course.failed(attempt.attempt(), failure);
            }
        } finally {
            lock.unlock();
        }
    }

    /** Something that must not happen did, out of memory for example: nothing is kept. */
    final void abandon() {
        boolean urgent;
        lock.lock();
        try {
            undelivered = null;
            course.abandon();
            urgent = course.tidy(null);
        } finally {
            lock.unlock();
        }
        if (urgent || leftToLoop) {
            leaveToLoop(platform().now(), true);
        }
    }

    // --- the thread of the loop ---

    @Override
    final long visit(LoopThread thread, long now) {
        ChannelResult how;
        long next;
        if (!lock.tryLock()) {
            return now + RETRY;
        }
        try {
            course.finishReady();
            course.finishUnattended();
            course.takeSteps();
            course.tidy(thread);
            if (course.freesWinner()) {
                thread.flushFor(this);
            }
            how = handOver();
            // A step may be due in the very nanosecond that means something else.
            next = course.hasEnded() ? GONE : Math.max(course.nextStepAt(), GONE + 1);
        } finally {
            lock.unlock();
        }
        told(how);
        return next;
    }

    @Override
    final boolean giveUp(LoopThread thread) {
        if (!lock.tryLock()) {
            return false;
        }
        ChannelResult how;
        try {
            how = givenUp(thread);
        } finally {
            lock.unlock();
        }
        told(how);
        return true;
    }

    /** There is no loop that would try again: whoever waits for the end shall hear of it all the same. */
    private void giveUpHere() {
        try {
            ChannelResult how;
            lock.lock();
            try {
                how = givenUp(null);
            } finally {
                lock.unlock();
            }
            told(how);
        } catch (RuntimeException | Error fault) {
            Log.unexpected("in giving up a race to " + plan.target(), fault);
        }
    }

    private @Nullable ChannelResult givenUp(@Nullable LoopThread thread) {
        course.giveUp();
        boolean unused = course.tidy(thread);
        return handOver();
    }

    @Override
    final void flushed() {
        ChannelResult how;
        lock.lock();
        try {
            course.winnerIsFree();
            how = handOver();
        } finally {
            lock.unlock();
        }
        told(how);
    }

    @Override
    final void closed() {
        request(Abort.CONNECTOR_CLOSED);
    }
}
