package io.happyconnect.okhttp;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;

/** Makes an address that is equal to another and yet an object of its own. */
final class FreshAddress {

    private FreshAddress() {}

    /** A copy with the bytes and the scope of the original, and with a host name, so that nobody looks one up in reverse. */
    static InetAddress of(String hostname, InetAddress original) {
        try {
            if (original instanceof Inet6Address inet6) {
                return inet6.getScopedInterface() == null
                        ? Inet6Address.getByAddress(hostname, inet6.getAddress(), scope(inet6))
                        : Inet6Address.getByAddress(hostname, inet6.getAddress(), inet6.getScopedInterface());
            }
            return InetAddress.getByAddress(hostname, original.getAddress());
        } catch (UnknownHostException e) {
            throw new AssertionError("an address of the wrong length, or without the scope it has: " + original, e);
        }
    }

    // 0 would be a scope that is set.
    private static int scope(Inet6Address address) {
        return address.getScopeId() == 0 ? -1 : address.getScopeId();
    }
}
