package io.happyconnect.drive;

import io.happyconnect.candidate.AddressCandidate;
import io.happyconnect.candidate.AddressFamily;
import io.happyconnect.candidate.Candidate;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How much one race takes of what its resolver finds, so that neither a name with thousands of addresses nor answers that never
 * stop cost more than a bounded amount of work and memory. Attempts start 10 ms apart at least, so that no race could try as
 * many within the usual connect timeout. Guarded by whoever owns it.
 */
final class Intake {

    /** So many candidates are taken without a closer look. */
    static final int UNTHINNED = 500;

    /** So many of each family (and of those without) are taken after that. */
    static final int MOST_OF_A_FAMILY = 500;

    /** Further answers are not heard. */
    static final int MOST_ANSWERS = 1_000;

    private static final int GROUPS = 3;

    private int answers;
    private int candidates;
    private int @Nullable [] taken;

    /** Counts an answer. {@return whether it is the last that is heard} */
    boolean isLastAnswer() {
        return ++answers >= MOST_ANSWERS;
    }

    /** The candidates of an answer that are taken: all of them, as a rule, else the first of each family. */
    List<? extends Candidate> of(List<? extends Candidate> found) {
        int size = found.size();
        if (taken == null && candidates + size <= UNTHINNED) {
            candidates += size;
            return found;
        }
        return thinned(found);
    }

    private List<Candidate> thinned(List<? extends Candidate> found) {
        int[] counts = taken == null ? new int[GROUPS] : taken;
        taken = counts;
        List<Candidate> kept = new ArrayList<>();
        for (Candidate candidate : found) {
            int group = group(candidate);
            if (counts[group] < MOST_OF_A_FAMILY) {
                counts[group]++;
                kept.add(candidate);
            }
        }
        return kept;
    }

    // The family of any other candidate is for foreign code to say.
    private static int group(Candidate candidate) {
        if (!(candidate instanceof AddressCandidate address)) {
            return 0;
        }
        return address.family() == AddressFamily.IPV4 ? 1 : 2;
    }
}
