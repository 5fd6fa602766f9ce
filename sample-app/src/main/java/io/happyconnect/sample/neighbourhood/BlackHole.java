package io.happyconnect.sample.neighbourhood;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.util.ArrayList;
import java.util.List;

/**
 * An address that says nothing: whoever connects waits, as behind a firewall that drops packets.
 *
 * <p>It is a listener that never accepts. Once its backlog is full, the kernel drops every further attempt. That it does is
 * tried before the constructor returns.
 */
final class BlackHole implements AutoCloseable {

    private static final int BACKLOG = 1;
    private static final int MOST_FILLERS = 64;
    private static final int SILENT_PROBES = 2;
    private static final int SILENCE_MILLIS = 75;

    private final ServerSocket listener;
    private final List<Socket> fillers = new ArrayList<>();

    BlackHole(InetSocketAddress address) throws IOException {
        listener = new ServerSocket(address.getPort(), BACKLOG, address.getAddress());
        try {
            fill();
        } catch (IOException e) {
            close();
            throw e;
        }
    }

    /** {@return the port, of interest if any was asked for} */
    int port() {
        return listener.getLocalPort();
    }

    private void fill() throws IOException {
        int silent = 0;
        while (silent < SILENT_PROBES) {
            if (fillers.size() == MOST_FILLERS) {
                throw new IOException(listener + " still answers after " + MOST_FILLERS + " connections");
            }
            silent = isAnswered() ? 0 : silent + 1;
        }
    }

    private boolean isAnswered() throws IOException {
        Socket filler = new Socket();
        try {
            filler.connect(listener.getLocalSocketAddress(), SILENCE_MILLIS);
            fillers.add(filler);
            return true;
        } catch (SocketTimeoutException silence) {
            filler.close();
            return false;
        }
    }

    @Override
    public void close() throws IOException {
        for (Socket filler : fillers) {
            filler.close();
        }
        listener.close();
    }
}
