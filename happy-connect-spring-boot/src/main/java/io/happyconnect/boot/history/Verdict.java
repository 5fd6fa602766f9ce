package io.happyconnect.boot.history;

import io.happyconnect.boot.label.Labels;
import io.happyconnect.observe.AttemptOutcome;
import io.happyconnect.observe.AttemptReport;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** What one attempt says about the address it was made to. */
enum Verdict {
    WORKED,
    FAILED,
    /** It ended before it could show anything. */
    NOTHING;

    /**
     * An address that swallows everything never fails: another wins while it is silent, and the race goes well. So silence
     * is a failure, if it lasted the head start the address had, four times as long as the winner took, and no shorter than
     * the delay that RFC 8305 §5 recommends as a minimum. An address that is merely further away than the winner's stays
     * below that.
     */
    private static final Duration SHORTEST_SILENCE = Duration.ofMillis(100);

    private static final int TIMES_THE_WINNER = 4;

    private static final String NO_ANSWER = "no_answer";

    static Verdict on(AttemptReport attempt, @Nullable AttemptReport winner, Duration attemptDelay) {
        if (attempt.failed()) {
            return FAILED;
        }
        return switch (attempt.outcome()) {
            case WON -> WORKED;
            case LOST -> winner != null && silent(attempt, winner, attemptDelay) ? FAILED : NOTHING;
            default -> NOTHING;
        };
    }

    private static boolean silent(AttemptReport lost, AttemptReport winner, Duration attemptDelay) {
        Duration elapsed = lost.elapsed();
        return lost.index() < winner.index()
                && elapsed.compareTo(attemptDelay) >= 0
                && elapsed.compareTo(SHORTEST_SILENCE) >= 0
                && elapsed.compareTo(winner.elapsed().multipliedBy(TIMES_THE_WINNER)) >= 0;
    }

    /** Why the attempt failed, if this is the verdict on it. */
    String errorType(AttemptReport attempt) {
        return attempt.outcome() == AttemptOutcome.LOST ? NO_ANSWER : Labels.errorType(attempt);
    }
}
