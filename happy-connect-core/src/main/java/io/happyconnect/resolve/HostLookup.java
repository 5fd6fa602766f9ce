package io.happyconnect.resolve;

import java.io.IOException;
import java.net.InetAddress;

/** Asks for the addresses of a name and blocks until they are known: the shape of {@link InetAddress#getAllByName}. */
@FunctionalInterface
interface HostLookup {

    /**
     * All addresses of a name, in the order of preference of whoever knows them.
     *
     * @param name a host name, with a trailing dot if it is absolute
     * @throws java.net.UnknownHostException if it has none
     */
    InetAddress[] addressesOf(String name) throws IOException;
}
