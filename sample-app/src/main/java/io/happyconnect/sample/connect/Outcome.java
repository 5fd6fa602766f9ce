package io.happyconnect.sample.connect;

import io.happyconnect.observe.RaceReport;
import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;

/**
 * What a connect through Happy Connect came to.
 *
 * @param succeeded whether it brought what was asked for
 * @param text what it brought, or why it did not
 * @param elapsed how long all of it took
 * @param races the races it ran, in the order of their ends
 */
public record Outcome(boolean succeeded, String text, Duration elapsed, List<RaceReport> races) {

    /** Copies the list. */
    public Outcome {
        races = List.copyOf(races);
    }

    /** {@return how much of the time went by until the connections stood} */
    public Duration connecting() {
        return races.stream().map(RaceReport::elapsed).reduce(Duration.ZERO, Duration::plus);
    }

    /** {@return the races as timelines; empty if there were none} */
    public String timelines() {
        return races.stream().map(RaceReport::format).collect(Collectors.joining("\n\n"));
    }
}
