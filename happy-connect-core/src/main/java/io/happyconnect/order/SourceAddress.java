package io.happyconnect.order;

import java.net.Inet4Address;
import java.net.InetAddress;
import java.util.Set;

/**
 * The address this host would send from to some destination, with what RFC 6724 asks about it.
 *
 * @param address the address
 * @param prefixLength the length of its prefix, "the portion of the address not including the interface ID" (RFC 6724 §2.2):
 *     0 to 32 for IPv4, 0 to 128 for IPv6, where it is nearly always 64
 * @param traits what else is known
 */
public record SourceAddress(InetAddress address, int prefixLength, Set<Trait> traits) {

    /** What may be known about an address of one's own. */
    public enum Trait {

        /** Its preferred lifetime is over (RFC 4862 §5.5.4); rule 3. */
        DEPRECATED,

        /** A home address of Mobile IPv6 (RFC 6275); rule 4. */
        HOME,

        /** A care-of address of Mobile IPv6 (RFC 6275); rule 4. */
        CARE_OF,

        /** On the interface of an encapsulating transition mechanism, such as IPv6 in IPv4; rule 7. */
        TUNNEL
    }

    /**
     * A source address.
     *
     * @throws IllegalArgumentException if the length is out of range
     */
    public SourceAddress {
        int most = address instanceof Inet4Address ? 32 : 128;
        if (prefixLength < 0 || prefixLength > most) {
            throw new IllegalArgumentException("prefixLength of " + address.getHostAddress() + " must be 0 to " + most
                    + ", but is " + prefixLength);
        }
        traits = Set.copyOf(traits);
    }

    boolean is(Trait trait) {
        return traits.contains(trait);
    }
}
