package io.happyconnect.resolve;

import java.io.IOException;
import java.net.InetAddress;
import java.util.List;

/**
 * Asks for the addresses of a name and blocks until they are known: a service registry, another DNS client, a library's
 * own lookup. {@link Resolver#blocking} makes a resolver of it.
 */
@FunctionalInterface
public interface HostLookup {

    /**
     * All addresses of a name. Called on several threads at once; an interrupt says that the answer is not wanted any more.
     *
     * @param name a host name in lower-case ASCII, with a trailing dot if it was written with one, which means that it is
     *     complete
     * @return in the order of preference of whoever knows them
     * @throws java.net.UnknownHostException if it has none; an empty list says the same
     * @throws IOException if they cannot be found out. The message is for the user: {@code name: reason} is what the
     *     platform writes
     */
    List<InetAddress> addressesOf(String name) throws IOException;
}
