package io.happyconnect.benchmarks;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * One port of two addresses: one that is dead, because its backlog is full and nobody accepts, and one that takes every connection
 * and answers with the shortest response HTTP has. Needs neither root nor a network.
 */
final class CrowdServer implements AutoCloseable {

    /** Silent. */
    static final String DEAD = "127.0.0.2";

    /** Answers. */
    static final String GOOD = "127.0.0.3";

    private static final int BACKLOG = 4_096;
    private static final int SILENCE_MILLIS = 75;
    private static final byte[] RESPONSE =
            "HTTP/1.1 200 OK\r\nContent-Length: 0\r\nConnection: close\r\n\r\n".getBytes(StandardCharsets.US_ASCII);

    private final ServerSocketChannel good = ServerSocketChannel.open();
    private final ServerSocket dead;
    private final List<Socket> fillers = new ArrayList<>();
    private final List<SocketChannel> accepted = new ArrayList<>();

    CrowdServer() throws IOException {
        good.bind(new InetSocketAddress(GOOD, 0), BACKLOG);
        dead = new ServerSocket(port(), 1, InetAddress.getByName(DEAD));
        int silent = 0;
        while (silent < 2) {
            silent = fill() ? 0 : silent + 1;
        }
        Thread acceptor = new Thread(this::accept, "crowd-server");
        acceptor.setDaemon(true);
        acceptor.start();
    }

    private boolean fill() throws IOException {
        Socket filler = new Socket();
        try {
            filler.connect(dead.getLocalSocketAddress(), SILENCE_MILLIS);
            fillers.add(filler);
            return true;
        } catch (SocketTimeoutException full) {
            filler.close();
            return false;
        }
    }

    int port() throws IOException {
        return ((InetSocketAddress) good.getLocalAddress()).getPort();
    }

    private void accept() {
        try {
            while (true) {
                SocketChannel connection = good.accept();
                connection.configureBlocking(false);
                connection.write(ByteBuffer.wrap(RESPONSE));
                synchronized (accepted) {
                    accepted.add(connection);
                }
            }
        } catch (IOException closed) {
            // The measurement is over.
        }
    }

    @Override
    public void close() throws IOException {
        good.close();
        dead.close();
        for (Socket filler : fillers) {
            filler.close();
        }
        synchronized (accepted) {
            for (SocketChannel connection : accepted) {
                connection.close();
            }
        }
    }
}
