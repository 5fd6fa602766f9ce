package io.happyconnect.benchmarks;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.util.ArrayList;
import java.util.List;

/** A port that is as silent as behind a firewall: its backlog is full and nobody accepts. Needs neither root nor a network. */
final class SilentPort implements AutoCloseable {

    private static final int SILENCE_MILLIS = 75;

    private final ServerSocket server;
    private final List<Socket> fillers = new ArrayList<>();

    SilentPort(InetSocketAddress address) throws IOException {
        server = new ServerSocket(address.getPort(), 1, address.getAddress());
        int silent = 0;
        while (silent < 2) {
            silent = fill() ? 0 : silent + 1;
        }
    }

    private boolean fill() throws IOException {
        Socket filler = new Socket();
        try {
            filler.connect(server.getLocalSocketAddress(), SILENCE_MILLIS);
            fillers.add(filler);
            return true;
        } catch (SocketTimeoutException full) {
            filler.close();
            return false;
        }
    }

    @Override
    public void close() throws IOException {
        server.close();
        for (Socket filler : fillers) {
            filler.close();
        }
    }
}
