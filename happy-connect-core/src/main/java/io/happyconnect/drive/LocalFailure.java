package io.happyconnect.drive;

import io.happyconnect.candidate.AddressCandidate;
import io.happyconnect.candidate.Candidate;
import io.happyconnect.observe.FailureCause;

/**
 * Tells failures that never put a packet on a network. The same exceptions come from this host's routing table and, by ICMP,
 * from a router; asking the kernel once more for a route, which sends nothing, tells them apart.
 *
 * <p>Only attempts to an address are judged: what a tunnel or a proxy says is its own business, and may be another machine's.
 */
final class LocalFailure {

    private LocalFailure() {}

    /** Whether a failure is one of these on the machine the attempt was made on. */
    static boolean isOne(Candidate candidate, Throwable failure, Platform platform) {
        return candidate instanceof AddressCandidate address
                && switch (FailureCause.of(failure)) {
                    case TOO_MANY_OPEN_FILES, ADDRESS_FAMILY_NOT_SUPPORTED, ADDRESS_NOT_AVAILABLE -> true;
                    case CONNECTION_REFUSED, CONNECTION_RESET, TIMED_OUT -> false;
                    case NETWORK_UNREACHABLE, HOST_UNREACHABLE, ACCESS_DENIED, NO_SUCH_FILE, OTHER ->
                        !platform.canRoute(address);
                };
    }

    /** Whether this process has run out of descriptors, so that no further address can help. */
    static boolean endsTheRace(Candidate candidate, Throwable failure) {
        return candidate instanceof AddressCandidate && FailureCause.of(failure) == FailureCause.TOO_MANY_OPEN_FILES;
    }
}
