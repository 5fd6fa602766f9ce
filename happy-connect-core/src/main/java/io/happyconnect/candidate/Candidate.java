package io.happyconnect.candidate;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One thing a race can try in order to reach a target.
 *
 * <p>Equality is identity within a race: two candidates that are equal are the same way to the target, and a race tries
 * it once (RFC 8305 §4 lists addresses, not answers). Implementations are immutable and safe for any thread.
 * {@code toString} is what reports and error messages show; it must fit in a line.
 */
public sealed interface Candidate permits AddressCandidate, DialableCandidate {

    /**
     * The address family, by which candidates are interleaved.
     *
     * @return the family, or {@code null} when the candidate is not an IP address (a tunnel, a proxy by name); those
     *     interleave as a group of their own
     */
    @Nullable
    AddressFamily family();

    /**
     * Whether an attempt stays inside this machine. The 10 ms floor between attempts (RFC 8305 §5) protects networks and
     * does not hold after such an attempt.
     *
     * @return whether nothing leaves this machine
     */
    boolean isLoopback();

    /**
     * What kind of way it is, for metrics and the like.
     *
     * @return {@link CandidateKind#OTHER} unless overridden
     */
    default CandidateKind kind() {
        return CandidateKind.OTHER;
    }

    /**
     * The names by which it was found, if an alias led to it: first the host that was asked for, last the one that this is a way
     * to.
     *
     * @return empty if it was found under the name that was asked for, and unless overridden
     */
    default List<String> aliases() {
        return List.of();
    }
}
