package io.happyconnect.drive;

import io.happyconnect.candidate.AddressFamily;
import io.happyconnect.candidate.Candidate;
import io.happyconnect.observe.RefusedCandidate;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One answer of a resolver, sifted.
 *
 * @param at when it came
 * @param family the family it answers for; {@code null} for a combined answer or a part of one
 * @param candidates what may be tried
 * @param refused what may not, and why
 * @param failure why there is nothing, if it is an error
 * @param last nothing comes after it
 */
record Answer(
        long at,
        @Nullable AddressFamily family,
        List<Candidate> candidates,
        List<RefusedCandidate> refused,
        @Nullable IOException failure,
        boolean last) {

    /** The end of the answers; when it came is of no interest. */
    static final Answer END = new Answer(0, null, List.of(), List.of(), null, true);
}
