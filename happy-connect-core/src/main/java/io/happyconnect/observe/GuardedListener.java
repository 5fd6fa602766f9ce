package io.happyconnect.observe;

import io.happyconnect.candidate.Candidate;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Keeps what a listener throws from the race. The first time is logged at WARNING, every other at DEBUG, so that a listener
 * that always throws does not flood the log. Only a {@link VirtualMachineError} passes, and of these not the
 * {@link StackOverflowError}: it says that a listener calls itself, and is over once the listener has been left.
 */
final class GuardedListener implements RaceListener {

    // Made on first use: a process whose listeners behave never starts its logging for us.
    private static final class Log {
        static final Logger LOGGER = System.getLogger("io.happyconnect.observe");
    }

    private final RaceListener listener;
    private final AtomicBoolean warned = new AtomicBoolean();

    GuardedListener(RaceListener listener) {
        this.listener = listener;
    }

    @Override
    public void raceStarted(RaceStart race) {
        guard("raceStarted", () -> listener.raceStarted(race));
    }

    @Override
    public void lookupStarted(RaceStart race) {
        guard("lookupStarted", () -> listener.lookupStarted(race));
    }

    @Override
    public void answerReceived(RaceStart race, AnswerReport answer) {
        guard("answerReceived", () -> listener.answerReceived(race, answer));
    }

    @Override
    public void candidatesSorted(RaceStart race, List<Candidate> candidates) {
        guard("candidatesSorted", () -> listener.candidatesSorted(race, candidates));
    }

    @Override
    public void attemptStarted(RaceStart race, int index, Candidate candidate) {
        guard("attemptStarted", () -> listener.attemptStarted(race, index, candidate));
    }

    @Override
    public void attemptEnded(RaceStart race, AttemptReport attempt) {
        guard("attemptEnded", () -> listener.attemptEnded(race, attempt));
    }

    @Override
    public void raceEnded(RaceReport report) {
        guard("raceEnded", () -> listener.raceEnded(report));
    }

    @Override
    public void socketDiscarded(RaceStart race, Candidate candidate) {
        guard("socketDiscarded", () -> listener.socketDiscarded(race, candidate));
    }

    private void guard(String event, Runnable call) {
        try {
            call.run();
        } catch (Throwable thrown) {
            if (thrown instanceof VirtualMachineError fatal && !(fatal instanceof StackOverflowError)) {
                throw fatal;
            }
            // Kotlin and Lombok throw it undeclared.
            if (thrown instanceof InterruptedException) {
                Thread.currentThread().interrupt();
            }
            log(event, thrown);
        }
    }

    private void log(String event, Throwable thrown) {
        boolean first = warned.compareAndSet(false, true);
        String message = "The race listener " + listener.getClass().getName() + " threw in " + event
                + "; the race goes on" + (first ? ", and what it throws from now on is logged at DEBUG" : "");
        try {
            Log.LOGGER.log(first ? Level.WARNING : Level.DEBUG, message, thrown);
        } catch (RuntimeException | LinkageError | StackOverflowError ignored) {
            // A broken log is no reason to lose a connection, and there is nowhere left to say so.
        }
    }
}
