package io.happyconnect.boot.autoconfigure;

import io.happyconnect.name.Target;
import java.net.InetSocketAddress;

/** Addresses of DNS servers as people write them, with a port or without. */
final class DnsServer {

    private static final int PORT = 53;

    private DnsServer() {}

    /**
     * Reads an address, and looks nothing up.
     *
     * @throws IllegalArgumentException if it is none
     */
    static InetSocketAddress parse(String server) {
        boolean hasPort = server.startsWith("[")
                ? server.contains("]:")
                : server.indexOf(':') >= 0 && server.indexOf(':') == server.lastIndexOf(':');
        if (!hasPort) {
            return new InetSocketAddress(IpLiteral.parse(server), PORT);
        }
        Target target = Target.parse(server);
        return new InetSocketAddress(IpLiteral.parse(target.host()), target.port());
    }
}
