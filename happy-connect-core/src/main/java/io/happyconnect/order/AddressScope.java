package io.happyconnect.order;

import java.util.Map;

/** How far an address reaches, in the numbers of multicast scopes (RFC 4291 §2.7, RFC 6724 §3.1). */
final class AddressScope {

    static final int LINK_LOCAL = 0x2;
    static final int SITE_LOCAL = 0x5;
    static final int GLOBAL = 0xe;

    /** A scope has four bits. */
    static final int MOST = 0xf;

    /**
     * RFC 6724 §3.2: auto-configuration addresses and loopback addresses "are assigned link-local scope"; "other IPv4 addresses
     * (including IPv4 private addresses) are assigned global scope".
     */
    static final Map<Prefix, Integer> IPV4 =
            Map.of(Prefix.parse("169.254.0.0/16"), LINK_LOCAL, Prefix.parse("127.0.0.0/8"), LINK_LOCAL);

    private AddressScope() {}

    /** RFC 6724 §3.4: the loopback address is to be "treated as having link-local scope". */
    static int ofIpv6(AddressBits address) {
        if (address.isMulticast()) {
            return (int) (address.high() >>> 48) & MOST;
        }
        if (address.isLinkLocal() || address.isIpv6Loopback()) {
            return LINK_LOCAL;
        }
        return address.isSiteLocal() ? SITE_LOCAL : GLOBAL;
    }
}
