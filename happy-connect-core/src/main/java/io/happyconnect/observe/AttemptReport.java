package io.happyconnect.observe;

import io.happyconnect.candidate.Candidate;
import java.time.Duration;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * One attempt, after its end.
 *
 * @param index the position in the order of starts, from 0
 * @param candidate what was tried
 * @param startedAfter how long after the start of the race the attempt started
 * @param elapsed how long it ran
 * @param outcome how it ended
 * @param cause the kind of failure; {@code null} if it won, lost or was cancelled
 * @param failure the exception as it came; {@code null} if there was none
 */
public record AttemptReport(
        int index,
        Candidate candidate,
        Duration startedAfter,
        Duration elapsed,
        AttemptOutcome outcome,
        @Nullable FailureCause cause,
        @Nullable Throwable failure) {

    /** {@return whether it ended in failure, that is, with an error or without an answer in time} */
    public boolean failed() {
        return outcome == AttemptOutcome.FAILED || outcome == AttemptOutcome.TIMED_OUT;
    }

    /**
     * What was tried and how it went, in a line that is safe to print: {@code 192.0.2.1:443: Connection refused after 12 ms}.
     * If an alias led there, its names follow the address: {@code 192.0.2.1:443 (orders-db -> db-1.example.com): ...}.
     *
     * @return one line
     */
    public String describe() {
        String what = failure == null
                ? (outcome == AttemptOutcome.TIMED_OUT
                        ? "no answer"
                        : outcome.name().toLowerCase(Locale.ROOT))
                : PlainText.of(failure);
        return PlainText.of((Object) candidate) + Origin.inBrackets(candidate) + ": " + what
                + (elapsed.toMillis() == 0 ? "" : " after " + DurationText.of(elapsed));
    }
}
