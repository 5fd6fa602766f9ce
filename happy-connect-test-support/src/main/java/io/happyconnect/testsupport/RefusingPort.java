package io.happyconnect.testsupport;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;

/**
 * A port that refuses every connection: bound, and so reserved, but not listening. Nobody else can take it until it is
 * closed.
 */
public final class RefusingPort implements LoopbackPort {

    private final Socket bound = new Socket();

    /**
     * Reserves a free port of 127.0.0.1.
     *
     * @throws IOException if that is not possible
     */
    public RefusingPort() throws IOException {
        this(Loopback.ipv4(1), 0);
    }

    /**
     * Reserves a port.
     *
     * @param address a loopback address
     * @param port the port, 0 for any that is free
     * @throws IOException if the port is taken
     */
    public RefusingPort(InetAddress address, int port) throws IOException {
        try {
            bound.bind(new InetSocketAddress(address, port));
        } catch (IOException e) {
            bound.close();
            throw e;
        }
    }

    @Override
    public InetSocketAddress address() {
        return (InetSocketAddress) bound.getLocalSocketAddress();
    }

    @Override
    public void close() throws IOException {
        bound.close();
    }
}
