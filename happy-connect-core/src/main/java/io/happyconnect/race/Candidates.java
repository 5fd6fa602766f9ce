package io.happyconnect.race;

import io.happyconnect.candidate.Candidate;
import io.happyconnect.order.AddressOrder;
import io.happyconnect.order.Interleaving;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * The candidates of one race: each once, in the order in which they would be tried.
 *
 * <p>The order is made anew from the complete list, tried ones included, whenever a candidate is added (v3 draft, "Handling
 * changes": the sorting is applied to the complete list so that interleaving stays right).
 */
final class Candidates {

    private final AddressOrder order;
    private final Interleaving interleaving;
    private List<Candidate> asResolved = List.of();
    private List<Candidate> ordered = List.of();
    private List<Candidate> untried = List.of();
    private int next;

    Candidates(AddressOrder order, Interleaving interleaving) {
        this.order = order;
        this.interleaving = interleaving;
    }

    /** Adds what is new. {@return whether anything was} */
    boolean add(List<? extends Candidate> found, List<Attempt> tried) {
        Set<Candidate> known = new LinkedHashSet<>(asResolved);
        if (!known.addAll(found)) {
            return false;
        }
        asResolved = List.copyOf(known);
        ordered = interleaving.apply(sorted());
        untried = tried.isEmpty() ? ordered : without(tried);
        next = 0;
        return true;
    }

    // An order supplied by an application must not be able to lose a candidate or to bring in a stranger.
    private List<Candidate> sorted() {
        Collection<Candidate> sorted;
        try {
            sorted = new LinkedHashSet<>(order.sort(asResolved));
        } catch (RuntimeException brokenOrder) {
            return asResolved;
        }
        sorted.retainAll(new HashSet<>(asResolved));
        sorted.addAll(asResolved);
        return new ArrayList<>(sorted);
    }

    private List<Candidate> without(List<Attempt> tried) {
        Set<Candidate> left = new LinkedHashSet<>(ordered);
        for (Attempt attempt : tried) {
            left.remove(attempt.candidate());
        }
        return new ArrayList<>(left);
    }

    boolean isEmpty() {
        return asResolved.isEmpty();
    }

    boolean hasUntried() {
        return next < untried.size();
    }

    Candidate takeNext() {
        return untried.get(next++);
    }

    List<Candidate> ordered() {
        return Collections.unmodifiableList(ordered);
    }
}
