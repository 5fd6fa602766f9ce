package io.happyconnect.race;

import io.happyconnect.candidate.AddressCandidate;
import io.happyconnect.candidate.AddressFamily;
import io.happyconnect.candidate.Candidate;
import io.happyconnect.candidate.DialableCandidate;
import io.happyconnect.order.AddressOrder;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * All candidates that are known at one time: each once, in the order in which they are tried. Immutable, so that what one race has
 * worked out may serve the next.
 *
 * <p>The order is made anew from the complete list, tried ones included, whenever a candidate is added (v3 draft, "Handling
 * changes": the sorting is applied to the complete list so that interleaving stays right).
 *
 * <p>Making it runs code of others: the {@link AddressOrder}, and candidates that are no addresses. That is asked here for all a
 * {@link Race} needs to know, so that a driver can have it done where it holds up nobody, and the race itself runs no such code.
 */
public final class SortedCandidates {

    /** None is known. */
    public static final SortedCandidates NONE = new SortedCandidates(List.of(), List.of());

    private static final int SHORT = 8;

    private final List<Candidate> asResolved;
    private final List<Candidate> ordered;
    private final boolean haveIpv4;
    private final boolean haveIpv6;
    private final boolean startsAtOnce;
    private final @Nullable Set<Candidate> othersOnLoopback;

    private SortedCandidates(List<Candidate> asResolved, List<Candidate> ordered) {
        this.asResolved = asResolved;
        this.ordered = List.copyOf(ordered);
        boolean ipv4 = false;
        boolean ipv6 = false;
        Set<Candidate> loopback = null;
        for (int i = 0; i < ordered.size(); i++) {
            Candidate candidate = ordered.get(i);
            AddressFamily family = candidate.family();
            ipv4 |= family == AddressFamily.IPV4;
            ipv6 |= family == AddressFamily.IPV6;
            if (!(candidate instanceof AddressCandidate) && candidate.isLoopback()) {
                loopback = loopback == null ? Collections.newSetFromMap(new IdentityHashMap<>()) : loopback;
                loopback.add(candidate);
            }
        }
        this.haveIpv4 = ipv4;
        this.haveIpv6 = ipv6;
        this.othersOnLoopback = loopback;
        this.startsAtOnce =
                !ordered.isEmpty() && ordered.get(0) instanceof DialableCandidate dialable && dialable.goesFirst();
    }

    /**
     * Sorts and interleaves as a race with these settings does.
     *
     * @param found in the resolver's order of preference, at least one
     * @param settings the knobs
     * @return for races with the same settings, for as long as their {@linkplain AddressOrder#basis() order} would come to the
     *     same
     * @throws IllegalArgumentException if there is none
     */
    public static SortedCandidates of(List<? extends Candidate> found, RaceSettings settings) {
        if (found.isEmpty()) {
            throw new IllegalArgumentException("found must hold at least one candidate, but is empty");
        }
        return NONE.with(found, settings);
    }

    /**
     * Adds what is new and puts all in order. Calls the order, and the candidates.
     *
     * @param found in the resolver's order of preference
     * @param settings the order, and how families are interleaved
     * @return all candidates; this if there is none that is new
     */
    public SortedCandidates with(List<? extends Candidate> found, RaceSettings settings) {
        List<Candidate> complete = asResolved.isEmpty() && isShortAndDistinct(found)
                ? List.copyOf(found)
                : List.copyOf(union(asResolved, found));
        if (complete.size() == asResolved.size()) {
            return this;
        }
        return new SortedCandidates(complete, settings.interleaving().apply(sorted(complete, settings.addressOrder())));
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

    // An order supplied by an application must not be able to lose a candidate, to bring in a stranger, or to end a
    // race.
    @SuppressWarnings("ReferenceEquality") // the very list back: nothing to mend
    private static List<Candidate> sorted(List<Candidate> complete, AddressOrder order) {
        try {
            List<Candidate> sorted = order.sort(complete);
            if (sorted == complete) {
                return complete;
            }
            return isShortPermutation(sorted, complete) ? List.copyOf(sorted) : mended(sorted, complete);
        } catch (Throwable brokenOrder) {
            return complete;
        }
    }

    private static boolean isShortPermutation(List<Candidate> sorted, List<Candidate> complete) {
        if (sorted.size() != complete.size() || sorted.size() > SHORT) {
            return false;
        }
        for (int i = 0; i < sorted.size(); i++) {
            Candidate each = sorted.get(i);
            if (!isAmong(complete, complete.size(), each) || isAmong(sorted, i, each)) {
                return false;
            }
        }
        return true;
    }

    @SuppressWarnings("ReferenceEquality") // the very candidates, by which a race knows what it has tried
    private static boolean isAmong(List<Candidate> candidates, int first, Candidate wanted) {
        for (int i = 0; i < first; i++) {
            if (candidates.get(i) == wanted) {
                return true;
            }
        }
        return false;
    }

    private static List<Candidate> mended(List<Candidate> sorted, List<Candidate> complete) {
        Map<Candidate, Candidate> left = new LinkedHashMap<>();
        complete.forEach(each -> left.put(each, each));
        List<Candidate> mended = new ArrayList<>(complete.size());
        for (Candidate each : sorted) {
            Candidate known = left.remove(each);
            if (known != null) {
                mended.add(known);
            }
        }
        mended.addAll(left.values());
        return mended;
    }

    boolean isEmpty() {
        return ordered.isEmpty();
    }

    int size() {
        return ordered.size();
    }

    boolean have(AddressFamily family) {
        return family == AddressFamily.IPV4 ? haveIpv4 : haveIpv6;
    }

    /** Whether the first waits for no answer about others. */
    boolean startsAtOnce() {
        return startsAtOnce;
    }

    boolean isLoopback(Candidate candidate) {
        return candidate instanceof AddressCandidate
                ? candidate.isLoopback()
                : othersOnLoopback != null && othersOnLoopback.contains(candidate);
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
