package io.happyconnect.drive;

import io.happyconnect.candidate.Candidate;
import io.happyconnect.observe.AnswerReport;
import io.happyconnect.observe.AttemptReport;
import io.happyconnect.observe.RaceListener;
import io.happyconnect.observe.RaceReport;
import io.happyconnect.observe.RaceStart;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.Executor;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * The events of one race on their way to the listener: kept in order under the lock of the race, told outside of it, one at a
 * time, on a thread that may be held up.
 */
final class RaceEvents implements RaceListener, Runnable {

    private static final long POLL = 100_000L;

    private enum Turn {
        NOBODYS,
        /** A task is on its way; whoever needs it earlier takes the turn, and the task finds nothing to do. */
        QUEUED,
        TAKEN
    }

    private final RaceListener listener;
    private final Executor executor;
    private final Queue<Runnable> untold = new ArrayDeque<>(); // guarded by this
    private Turn turn = Turn.NOBODYS; // guarded by this

    RaceEvents(RaceListener listener, Executor executor) {
        this.listener = listener;
        this.executor = executor;
    }

    /** Adds something that is to be done after everything before it was told. */
    synchronized void add(Runnable event) {
        untold.add(event);
    }

    /** Has told what there is to tell, on a thread of the executor, unless that happens already. */
    void tell() {
        if (!begins(Turn.QUEUED)) {
            return;
        }
        boolean given = false;
        try {
            executor.execute(this);
            given = true;
        } finally {
            if (!given) {
                notGiven();
            }
        }
    }

    private synchronized void notGiven() {
        if (turn == Turn.QUEUED) {
            turn = Turn.NOBODYS;
        }
    }

    /** The same on this thread. */
    void tellHere() {
        if (begins(Turn.TAKEN)) {
            tellAll();
        }
    }

    /**
     * Keeps others from telling, unless one has begun to: an executor may never come to what it was given.
     *
     * @return whether this thread has the turn now, and has to {@link #tellAll}
     */
    synchronized boolean takesTurn() {
        if (turn == Turn.TAKEN) {
            return false;
        }
        turn = Turn.TAKEN;
        return true;
    }

    /**
     * Waits for the turn while another thread tells something.
     *
     * @param patience for how long at most, in nanoseconds: a listener may block
     * @return as {@link #takesTurn}
     */
    boolean awaitTurn(long patience) {
        long until = Clock.now() + patience;
        boolean interrupted = false;
        boolean taken = takesTurn();
        while (!taken && Clock.now() - until < 0) {
            interrupted |= Thread.interrupted();
            LockSupport.parkNanos(this, POLL);
            taken = takesTurn();
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
        return taken;
    }

    private synchronized boolean begins(Turn how) {
        if (turn != Turn.NOBODYS || untold.isEmpty()) {
            return false;
        }
        turn = how;
        return true;
    }

    private synchronized boolean isStillWanted() {
        if (turn != Turn.QUEUED) {
            return false;
        }
        turn = Turn.TAKEN;
        return true;
    }

    @Override
    public void run() {
        if (isStillWanted()) {
            tellAll();
        }
    }

    /** Tells what there is to tell and lets go of the turn, which this thread has. */
    void tellAll() {
        for (Runnable event = next(); event != null; event = next()) {
            try {
                event.run();
            } catch (RuntimeException | Error fault) {
                Log.unexpected("in a listener", fault);
            }
        }
    }

    private synchronized @Nullable Runnable next() {
        Runnable event = untold.poll();
        turn = event == null ? Turn.NOBODYS : Turn.TAKEN;
        return event;
    }

    @Override
    public void raceStarted(RaceStart race) {
        add(() -> listener.raceStarted(race));
    }

    @Override
    public void lookupStarted(RaceStart race) {
        add(() -> listener.lookupStarted(race));
    }

    @Override
    public void answerReceived(RaceStart race, AnswerReport answer) {
        add(() -> listener.answerReceived(race, answer));
    }

    @Override
    public void candidatesSorted(RaceStart race, List<Candidate> candidates) {
        add(() -> listener.candidatesSorted(race, candidates));
    }

    @Override
    public void attemptStarted(RaceStart race, int index, Candidate candidate) {
        add(() -> listener.attemptStarted(race, index, candidate));
    }

    @Override
    public void attemptEnded(RaceStart race, AttemptReport attempt) {
        add(() -> listener.attemptEnded(race, attempt));
    }

    @Override
    public void raceEnded(RaceReport report) {
        add(() -> listener.raceEnded(report));
    }

    @Override
    public void socketDiscarded(RaceStart race, Candidate candidate) {
        add(() -> listener.socketDiscarded(race, candidate));
    }
}
