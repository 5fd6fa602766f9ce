package io.happyconnect.observe;

import io.happyconnect.candidate.AddressFamily;
import io.happyconnect.candidate.Candidate;
import io.happyconnect.name.Target;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One answer of name resolution.
 *
 * @param family the family that answered; {@code null} for a combined answer
 * @param after how long after the start of the race it came
 * @param candidates what it brought, in the resolver's order, without what was refused
 * @param refused what the address filter or the choice of local addresses refused
 * @param failure why it failed; {@code null} for an answer, an empty one included
 */
public record AnswerReport(
        @Nullable AddressFamily family,
        Duration after,
        List<Candidate> candidates,
        List<RefusedCandidate> refused,
        @Nullable IOException failure) {

    /** Copies the lists. */
    public AnswerReport {
        candidates = List.copyOf(candidates);
        refused = List.copyOf(refused);
    }

    /**
     * Why the lookup failed, in a line that is safe to print and follows the name of the host: where the failure's message
     * begins with the host, it is left out.
     *
     * @param target what was looked up
     * @return one line; empty if it did not fail
     */
    public String describeFailure(Target target) {
        return failure == null ? "" : ofFamily(PlainText.withoutHost(failure, target.host()));
    }

    private String ofFamily(String reason) {
        return family == null ? reason : family + ": " + reason;
    }
}
