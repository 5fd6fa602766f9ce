package io.happyconnect.resolve;

import java.net.InetAddress;
import java.util.Objects;

/**
 * Decides which addresses may be dialled at all. Applied to every address of a race, whether it came from a name, a
 * literal or the caller, before anything is sent to it; the address that is checked is the address that is dialled. A
 * {@linkplain io.happyconnect.name.Target#unix Unix domain socket} as the target is refused by any filter but {@link #acceptAll()}.
 *
 * <p>{@link AddressPolicy} has the usual ones ready.
 */
@FunctionalInterface
public interface AddressFilter {

    /**
     * Whether an address may be dialled. Called on the thread that brings the address, the one that connects or one of the resolver,
     * which others may wait for; must not block.
     *
     * @param address the address, IPv4-mapped IPv6 already unmapped
     * @return whether it is allowed; an exception counts as no
     */
    boolean accepts(InetAddress address);

    /**
     * What refuses an address, for messages: the words after "refused by". Asked only for an address that was refused.
     *
     * @param address the address
     * @return a few words; {@code the address filter} by default
     */
    default String describe(InetAddress address) {
        return "the address filter";
    }

    /**
     * Both filters must accept.
     *
     * @param other the second filter
     * @return a filter that accepts what both accept; equal to another of equal filters
     */
    default AddressFilter and(AddressFilter other) {
        return new BothFilters(this, Objects.requireNonNull(other, "other"));
    }

    /**
     * No restriction.
     *
     * @return a filter that accepts every address
     */
    static AddressFilter acceptAll() {
        return AcceptAll.FILTER;
    }
}
