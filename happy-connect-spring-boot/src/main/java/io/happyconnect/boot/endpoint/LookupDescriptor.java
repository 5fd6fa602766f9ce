package io.happyconnect.boot.endpoint;

import io.happyconnect.boot.history.AnswerEntry;
import org.jspecify.annotations.Nullable;

/**
 * An answer of name resolution in a past race.
 *
 * @param family the family that answered, {@code none} for a combined answer
 * @param afterMs milliseconds from the start of the race
 * @param addresses how many addresses it brought
 * @param refused how many more the address filter refused
 * @param outcome {@code success}, {@code failure}, {@code filtered} or {@code empty}
 * @param error why it failed; {@code null} if it did not
 */
public record LookupDescriptor(
        String family,
        double afterMs,
        int addresses,
        int refused,
        String outcome,
        @Nullable String error) {

    static LookupDescriptor of(AnswerEntry answer) {
        return new LookupDescriptor(
                answer.family(),
                Milliseconds.of(answer.after()),
                answer.addresses(),
                answer.refused(),
                answer.outcome(),
                RaceDescriptor.error(answer.errorType()));
    }
}
