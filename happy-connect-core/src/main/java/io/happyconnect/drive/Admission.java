package io.happyconnect.drive;

import io.happyconnect.candidate.AddressCandidate;
import io.happyconnect.candidate.AddressFamily;
import io.happyconnect.candidate.Candidate;
import io.happyconnect.candidate.DialableCandidate;
import io.happyconnect.candidate.UnixSocketCandidate;
import io.happyconnect.resolve.AddressFilter;
import java.net.InetAddress;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Which of the candidates that were found may be tried: those that the address filter accepts and that can be bound as
 * asked. A path is nothing that a filter could accept: where there is one, only sockets that a layer names may be tried, for
 * those the operator chose, and not who wrote the target.
 */
final class Admission {

    private static final String BROKEN_CANDIDATE = "a failure of its own";
    private static final String BROKEN_FILTER = "an address filter that failed";
    private static final String PATH =
            "the address filter, which cannot judge a path: allowed are names that Aliases or UnixSockets give it";

    private Admission() {}

    /** What refuses a candidate; {@code null} if it may be tried. */
    static @Nullable String refusal(RacePlan plan, Candidate candidate) {
        try {
            AddressFamily family = candidate.family();
            if (family != null && !plan.socketSettings().allows(family)) {
                return "the local addresses, none of which is " + family;
            }
            if (candidate instanceof AddressCandidate address) {
                return refusal(plan.filter(), address.address());
            }
            if (candidate instanceof UnixSocketCandidate) {
                return isFiltered(plan) && plan.target().unixSocket().isPresent() ? PATH : null;
            }
            // Foreign code that is going to be asked under the lock of the race: what it throws, it shall throw now.
            DialableCandidate dialable = (DialableCandidate) candidate;
            // The same for what reports, metrics and layers ask later, and take to be there.
            Objects.requireNonNull(dialable.kind(), "kind");
            List.copyOf(dialable.aliases());
            boolean unused = dialable.isLoopback() && dialable.goesFirst();
            InetAddress destination = dialable.destination();
            return destination == null ? null : refusal(plan.filter(), destination);
        } catch (RuntimeException | Error broken) {
            Log.unexpected("in a candidate, which is not tried", broken);
            return BROKEN_CANDIDATE;
        }
    }

    private static boolean isFiltered(RacePlan plan) {
        return !AddressFilter.acceptAll().equals(plan.filter());
    }

    private static @Nullable String refusal(AddressFilter filter, InetAddress address) {
        try {
            return filter.accepts(address) ? null : filter.describe(address);
        } catch (RuntimeException | Error broken) {
            // Failing open would turn a bug in a security check into a hole.
            Log.unexpected("in the address filter; the candidate is not tried", broken);
            return BROKEN_FILTER;
        }
    }
}
