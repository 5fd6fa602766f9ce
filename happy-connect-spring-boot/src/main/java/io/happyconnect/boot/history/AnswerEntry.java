package io.happyconnect.boot.history;

import java.time.Duration;

/**
 * One answer of name resolution in a past race.
 *
 * @param family the family that answered, {@code none} for a combined answer
 * @param after how long after the start of the race it came
 * @param addresses how many addresses it brought
 * @param refused how many more the address filter refused
 * @param outcome {@code success}, {@code failure}, {@code filtered} or {@code empty}
 * @param errorType why it failed, {@code none} if it did not
 */
public record AnswerEntry(
        String family, Duration after, int addresses, int refused, String outcome, String errorType) {}
