package io.happyconnect.resolve;

import java.net.InetAddress;
import java.util.Objects;

/**
 * Decides which addresses may be dialled at all. Applied to every address of a race, whether it came from a name, a
 * literal or the caller, before anything is sent to it; the address that is checked is the address that is dialled.
 */
@FunctionalInterface
public interface AddressFilter {

    /**
     * Whether an address may be dialled. Called on any thread; must not block.
     *
     * @param address the address, IPv4-mapped IPv6 already unmapped
     * @return whether it is allowed; an exception counts as no
     */
    boolean accepts(InetAddress address);

    /**
     * Both filters must accept.
     *
     * @param other the second filter
     * @return a filter that accepts what both accept
     */
    default AddressFilter and(AddressFilter other) {
        Objects.requireNonNull(other, "other");
        return address -> accepts(address) && other.accepts(address);
    }

    /**
     * No restriction.
     *
     * @return a filter that accepts every address
     */
    static AddressFilter acceptAll() {
        return address -> true;
    }
}
