package io.happyconnect.observe;

import io.happyconnect.name.Target;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Everything about one race, after its end. Immutable. */
public final class RaceReport {

    private final RaceStart start;
    private final RaceOutcome outcome;
    private final Duration elapsed;
    private final Duration connectionAttemptDelay;
    private final List<AnswerReport> answers;
    private final List<AttemptReport> attempts;

    /**
     * A report.
     *
     * @param start the race
     * @param outcome how it ended
     * @param elapsed how long it took, name resolution included
     * @param connectionAttemptDelay the delay it ran with
     * @param answers what name resolution answered, in order
     * @param attempts the attempts, in the order of their starts
     */
    public RaceReport(
            RaceStart start,
            RaceOutcome outcome,
            Duration elapsed,
            Duration connectionAttemptDelay,
            List<AnswerReport> answers,
            List<AttemptReport> attempts) {
        this.start = start;
        this.outcome = outcome;
        this.elapsed = elapsed;
        this.connectionAttemptDelay = connectionAttemptDelay;
        this.answers = List.copyOf(answers);
        this.attempts = List.copyOf(attempts);
    }

    /** {@return the race as its listeners knew it while it ran} */
    public RaceStart start() {
        return start;
    }

    /** {@return what was asked for} */
    public Target target() {
        return start.target();
    }

    /** {@return wall-clock time of the start} */
    public Instant startedAt() {
        return start.startedAt();
    }

    /** {@return how it ended} */
    public RaceOutcome outcome() {
        return outcome;
    }

    /** {@return how long it took, name resolution included} */
    public Duration elapsed() {
        return elapsed;
    }

    /** {@return the connection attempt delay it ran with} */
    public Duration connectionAttemptDelay() {
        return connectionAttemptDelay;
    }

    /** {@return what name resolution answered, in order; empty for an IP literal} */
    public List<AnswerReport> answers() {
        return answers;
    }

    /** {@return the attempts, in the order of their starts} */
    public List<AttemptReport> attempts() {
        return attempts;
    }

    /** {@return the attempt that won, if one did} */
    public Optional<AttemptReport> winner() {
        return attempts.stream()
                .filter(attempt -> attempt.outcome() == AttemptOutcome.WON)
                .findFirst();
    }
}
