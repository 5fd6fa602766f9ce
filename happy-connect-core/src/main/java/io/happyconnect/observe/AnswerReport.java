package io.happyconnect.observe;

import io.happyconnect.candidate.AddressFamily;
import io.happyconnect.candidate.Candidate;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One answer of name resolution.
 *
 * @param family the family that answered; {@code null} for a combined answer
 * @param after how long after the start of the race it came
 * @param candidates what it brought, in the resolver's order, without what the address filter refused
 * @param refused what the address filter refused
 * @param failure why it failed; {@code null} for an answer, an empty one included
 */
public record AnswerReport(
        @Nullable AddressFamily family,
        Duration after,
        List<Candidate> candidates,
        List<Candidate> refused,
        @Nullable IOException failure) {

    /** Copies the lists. */
    public AnswerReport {
        candidates = List.copyOf(candidates);
        refused = List.copyOf(refused);
    }

    /**
     * Why the lookup failed, in a line that is safe to print: {@code IPv6: SERVFAIL}.
     *
     * @return one line; empty if it did not fail
     */
    public String describeFailure() {
        return failure == null ? "" : (family == null ? "" : family + ": ") + PlainText.of(failure);
    }
}
