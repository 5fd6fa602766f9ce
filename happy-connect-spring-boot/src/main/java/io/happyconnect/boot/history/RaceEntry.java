package io.happyconnect.boot.history;

import io.happyconnect.name.Target;
import io.happyconnect.observe.AttemptOutcome;
import io.happyconnect.observe.RaceOutcome;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * A past race: what its report says, without the exceptions, which may hold on to anything.
 *
 * @param id unique within its connector, counted from 1
 * @param connector the name of the connector
 * @param target what was connected to
 * @param startedAt when it started
 * @param outcome how it ended
 * @param errorType why it failed, {@code none} if it did not
 * @param elapsed how long it took, name resolution included
 * @param connectionAttemptDelay the delay it ran with
 * @param answers the first answers of name resolution, in order
 * @param attempts the first attempts, in the order of their starts
 * @param attemptsMade how many attempts there were in all
 */
public record RaceEntry(
        long id,
        String connector,
        Target target,
        Instant startedAt,
        RaceOutcome outcome,
        String errorType,
        Duration elapsed,
        Duration connectionAttemptDelay,
        List<AnswerEntry> answers,
        List<AttemptEntry> attempts,
        int attemptsMade) {

    /** The most answers, and the most attempts, that are kept of one race. */
    static final int MOST_KEPT = 50;

    /** Copies the lists. */
    public RaceEntry {
        answers = List.copyOf(answers);
        attempts = List.copyOf(attempts);
    }

    /** {@return the address that won, if one did} */
    public Optional<String> winner() {
        return attempts.stream()
                .filter(attempt -> attempt.outcome() == AttemptOutcome.WON)
                .map(AttemptEntry::address)
                .findFirst();
    }
}
