package io.happyconnect;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.util.ArrayDeque;
import java.util.Deque;

/** A server whose backlog is full: attempts stay without an answer until it makes room, and the kernel asks again. */
final class FullServer implements AutoCloseable {

    private static final int BACKLOG = 1;
    private static final int SILENCE_MILLIS = 75;
    private static final int SILENT_PROBES = 2;

    private final ServerSocket listening;
    private final Deque<Socket> open = new ArrayDeque<>();

    FullServer(InetAddress address) throws IOException {
        listening = new ServerSocket(0, BACKLOG, address);
        for (int silent = 0; silent < SILENT_PROBES; ) {
            silent = fills() ? 0 : silent + 1;
        }
    }

    private boolean fills() throws IOException {
        Socket filler = new Socket();
        try {
            filler.connect(listening.getLocalSocketAddress(), SILENCE_MILLIS);
            open.add(filler);
            return true;
        } catch (SocketTimeoutException full) {
            filler.close();
            return false;
        }
    }

    int port() {
        return ((InetSocketAddress) listening.getLocalSocketAddress()).getPort();
    }

    /** Takes those that fill the backlog. */
    void acceptAll() throws IOException {
        for (int fillers = open.size(); fillers > 0; fillers--) {
            open.add(listening.accept());
        }
    }

    @Override
    public void close() throws IOException {
        for (Socket each : open) {
            each.close();
        }
        listening.close();
    }
}
