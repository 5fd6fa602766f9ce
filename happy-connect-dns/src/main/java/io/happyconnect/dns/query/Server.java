package io.happyconnect.dns.query;

import java.net.Inet6Address;
import java.net.InetSocketAddress;

/**
 * A DNS server.
 *
 * @param address resolved
 */
record Server(InetSocketAddress address) {

    boolean isIpv6() {
        return address.getAddress() instanceof Inet6Address;
    }

    /** The address, and the port where it is not the usual one. */
    @Override
    public String toString() {
        String text = address.getAddress().getHostAddress();
        return address.getPort() == 53
                ? text
                : isIpv6() ? "[" + text + "]:" + address.getPort() : text + ":" + address.getPort();
    }
}
