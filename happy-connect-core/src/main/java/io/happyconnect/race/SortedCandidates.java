package io.happyconnect.race;

import io.happyconnect.candidate.Candidate;
import java.util.List;

/** All candidates of a name, sorted ahead of the races that try them: what one race has worked out serves the next. Immutable. */
public final class SortedCandidates {

    private final List<Candidate> asResolved;
    private final List<Candidate> ordered;

    private SortedCandidates(Candidates candidates) {
        this.asResolved = candidates.asResolved();
        this.ordered = List.copyOf(candidates.ordered());
    }

    /**
     * Sorts and interleaves as a race with these settings does.
     *
     * @param found in the resolver's order of preference, at least one
     * @param settings the knobs
     * @return for races with the same settings, for as long as their {@linkplain io.happyconnect.order.AddressOrder#basis() order}
     *     would come to the same
     * @throws IllegalArgumentException if there is none
     */
    public static SortedCandidates of(List<? extends Candidate> found, RaceSettings settings) {
        if (found.isEmpty()) {
            throw new IllegalArgumentException("found must hold at least one candidate, but is empty");
        }
        Candidates candidates = new Candidates(settings.addressOrder(), settings.interleaving());
        candidates.add(found, List.of());
        return new SortedCandidates(candidates);
    }

    /** {@return each candidate once, in the resolver's order} */
    public List<Candidate> asResolved() {
        return asResolved;
    }

    /** {@return the candidates in the order in which they are tried} */
    public List<Candidate> ordered() {
        return ordered;
    }
}
