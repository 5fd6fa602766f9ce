package io.happyconnect.observe;

import io.happyconnect.candidate.Candidate;
import java.time.Duration;
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
}
