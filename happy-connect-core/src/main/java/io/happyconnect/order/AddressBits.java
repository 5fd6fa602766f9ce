package io.happyconnect.order;

import java.net.InetAddress;

/**
 * The 128 bits of an address. RFC 6724 §2.1: IPv4 addresses are compared and looked up as IPv4-mapped IPv6 addresses, so
 * an IPv4 address and its mapped form are the same here.
 */
record AddressBits(long high, long low) {

    private static final long MAPPED = 0xffffL;

    static AddressBits of(InetAddress address) {
        byte[] bytes = address.getAddress();
        return bytes.length == 4
                ? new AddressBits(0, MAPPED << 32 | number(bytes, 0, 4))
                : new AddressBits(number(bytes, 0, 8), number(bytes, 8, 16));
    }

    private static long number(byte[] bytes, int from, int to) {
        long number = 0;
        for (int i = from; i < to; i++) {
            number = number << 8 | (bytes[i] & 0xff);
        }
        return number;
    }

    boolean isIpv4() {
        return high == 0 && low >>> 32 == MAPPED;
    }

    boolean isMulticast() {
        return high >>> 56 == 0xff;
    }

    boolean isIpv6Loopback() {
        return high == 0 && low == 1;
    }

    /** Whether the address lies in fe80::/10. */
    boolean isLinkLocal() {
        return high >>> 54 == 0xfe80 >>> 6;
    }

    /** Whether the address lies in fec0::/10, which RFC 3879 deprecated and RFC 6724 still knows. */
    boolean isSiteLocal() {
        return high >>> 54 == 0xfec0 >>> 6;
    }

    /** How many leading bits two addresses of one family share: up to 32 for IPv4, up to 128 for IPv6. */
    int commonPrefixLength(AddressBits other) {
        int common = high != other.high
                ? Long.numberOfLeadingZeros(high ^ other.high)
                : Long.SIZE + Long.numberOfLeadingZeros(low ^ other.low);
        return isIpv4() ? common - Prefix.MAPPED_LENGTH : common;
    }
}
