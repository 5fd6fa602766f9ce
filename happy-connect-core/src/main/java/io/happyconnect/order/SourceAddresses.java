package io.happyconnect.order;

import io.happyconnect.candidate.AddressCandidate;
import org.jspecify.annotations.Nullable;

/** Source(D) of RFC 6724 §6: which address this host would send from to a destination. */
@FunctionalInterface
public interface SourceAddresses {

    /**
     * The source address for a destination.
     *
     * @param destination where to
     * @return the source, or {@code null} if there is no route or no address to send from (RFC 6724: "Source(D) is undefined")
     */
    @Nullable
    SourceAddress sourceFor(AddressCandidate destination);
}
