package io.happyconnect.resolve;

import io.happyconnect.candidate.AddressFamily;

/**
 * Which address families this host has a way out for.
 *
 * <p>The preferred family is IPv6 where the host has a route for it, else the family that has one (v3 draft: the family
 * with a default route is preferred).
 */
@FunctionalInterface
public interface Connectivity {

    /**
     * Whether the host has an address and a route of this family that lead beyond itself and its link.
     *
     * @param family a family
     * @return whether packets of this family can leave
     */
    boolean hasRoute(AddressFamily family);

    /**
     * The family that goes first when nothing else is configured.
     *
     * @return IPv6 if it has a route, else IPv4
     */
    default AddressFamily preferredFamily() {
        return hasRoute(AddressFamily.IPV6) ? AddressFamily.IPV6 : AddressFamily.IPV4;
    }
}
