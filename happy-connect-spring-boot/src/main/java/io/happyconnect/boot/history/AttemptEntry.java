package io.happyconnect.boot.history;

import io.happyconnect.observe.AttemptOutcome;
import java.time.Duration;

/**
 * One attempt of a past race.
 *
 * @param index the position in the order of starts, from 0
 * @param address an IP address, or what a candidate of another kind says of itself
 * @param family {@code ipv4}, {@code ipv6}, or {@code proxy}, {@code tunnel}, {@code unix} or {@code none} if it is no IP address
 * @param alias the names that led there, {@code orders-db -> db-1.example.com}; empty if it was found under the name asked for
 * @param startedAfter how long after the start of the race it started
 * @param elapsed how long it ran
 * @param outcome how it ended
 * @param errorType why it failed, {@code none} if it did not
 */
public record AttemptEntry(
        int index,
        String address,
        String family,
        String alias,
        Duration startedAfter,
        Duration elapsed,
        AttemptOutcome outcome,
        String errorType) {}
