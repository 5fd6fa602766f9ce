package io.happyconnect.drive;

import io.happyconnect.candidate.AddressFamily;
import io.happyconnect.candidate.Candidate;
import io.happyconnect.observe.RefusedCandidate;
import io.happyconnect.race.SortedCandidates;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One answer of a resolver, sifted. Immutable, but for what it makes of the candidates of the race. */
final class Answer {

    /** The end of the answers; when it came is of no interest. */
    static final Answer END = new Answer(0, null, List.of(), List.of(), null, true);

    private final long at;
    private final @Nullable AddressFamily family;
    private final List<Candidate> candidates;
    private final List<RefusedCandidate> refused;
    private final @Nullable IOException failure;
    private final boolean last;
    private @Nullable SortedCandidates known; // written once, before the race is told

    /**
     * An answer.
     *
     * @param at when it came
     * @param family the family it answers for; {@code null} for a combined answer or a part of one
     * @param candidates what may be tried
     * @param refused what may not, and why
     * @param failure why there is nothing, if it is an error
     * @param last nothing comes after it
     */
    Answer(
            long at,
            @Nullable AddressFamily family,
            List<Candidate> candidates,
            List<RefusedCandidate> refused,
            @Nullable IOException failure,
            boolean last) {
        this.at = at;
        this.family = family;
        this.candidates = candidates;
        this.refused = refused;
        this.failure = failure;
        this.last = last;
    }

    long at() {
        return at;
    }

    @Nullable
    AddressFamily family() {
        return family;
    }

    List<Candidate> candidates() {
        return candidates;
    }

    List<RefusedCandidate> refused() {
        return refused;
    }

    @Nullable
    IOException failure() {
        return failure;
    }

    boolean last() {
        return last;
    }

    void makesKnown(SortedCandidates all) {
        known = all;
    }

    /** {@return all candidates of the race by then, in order; {@code null} if it brought none} */
    @Nullable
    SortedCandidates known() {
        return known;
    }
}
