package io.happyconnect.probe;

import io.happyconnect.candidate.AddressFamily;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardProtocolFamily;
import java.nio.channels.DatagramChannel;

/** Asks which way a packet would take, without sending one. */
@FunctionalInterface
public interface RouteProbe {

    /**
     * The address that packets to a destination would have as their source.
     *
     * @param destination where the packet would go
     * @param port 1 to 65535; policy routing may look at it
     * @return the source
     * @throws IOException if there is no route
     * @throws UnsupportedOperationException if the JVM was started on a system without the family
     */
    InetAddress sourceFor(InetAddress destination, int port) throws IOException;

    /**
     * Connects a UDP socket, which makes the kernel choose route and source and sends nothing; glibc's getaddrinfo does
     * the same to sort addresses (RFC 6724).
     *
     * @param destination where the packet would go
     * @param port 1 to 65535
     * @return the source
     * @throws IOException if there is no route
     */
    static InetAddress udp(InetAddress destination, int port) throws IOException {
        var protocol = AddressFamily.of(destination) == AddressFamily.IPV4
                ? StandardProtocolFamily.INET
                : StandardProtocolFamily.INET6;
        try (DatagramChannel channel = DatagramChannel.open(protocol)) {
            channel.connect(new InetSocketAddress(destination, port));
            return ((InetSocketAddress) channel.getLocalAddress()).getAddress();
        }
    }
}
