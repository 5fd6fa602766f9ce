package io.happyconnect.observe;

import io.happyconnect.candidate.Candidate;
import java.util.Collection;
import java.util.List;
import java.util.Objects;

/**
 * Hears every step of every race. All methods do nothing by default.
 *
 * <p>Methods are called on whatever thread took the step, which may be the caller of {@code connect}, in the order of the
 * race's steps, one at a time within a race. They delay the race, or its caller, while they run, beyond its deadline if need be:
 * do little, block never. What they throw is
 * logged and changes nothing in the race; only an {@link OutOfMemoryError} or another {@link VirtualMachineError} that is not
 * a {@link StackOverflowError} passes through it.
 */
public interface RaceListener {

    /** Hears nothing. A connector whose only listener is this one makes no events at all. */
    RaceListener NONE = new RaceListener() {};

    /**
     * Several listeners as one, which calls them in the order given, each one guarded: what one throws keeps no other from
     * hearing the event.
     *
     * @param listeners any number; composites are flattened, {@link #NONE} is dropped
     * @return {@link #NONE} if nothing is left, the guarded listener itself if one is
     */
    static RaceListener composite(Collection<? extends RaceListener> listeners) {
        return CompositeListener.of(listeners);
    }

    /**
     * A listener that keeps what the given one throws to itself. It is logged by the {@link System.Logger} named
     * {@code io.happyconnect.observe}, at WARNING the first time and at DEBUG from then on. A {@link VirtualMachineError}
     * passes, unless it is a {@link StackOverflowError}. An {@link InterruptedException} thrown undeclared sets the interrupt flag of the thread.
     *
     * @param listener a listener
     * @return the guarded listener; the same one if it is guarded already or hears nothing
     */
    @SuppressWarnings("ReferenceEquality")
    static RaceListener guarded(RaceListener listener) {
        Objects.requireNonNull(listener, "listener");
        return listener == NONE || listener instanceof GuardedListener || listener instanceof CompositeListener
                ? listener
                : new GuardedListener(listener);
    }

    /**
     * A race began.
     *
     * @param race the race
     */
    default void raceStarted(RaceStart race) {}

    /**
     * Name resolution began, right after the race did. Not heard of a race to an address, or to addresses that were given.
     *
     * @param race the race
     */
    default void lookupStarted(RaceStart race) {}

    /**
     * Name resolution answered, positively or negatively.
     *
     * @param race the race
     * @param answer what came
     */
    default void answerReceived(RaceStart race, AnswerReport answer) {}

    /**
     * The candidates were put in order, anew after every answer that added to them.
     *
     * @param race the race
     * @param candidates all that are known, in the order in which they would be tried, tried ones included
     */
    default void candidatesSorted(RaceStart race, List<Candidate> candidates) {}

    /**
     * An attempt started.
     *
     * @param race the race
     * @param index the position in the order of starts, from 0
     * @param candidate what is tried
     */
    default void attemptStarted(RaceStart race, int index, Candidate candidate) {}

    /**
     * An attempt ended. Every attempt that started ends once, before its race does.
     *
     * @param race the race
     * @param attempt how it went
     */
    default void attemptEnded(RaceStart race, AttemptReport attempt) {}

    /**
     * A race ended. Every race that started ends once. In a blocking {@code connect} this, like {@link #raceStarted}, is
     * called on the thread that called it, just before it returns or throws.
     *
     * @param report everything about it
     */
    default void raceEnded(RaceReport report) {}

    /**
     * A loser connected after all, too late to win, and its socket was closed. May come after {@link #raceEnded}.
     *
     * @param race the race
     * @param candidate what had connected
     */
    default void socketDiscarded(RaceStart race, Candidate candidate) {}
}
