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

    private final RaceListener listener;
    private final Executor executor;
    private final Queue<Runnable> untold = new ArrayDeque<>(); // guarded by this
    private boolean telling; // guarded by this

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
        if (begins()) {
            executor.execute(this);
        }
    }

    /** The same on this thread. */
    void tellHere() {
        if (begins()) {
            run();
        }
    }

    /** Keeps others from telling. {@return whether this thread has the turn now, and has to {@link #run}} */
    synchronized boolean takesTurn() {
        if (telling) {
            return false;
        }
        telling = true;
        return true;
    }

    /** Waits until what is being told has been told, and takes the turn. */
    void awaitTurn() {
        boolean interrupted = false;
        while (!takesTurn()) {
            interrupted |= Thread.interrupted();
            LockSupport.parkNanos(this, POLL);
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private synchronized boolean begins() {
        if (telling || untold.isEmpty()) {
            return false;
        }
        telling = true;
        return true;
    }

    @Override
    public void run() {
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
        telling = event != null;
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
