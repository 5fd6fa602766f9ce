package io.happyconnect.boot.endpoint;

import io.happyconnect.boot.history.AttemptEntry;
import io.happyconnect.boot.label.Labels;
import org.jspecify.annotations.Nullable;

/**
 * An attempt of a past race.
 *
 * @param index the position in the order of starts, from 0
 * @param address the address, or what a proxy, a tunnel or another way says of itself
 * @param family {@code ipv4}, {@code ipv6}, or {@code proxy}, {@code tunnel}, {@code unix} or {@code none} if it is no IP address
 * @param alias the names that led there, {@code orders-db -> db-1.example.com}; {@code null} if it was found under the name asked
 *     for
 * @param startOffsetMs milliseconds from the start of the race to that of the attempt
 * @param elapsedMs milliseconds it ran
 * @param outcome {@code won}, {@code lost}, {@code failed} or {@code cancelled}
 * @param error why it failed; {@code null} if it did not
 */
public record AttemptDescriptor(
        int index,
        String address,
        String family,
        @Nullable String alias,
        double startOffsetMs,
        double elapsedMs,
        String outcome,
        @Nullable String error) {

    static AttemptDescriptor of(AttemptEntry attempt) {
        return new AttemptDescriptor(
                attempt.index(),
                attempt.address(),
                attempt.family(),
                attempt.alias().isEmpty() ? null : attempt.alias(),
                Milliseconds.of(attempt.startedAfter()),
                Milliseconds.of(attempt.elapsed()),
                Labels.of(attempt.outcome()),
                RaceDescriptor.error(attempt.errorType()));
    }
}
