package io.happyconnect.dns.query;

import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;

/**
 * Whom to ask, and how patiently.
 *
 * @param servers in order of preference
 * @param timeoutNanos how long one has before the next is asked
 * @param attempts how often the list is gone through
 * @param rotate whether the questions take turns in who is asked first
 * @param tcp whether to ask over TCP at once
 * @param ipv6First whether servers with an IPv6 address are asked before the others
 * @param epoch of which state of the files: what was asked in an earlier one is another question, maybe of another network
 */
record ServerList(
        List<Server> servers,
        long timeoutNanos,
        int attempts,
        boolean rotate,
        boolean tcp,
        boolean ipv6First,
        long epoch) {

    /** What a question may take at most, aliases and second tries included: twice what silent servers cost. */
    long mostNanos() {
        return (2L * attempts * servers.size() + 1) * timeoutNanos;
    }

    static ServerList of(
            List<InetSocketAddress> addresses,
            Duration timeout,
            int attempts,
            boolean rotate,
            boolean tcp,
            boolean ipv6First,
            long epoch) {
        return new ServerList(
                addresses.stream().map(Server::new).distinct().toList(),
                timeout.toNanos(),
                attempts,
                rotate,
                tcp,
                ipv6First,
                epoch);
    }
}
