package io.happyconnect.race;

import io.happyconnect.candidate.Candidate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;

/** The candidates of one race, and which of them are left. */
final class Candidates {

    private SortedCandidates all = SortedCandidates.NONE;
    private List<Candidate> untried = List.of();
    private int next;

    SortedCandidates all() {
        return all;
    }

    /** Takes over a list, if there are more in it than are known. */
    void replace(SortedCandidates more, List<Attempt> tried) {
        if (more.size() > all.size()) {
            all = more;
            untried = tried.isEmpty() ? more.ordered() : without(tried);
            next = 0;
        }
    }

    // By identity: a list keeps the candidates of the one before, and comparing them may be code of others.
    private List<Candidate> without(List<Attempt> tried) {
        Set<Candidate> gone = Collections.newSetFromMap(new IdentityHashMap<>());
        for (Attempt attempt : tried) {
            gone.add(attempt.candidate());
        }
        List<Candidate> left = new ArrayList<>();
        for (Candidate each : all.ordered()) {
            if (!gone.contains(each)) {
                left.add(each);
            }
        }
        return left;
    }

    boolean hasUntried() {
        return next < untried.size();
    }

    Candidate takeNext() {
        return untried.get(next++);
    }
}
