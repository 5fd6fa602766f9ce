package io.happyconnect.drive;

import io.happyconnect.candidate.AddressCandidate;
import io.happyconnect.candidate.Candidate;
import io.happyconnect.name.Target;
import io.happyconnect.race.RaceSettings;
import io.happyconnect.race.SortedCandidates;
import io.happyconnect.resolve.AddressFilter;
import io.happyconnect.resolve.Resolver;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * All a driver has to know about one race.
 *
 * @param target what to reach
 * @param known the candidates if they are known already (a literal, an address list); {@code null} to ask the resolver
 * @param resolver finds the candidates otherwise
 * @param answered what the resolver knows already, admitted and sorted; {@code null} to ask it
 * @param settings the knobs of the race
 * @param timeoutNanos after how long the whole race, name resolution included, is over; {@link Long#MAX_VALUE} for never
 * @param filter which addresses may be dialled
 * @param socketSettings what each attempt's socket gets
 * @param onStart is given, before anything else happens, what cancels the race from any thread
 */
public record RacePlan(
        Target target,
        @Nullable List<? extends Candidate> known,
        Resolver resolver,
        @Nullable SortedCandidates answered,
        RaceSettings settings,
        long timeoutNanos,
        AddressFilter filter,
        SocketSettings socketSettings,
        Consumer<Runnable> onStart) {

    /** What {@link #onStart} is if nobody cancels the race. */
    public static final Consumer<Runnable> NOBODY_CANCELS = cancel -> {};

    /** More candidates than that are sifted by each race anew. */
    private static final int MOST_ANSWERED = 100;

    /**
     * This plan with the answer of its resolver. The order is asked here, on the calling thread.
     *
     * @param answer all of it, at least one; read once
     * @return the plan; {@code null} if a part of the answer must not be tried, which is for each race to tell
     */
    public @Nullable RacePlan answered(List<AddressCandidate> answer) {
        // What is checked is what is dialled, even if the list is another one each time it is read.
        List<AddressCandidate> candidates = List.copyOf(answer);
        if (candidates.size() > MOST_ANSWERED) {
            return null;
        }
        for (AddressCandidate each : candidates) {
            if (Admission.refusal(this, each) != null) {
                return null;
            }
        }
        if (candidates.size() > 1) {
            prepareToSort(candidates);
        }
        return new RacePlan(
                target,
                known,
                resolver,
                SortedCandidates.of(candidates, settings),
                settings,
                timeoutNanos,
                filter,
                socketSettings,
                onStart);
    }

    private void prepareToSort(List<AddressCandidate> answer) {
        try {
            settings.addressOrder().prepare(answer);
        } catch (Throwable foreign) {
            Log.foreignFailure("preparing to sort the addresses of " + target, foreign);
        }
    }

    /**
     * The same race with another timeout.
     *
     * @param timeoutNanos as above
     * @return a plan; this one if it has that timeout
     */
    public RacePlan withTimeout(long timeoutNanos) {
        return timeoutNanos == this.timeoutNanos
                ? this
                : new RacePlan(
                        target, known, resolver, answered, settings, timeoutNanos, filter, socketSettings, onStart);
    }

    /**
     * The same race for a caller who may cancel it.
     *
     * @param onStart as above
     * @return a plan
     */
    public RacePlan withOnStart(Consumer<Runnable> onStart) {
        return new RacePlan(target, known, resolver, answered, settings, timeoutNanos, filter, socketSettings, onStart);
    }

    /** Whether somebody may cancel the race. */
    boolean isCancellable() {
        return !onStart.equals(NOBODY_CANCELS);
    }
}
