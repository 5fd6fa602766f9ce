package io.happyconnect.order;

import io.happyconnect.candidate.AddressFamily;
import io.happyconnect.candidate.Candidate;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Mixes address families, so that one broken family costs one attempt and not all of them.
 *
 * <p>RFC 8305 §4: "the client SHOULD modify the ordered list to interleave address families. Whichever address family is
 * first in the list should be followed by an address of the other address family". The First Address Family Count is how
 * many of the first family stand in a row at the head; after that the families alternate one to one. The order inside a
 * family is kept.
 *
 * <p>Candidates without a family (tunnels, proxies by name) alternate as a third group.
 */
public final class Interleaving {

    /** One, RFC 8305 §8. Two is the RFC's "aggressive" value. */
    public static final int DEFAULT_FIRST_ADDRESS_FAMILY_COUNT = 1;

    private final @Nullable AddressFamily preferredFamily;
    private final int firstAddressFamilyCount;

    /**
     * An interleaving.
     *
     * @param preferredFamily the family that goes first if it has a candidate; {@code null} for the family of the first
     *     candidate in the list
     * @param firstAddressFamilyCount how many of the first family go in a row at the head, at least 1
     * @throws IllegalArgumentException if the count is below 1
     */
    public Interleaving(@Nullable AddressFamily preferredFamily, int firstAddressFamilyCount) {
        if (firstAddressFamilyCount < 1) {
            throw new IllegalArgumentException(
                    "firstAddressFamilyCount must be at least 1, but is " + firstAddressFamilyCount);
        }
        this.preferredFamily = preferredFamily;
        this.firstAddressFamilyCount = firstAddressFamilyCount;
    }

    /**
     * Interleaves.
     *
     * @param sorted candidates, most preferred first
     * @return a new list of the same candidates
     */
    public List<Candidate> apply(List<? extends Candidate> sorted) {
        List<List<Candidate>> groups = groups(sorted);
        if (groups.size() < 2) {
            return new ArrayList<>(sorted);
        }
        List<Candidate> interleaved = new ArrayList<>(sorted.size());
        List<Candidate> first = groups.get(0);
        int headLength = Math.min(firstAddressFamilyCount, first.size());
        interleaved.addAll(first.subList(0, headLength));
        for (int row = 0; interleaved.size() < sorted.size(); row++) {
            for (List<Candidate> other : groups.subList(1, groups.size())) {
                if (row < other.size()) {
                    interleaved.add(other.get(row));
                }
            }
            if (headLength + row < first.size()) {
                interleaved.add(first.get(headLength + row));
            }
        }
        return interleaved;
    }

    /** The candidates of each family, the family that goes first in front, the others as they first appear. */
    private List<List<Candidate>> groups(List<? extends Candidate> sorted) {
        List<List<Candidate>> groups = new ArrayList<>(2);
        for (Candidate candidate : sorted) {
            List<Candidate> group = null;
            for (List<Candidate> known : groups) {
                if (known.get(0).family() == candidate.family()) {
                    group = known;
                }
            }
            if (group == null) {
                group = new ArrayList<>(2);
                boolean goesFirst = preferredFamily != null && candidate.family() == preferredFamily;
                groups.add(goesFirst ? 0 : groups.size(), group);
            }
            group.add(candidate);
        }
        return groups;
    }
}
