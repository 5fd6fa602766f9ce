package io.happyconnect.observe;

import io.happyconnect.candidate.Candidate;
import java.util.Objects;

/**
 * A candidate that name resolution found and that was not to be tried.
 *
 * @param candidate the candidate
 * @param by what refused it, in a few words that are safe to print and follow "refused by"
 */
public record RefusedCandidate(Candidate candidate, String by) {

    /** Makes the words safe to print. */
    public RefusedCandidate {
        Objects.requireNonNull(candidate, "candidate");
        by = PlainText.of((Object) by);
    }
}
