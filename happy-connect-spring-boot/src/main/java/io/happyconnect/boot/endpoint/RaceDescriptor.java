package io.happyconnect.boot.endpoint;

import io.happyconnect.boot.history.RaceEntry;
import io.happyconnect.boot.label.Labels;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A past race.
 *
 * @param id unique within its connector, counted from 1
 * @param connector the name of the connector
 * @param host the host
 * @param port the port; 0 for a Unix domain socket, whose host is {@code unix:} and its path
 * @param startedAt when it started
 * @param elapsedMs milliseconds it took, name resolution included
 * @param connectionAttemptDelayMs the connection attempt delay it ran with, in milliseconds
 * @param outcome {@code success}, {@code failure}, {@code timeout} or {@code cancelled}
 * @param error why it failed; {@code null} if it did not
 * @param winner the address that won; {@code null} if none did
 * @param lookups the answers of name resolution, in order; at most 50
 * @param attempts the attempts, in the order of their starts; at most 50
 * @param attemptsMade how many attempts there were in all
 */
public record RaceDescriptor(
        long id,
        String connector,
        String host,
        int port,
        Instant startedAt,
        double elapsedMs,
        double connectionAttemptDelayMs,
        String outcome,
        @Nullable String error,
        @Nullable String winner,
        List<LookupDescriptor> lookups,
        List<AttemptDescriptor> attempts,
        int attemptsMade) {

    /** Copies the lists. */
    public RaceDescriptor {
        lookups = List.copyOf(lookups);
        attempts = List.copyOf(attempts);
    }

    static RaceDescriptor of(RaceEntry race) {
        return new RaceDescriptor(
                race.id(),
                race.connector(),
                race.target().host(),
                race.target().port(),
                race.startedAt(),
                Milliseconds.of(race.elapsed()),
                Milliseconds.of(race.connectionAttemptDelay()),
                Labels.of(race.outcome()),
                error(race.errorType()),
                race.winner().orElse(null),
                race.answers().stream().map(LookupDescriptor::of).toList(),
                race.attempts().stream().map(AttemptDescriptor::of).toList(),
                race.attemptsMade());
    }

    /** In JSON what is not there is left out. */
    static @Nullable String error(String errorType) {
        return errorType.equals(Labels.NONE) ? null : errorType;
    }
}
