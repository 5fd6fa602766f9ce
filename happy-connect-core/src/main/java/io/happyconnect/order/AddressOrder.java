package io.happyconnect.order;

import io.happyconnect.candidate.Candidate;
import java.util.List;

/**
 * Sorts candidates by preference, before {@linkplain Interleaving the families are interleaved}.
 *
 * <p>A pure function of its argument: a race applies it to the complete list again whenever an answer adds to it.
 * It may be called on any thread.
 *
 * <p>A race does not trust it. If it throws a {@link RuntimeException}, the whole list stays in the resolver's order; what it
 * forgets follows at the end, in the resolver's order; what it names twice counts once, and what was not resolved not at all.
 */
@FunctionalInterface
public interface AddressOrder {

    /**
     * Sorts.
     *
     * @param candidates all candidates known so far, in the order in which they were resolved; not to be modified
     * @return the same candidates, most preferred first
     */
    List<Candidate> sort(List<Candidate> candidates);

    /**
     * The order in which the resolver gave them.
     *
     * @return an order that changes nothing
     */
    static AddressOrder asResolved() {
        return candidates -> candidates;
    }
}
