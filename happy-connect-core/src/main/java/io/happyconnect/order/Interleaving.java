package io.happyconnect.order;

import io.happyconnect.candidate.AddressFamily;
import io.happyconnect.candidate.Candidate;
import io.happyconnect.candidate.DialableCandidate;
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
 * <p>Candidates without a family (tunnels, proxies by name) alternate as a third group, unless they {@linkplain
 * DialableCandidate#goesFirst() go first}: then they are ahead of all others, in their order.
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
     * @param sorted candidates, most preferred first; not modified
     * @return the same candidates interleaved; the very list that was given if there is nothing to interleave
     */
    public List<Candidate> apply(List<Candidate> sorted) {
        if (!anyGoesFirst(sorted)) {
            return interleaved(sorted);
        }
        List<Candidate> first = new ArrayList<>();
        List<Candidate> rest = new ArrayList<>();
        for (Candidate candidate : sorted) {
            (goesFirst(candidate) ? first : rest).add(candidate);
        }
        first.addAll(interleaved(rest));
        return first;
    }

    private static boolean anyGoesFirst(List<Candidate> sorted) {
        for (int i = 0; i < sorted.size(); i++) {
            if (goesFirst(sorted.get(i))) {
                return true;
            }
        }
        return false;
    }

    private static boolean goesFirst(Candidate candidate) {
        return candidate instanceof DialableCandidate dialable && dialable.goesFirst();
    }

    private List<Candidate> interleaved(List<Candidate> sorted) {
        if (isOneGroup(sorted)) {
            return sorted;
        }
        Groups groups = new Groups(sorted, preferredFamily);
        List<Candidate> interleaved = new ArrayList<>(sorted.size());
        groups.moveTo(interleaved, 0, firstAddressFamilyCount);
        while (interleaved.size() < sorted.size()) {
            for (int other = 1; other < groups.count; other++) {
                groups.moveTo(interleaved, other, 1);
            }
            groups.moveTo(interleaved, 0, 1);
        }
        return interleaved;
    }

    private static boolean isOneGroup(List<Candidate> sorted) {
        for (int i = 1; i < sorted.size(); i++) {
            if (sorted.get(i).family() != sorted.get(0).family()) {
                return false;
            }
        }
        return true;
    }

    /** The candidates by family: the family that goes first in front, the others as they first appear. */
    private static final class Groups {

        private static final int MOST = AddressFamily.values().length + 1;

        private final List<Candidate> sorted;
        private final @Nullable AddressFamily[] familyOf;
        private final @Nullable AddressFamily[] families = new AddressFamily[MOST];
        private final int[] next = new int[MOST];
        private int count;

        Groups(List<Candidate> sorted, @Nullable AddressFamily goesFirst) {
            this.sorted = sorted;
            // Asked once: a foreign candidate that changes its mind must not make us look for ever.
            this.familyOf = new AddressFamily[sorted.size()];
            for (int i = 0; i < sorted.size(); i++) {
                AddressFamily family = sorted.get(i).family();
                familyOf[i] = family;
                if (!isKnown(family)) {
                    families[count++] = family;
                    if (family == goesFirst && family != null) {
                        moveToFront();
                    }
                }
            }
        }

        private boolean isKnown(@Nullable AddressFamily family) {
            for (int group = 0; group < count; group++) {
                if (families[group] == family) {
                    return true;
                }
            }
            return false;
        }

        private void moveToFront() {
            AddressFamily last = families[count - 1];
            for (int group = count - 1; group > 0; group--) {
                families[group] = families[group - 1];
            }
            families[0] = last;
        }

        void moveTo(List<Candidate> interleaved, int group, int most) {
            int left = most;
            for (; left > 0 && next[group] < sorted.size(); next[group]++) {
                if (familyOf[next[group]] == families[group]) {
                    interleaved.add(sorted.get(next[group]));
                    left--;
                }
            }
        }
    }
}
