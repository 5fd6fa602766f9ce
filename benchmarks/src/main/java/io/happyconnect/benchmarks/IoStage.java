package io.happyconnect.benchmarks;

import io.happyconnect.HappyConnector;
import io.happyconnect.candidate.AddressFamily;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.util.ArrayList;
import java.util.List;

/**
 * A message to an echo server and back, over connections that exist: over a bare socket, one of {@code connect}, and one of the socket
 * factory. Each has a thread of the server to itself.
 */
final class IoStage implements Stage {

    private static final int TIMEOUT_MILLIS = 10_000;

    // Some connections are several times as fast as others for as long as they live: how their buffers have grown, and
    // which cores their threads share.
    private static final int TURNS_OF_CONNECTION = 50;

    private final byte[] message;
    private final int repetitions;
    private final int readTimeoutMillis;
    private final EchoServer server = new EchoServer();
    private final HappyConnector connector =
            HappyConnector.builder().preferredFamily(AddressFamily.IPV4).build();
    private final List<Connection> connections = new ArrayList<>();

    /**
     * Starts the server.
     *
     * @param bytes of a message
     * @param repetitions in one turn
     * @param readTimeoutMillis 0 for none
     */
    IoStage(int bytes, int repetitions, int readTimeoutMillis) throws IOException {
        this.message = new byte[bytes];
        this.repetitions = repetitions;
        this.readTimeoutMillis = readTimeoutMillis;
    }

    @Override
    public Turn turn(String entry) throws IOException {
        Connection connection = new Connection(entry);
        connections.add(connection);
        int[] turns = {0};
        return () -> {
            if (turns[0]++ % TURNS_OF_CONNECTION == 0) {
                connection.reopen();
                connection.exchange();
            }
            long start = System.nanoTime();
            connection.exchange();
            return (System.nanoTime() - start) / (double) repetitions;
        };
    }

    private final class Connection {

        private final String entry;
        private final byte[] answer = new byte[message.length];
        private Socket socket = new Socket();
        private InputStream in = InputStream.nullInputStream();
        private OutputStream out = OutputStream.nullOutputStream();

        private Connection(String entry) {
            this.entry = entry;
        }

        private void reopen() throws IOException {
            socket.close();
            socket = open(entry);
            socket.setTcpNoDelay(true);
            socket.setSoTimeout(readTimeoutMillis);
            in = socket.getInputStream();
            out = socket.getOutputStream();
        }

        private void exchange() throws IOException {
            for (int i = 0; i < repetitions; i++) {
                out.write(message);
                if (in.readNBytes(answer, 0, answer.length) < answer.length) {
                    throw new IOException("the server closed the connection");
                }
            }
        }
    }

    private Socket open(String entry) throws IOException {
        return switch (entry) {
            case "bare" -> {
                Socket socket = new Socket();
                socket.connect(server.address(), TIMEOUT_MILLIS);
                yield socket;
            }
            case "connect" ->
                connector.connect(NamedHosts.BOTH_FAMILIES, server.address().getPort());
            case "factory" -> {
                Socket socket = connector.socketFactory().createSocket();
                socket.connect(InetSocketAddress.createUnresolved(
                        NamedHosts.BOTH_FAMILIES, server.address().getPort()));
                yield socket;
            }
            default -> throw new IllegalArgumentException(entry);
        };
    }

    @Override
    public void close() throws IOException {
        for (Connection connection : connections) {
            connection.socket.close();
        }
        connector.close();
        server.close();
    }
}
