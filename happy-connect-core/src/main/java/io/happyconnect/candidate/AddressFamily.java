package io.happyconnect.candidate;

import java.net.Inet4Address;
import java.net.InetAddress;

/** The two families a name can have addresses in (A and AAAA records). */
public enum AddressFamily {

    /** IPv4; A records. */
    IPV4("IPv4"),

    /** IPv6; AAAA records. */
    IPV6("IPv6");

    private final String text;

    AddressFamily(String text) {
        this.text = text;
    }

    /**
     * The family of an address.
     *
     * @param address an address as the JDK gives it
     * @return {@link #IPV4} for an {@link Inet4Address}, {@link #IPV6} for any other
     */
    public static AddressFamily of(InetAddress address) {
        return address instanceof Inet4Address ? IPV4 : IPV6;
    }

    /**
     * The family that is not this one.
     *
     * @return IPv6 for IPv4 and the reverse
     */
    public AddressFamily other() {
        return this == IPV4 ? IPV6 : IPV4;
    }

    /** {@return the name as people write it: {@code IPv4} or {@code IPv6}} */
    @Override
    public String toString() {
        return text;
    }
}
