package io.happyconnect.benchmarks;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;

/**
 * Echoes at several ports of every address, so that races at the same time can be told apart, and counts. Whoever connects to one more
 * port is told the counts. One thread.
 */
final class NearTieServer {

    /** How many ports echo. */
    static final int LANES = 24;

    /** The first of the ports. */
    static final int PORT = 9_000;

    /** Where it tells what it has counted. */
    static final int COUNTS_PORT = PORT - 1;

    private static final int BACKLOG = 256;

    /**
     * What it has counted.
     *
     * @param accepted connections
     * @param used connections that something came from
     * @param open connections that the client has not closed
     */
    record Counts(long accepted, long used, long open) {

        /** Asks it. */
        static Counts ask() throws IOException {
            try (Socket socket = new Socket(Link.SECOND_SERVER, COUNTS_PORT)) {
                String[] said =
                        new String(socket.getInputStream().readAllBytes(), StandardCharsets.US_ASCII).split(" ", -1);
                return new Counts(Long.parseLong(said[0]), Long.parseLong(said[1]), Long.parseLong(said[2]));
            }
        }
    }

    private final Selector selector = Selector.open();
    private final ByteBuffer buffer = ByteBuffer.allocate(1_024);
    private long accepted;
    private long used;
    private long open;

    private NearTieServer() throws IOException {
        for (int port = COUNTS_PORT; port < PORT + LANES; port++) {
            ServerSocketChannel server = ServerSocketChannel.open();
            server.bind(new InetSocketAddress(port), BACKLOG);
            server.configureBlocking(false);
            server.register(selector, SelectionKey.OP_ACCEPT, port == COUNTS_PORT);
        }
    }

    /** Serves until its standard input ends. */
    public static void main(String[] args) throws IOException {
        NearTieServer server = new NearTieServer();
        Thread thread = new Thread(server::serve, "near-tie-server");
        thread.setDaemon(true);
        thread.start();
        System.out.println("listening at " + PORT);
        while (System.in.read() >= 0) {
            // Only the end says anything.
        }
    }

    private void serve() {
        try {
            while (true) {
                selector.select(this::ready);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void ready(SelectionKey key) {
        try {
            if (!key.isAcceptable()) {
                echo(key);
            } else if (Boolean.TRUE.equals(key.attachment())) {
                tell((ServerSocketChannel) key.channel());
            } else {
                accept((ServerSocketChannel) key.channel());
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void accept(ServerSocketChannel server) throws IOException {
        SocketChannel client = server.accept();
        if (client != null) {
            client.configureBlocking(false);
            client.register(selector, SelectionKey.OP_READ);
            accepted++;
            open++;
        }
    }

    private void tell(ServerSocketChannel server) throws IOException {
        try (SocketChannel client = server.accept()) {
            if (client != null) {
                String said = accepted + " " + used + " " + open;
                client.write(ByteBuffer.wrap(said.getBytes(StandardCharsets.US_ASCII)));
            }
        }
    }

    private void echo(SelectionKey key) throws IOException {
        SocketChannel client = (SocketChannel) key.channel();
        buffer.clear();
        int read = -1;
        try {
            read = client.read(buffer);
            if (read > 0) {
                client.write(buffer.flip());
            }
        } catch (IOException reset) {
            // As good an end as any.
        }
        if (read < 0) {
            client.close();
            open--;
        } else if (key.attachment() == null) {
            key.attach(this); // once
            used++;
        }
    }
}
