package io.happyconnect.race;

import io.happyconnect.candidate.AddressFamily;
import io.happyconnect.candidate.Candidate;
import io.happyconnect.order.AddressOrder;
import io.happyconnect.order.Interleaving;
import java.util.ArrayList;
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

    private static final int SHORT = 8;

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

    /** Adds what is new. */
    void add(List<? extends Candidate> found, List<Attempt> tried) {
        List<Candidate> complete = asResolved.isEmpty() && isShortAndDistinct(found)
                ? List.copyOf(found)
                : List.copyOf(union(asResolved, found));
        if (complete.size() > asResolved.size()) {
            asResolved = complete;
            ordered = interleaving.apply(sorted());
            untried = tried.isEmpty() ? ordered : without(tried);
            next = 0;
        }
    }

    /** Adds what was sorted by the same order and interleaving. */
    void add(SortedCandidates sorted, List<Attempt> tried) {
        if (asResolved.isEmpty()) {
            asResolved = sorted.asResolved();
            ordered = sorted.ordered();
            untried = ordered;
        } else {
            add(sorted.asResolved(), tried);
        }
    }

    // Most names have a handful of addresses, and comparing them all is cheaper than a set of them.
    private static boolean isShortAndDistinct(List<? extends Candidate> found) {
        if (found.size() > SHORT) {
            return false;
        }
        for (int i = 1; i < found.size(); i++) {
            for (int j = 0; j < i; j++) {
                if (found.get(i).equals(found.get(j))) {
                    return false;
                }
            }
        }
        return true;
    }

    private static Set<Candidate> union(List<Candidate> known, List<? extends Candidate> found) {
        Set<Candidate> union = new LinkedHashSet<>(known);
        union.addAll(found);
        return union;
    }

    // An order supplied by an application must not be able to lose a candidate or to bring in a stranger.
    @SuppressWarnings("ReferenceEquality") // the very list back: nothing to mend
    private List<Candidate> sorted() {
        Set<Candidate> mended;
        try {
            List<Candidate> sorted = order.sort(asResolved);
            if (sorted == asResolved) {
                return asResolved;
            }
            if (isShortPermutation(sorted)) {
                return List.copyOf(sorted);
            }
            mended = new LinkedHashSet<>(sorted);
        } catch (RuntimeException brokenOrder) {
            return asResolved;
        }
        mended.retainAll(new HashSet<>(asResolved));
        mended.addAll(asResolved);
        return new ArrayList<>(mended);
    }

    private boolean isShortPermutation(List<Candidate> sorted) {
        if (sorted.size() != asResolved.size() || !isShortAndDistinct(sorted)) {
            return false;
        }
        for (int i = 0; i < sorted.size(); i++) {
            if (!asResolved.contains(sorted.get(i))) {
                return false;
            }
        }
        return true;
    }

    private List<Candidate> without(List<Attempt> tried) {
        Set<Candidate> left = new LinkedHashSet<>(ordered);
        for (Attempt attempt : tried) {
            left.remove(attempt.candidate());
        }
        return new ArrayList<>(left);
    }

    List<Candidate> asResolved() {
        return asResolved;
    }

    boolean isEmpty() {
        return asResolved.isEmpty();
    }

    boolean have(AddressFamily family) {
        for (int i = 0; i < ordered.size(); i++) {
            if (ordered.get(i).family() == family) {
                return true;
            }
        }
        return false;
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
