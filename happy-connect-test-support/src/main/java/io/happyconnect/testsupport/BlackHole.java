package io.happyconnect.testsupport;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.util.ArrayList;
import java.util.List;

/**
 * A port at which attempts to connect hang: a listener that never accepts and whose backlog is full, so that the kernel
 * drops what arrives. It neither connects nor refuses, like a firewall that says nothing.
 *
 * <p>Full is a thing that is tried before the constructor returns: two attempts in a row stayed without an answer.
 */
public final class BlackHole implements LoopbackPort {

    private static final int BACKLOG = 1;
    private static final int MOST_FILLERS = 64;
    private static final int SILENT_PROBES = 2;
    private static final int SILENCE_MILLIS = 75;

    private final ServerSocket listener;
    private final List<Socket> fillers = new ArrayList<>();

    /**
     * A black hole on a free port of 127.0.0.1.
     *
     * @throws IOException if that is not possible
     */
    public BlackHole() throws IOException {
        this(Loopback.ipv4(1), 0);
    }

    /**
     * A black hole.
     *
     * @param address a loopback address
     * @param port the port, 0 for any that is free
     * @throws IOException if the port is taken
     */
    public BlackHole(InetAddress address, int port) throws IOException {
        listener = new ServerSocket(port, BACKLOG, address);
        try {
            fill();
        } catch (IOException | RuntimeException e) {
            close();
            throw e;
        }
    }

    private void fill() throws IOException {
        int silent = 0;
        while (silent < SILENT_PROBES) {
            if (fillers.size() == MOST_FILLERS) {
                throw new IllegalStateException(
                        "the backlog of " + address() + " does not fill: " + MOST_FILLERS + " connections were taken");
            }
            silent = probe() ? 0 : silent + 1;
        }
    }

    /** {@return whether the kernel still took a connection} */
    private boolean probe() throws IOException {
        Socket filler = new Socket();
        try {
            filler.connect(address(), SILENCE_MILLIS);
            fillers.add(filler);
            return true;
        } catch (SocketTimeoutException full) {
            filler.close();
            return false;
        }
    }

    @Override
    public InetSocketAddress address() {
        return (InetSocketAddress) listener.getLocalSocketAddress();
    }

    @Override
    public void close() throws IOException {
        for (Socket filler : fillers) {
            filler.close();
        }
        listener.close();
    }
}
