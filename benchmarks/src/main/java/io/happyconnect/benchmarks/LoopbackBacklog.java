package io.happyconnect.benchmarks;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;

/**
 * A port of the IPv4 loopback address that nobody accepts from: the kernel completes every connect by itself.
 *
 * <p>So no server thread competes with the measured one, and dropping the backlog resets whatever is in it, which leaves
 * neither side in TIME_WAIT, however many connections are measured.
 */
final class LoopbackBacklog implements AutoCloseable {

    private final int length;
    private final InetSocketAddress address;
    private ServerSocket server;

    /**
     * Listens.
     *
     * @param length how many connections fit
     */
    LoopbackBacklog(int length) throws IOException {
        this.length = length;
        InetAddress loopback = InetAddress.getByAddress(new byte[] {127, 0, 0, 1});
        this.server = listen(new InetSocketAddress(loopback, 0), length);
        this.address = new InetSocketAddress(loopback, server.getLocalPort());
    }

    private static ServerSocket listen(InetSocketAddress address, int length) throws IOException {
        ServerSocket server = new ServerSocket();
        try {
            server.setReuseAddress(true);
            server.bind(address, length);
            return server;
        } catch (IOException failure) {
            server.close();
            throw failure;
        }
    }

    /** {@return what to connect to; stays the same} */
    InetSocketAddress address() {
        return address;
    }

    /** Resets the connections that came in, and listens again. */
    void drop() throws IOException {
        server.close();
        server = listen(address, length);
    }

    @Override
    public void close() throws IOException {
        server.close();
    }
}
