package io.happyconnect.benchmarks;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongConsumer;

/**
 * One port of two addresses: one that is {@linkplain SilentPort silent}, and one that takes every connection and answers with the
 * shortest response HTTP has.
 */
final class CrowdServer implements AutoCloseable {

    /** Silent. */
    static final String DEAD = "127.0.0.2";

    /** Answers. */
    static final String GOOD = "127.0.0.3";

    private static final int BACKLOG = 4_096;
    private static final byte[] RESPONSE =
            "HTTP/1.1 200 OK\r\nContent-Length: 0\r\nConnection: close\r\n\r\n".getBytes(StandardCharsets.US_ASCII);

    private final ServerSocketChannel good = ServerSocketChannel.open();
    private final SilentPort dead;
    private final LongConsumer heard;
    private final List<SocketChannel> accepted = new ArrayList<>();

    CrowdServer() throws IOException {
        this(time -> {});
    }

    /**
     * Starts.
     *
     * @param heard is told {@link System#nanoTime()} of each connection as soon as it is accepted
     */
    CrowdServer(LongConsumer heard) throws IOException {
        this.heard = heard;
        good.bind(new InetSocketAddress(GOOD, 0), BACKLOG);
        dead = new SilentPort(new InetSocketAddress(DEAD, port()));
        Thread acceptor = new Thread(this::accept, "crowd-server");
        acceptor.setDaemon(true);
        acceptor.start();
    }

    int port() throws IOException {
        return ((InetSocketAddress) good.getLocalAddress()).getPort();
    }

    private void accept() {
        try {
            while (true) {
                SocketChannel connection = good.accept();
                heard.accept(System.nanoTime());
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
        synchronized (accepted) {
            for (SocketChannel connection : accepted) {
                connection.close();
            }
        }
    }
}
