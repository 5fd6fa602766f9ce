package io.happyconnect.benchmarks;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/**
 * Answers {@code ok} to one request of each connection, one connection at a time, on a thread of its own. Waits for the
 * client to close first, and then resets the connection: whichever side closes first, none is left in TIME_WAIT.
 */
final class TinyHttpServer implements AutoCloseable {

    private static final byte[] RESPONSE =
            "HTTP/1.1 200 OK\r\nContent-Length: 2\r\nConnection: close\r\n\r\nok".getBytes(StandardCharsets.US_ASCII);

    private final ServerSocket server;

    /** Listens at any port of the IPv4 loopback address. */
    TinyHttpServer() throws IOException {
        this(new InetSocketAddress(InetAddress.getByAddress(new byte[] {127, 0, 0, 1}), 0));
    }

    TinyHttpServer(InetSocketAddress address) throws IOException {
        server = new ServerSocket();
        server.bind(address);
        Thread thread = new Thread(this::serve, "tiny-http-server");
        thread.setDaemon(true);
        thread.start();
    }

    /**
     * Serves in a process of its own until its standard input ends.
     *
     * @param args the port, of every address
     */
    public static void main(String[] args) throws IOException {
        try (TinyHttpServer server = new TinyHttpServer(new InetSocketAddress(Integer.parseInt(args[0])))) {
            System.out.println("listening at " + server.port());
            while (System.in.read() >= 0) {
                // Only the end says anything.
            }
        }
    }

    InetSocketAddress address() {
        return (InetSocketAddress) server.getLocalSocketAddress();
    }

    int port() {
        return server.getLocalPort();
    }

    private void serve() {
        byte[] buffer = new byte[8_192];
        while (!server.isClosed()) {
            try (Socket client = server.accept()) {
                serve(client, buffer);
                client.setSoLinger(true, 0);
            } catch (IOException clientWentAway) {
                // Some clients reset their connections; the next one is as good as any.
            }
        }
    }

    private static void serve(Socket client, byte[] buffer) throws IOException {
        InputStream in = client.getInputStream();
        int length = 0;
        while (length >= 0 && !endsHeaders(buffer, length)) {
            int read = in.read(buffer, length, buffer.length - length);
            if (read <= 0) {
                return;
            }
            length += read;
        }
        client.getOutputStream().write(RESPONSE);
        while (in.read(buffer) >= 0) {
            // Nothing follows but the end.
        }
    }

    private static boolean endsHeaders(byte[] buffer, int length) {
        return length >= 4
                && buffer[length - 4] == '\r'
                && buffer[length - 3] == '\n'
                && buffer[length - 2] == '\r'
                && buffer[length - 1] == '\n';
    }

    @Override
    public void close() throws IOException {
        server.close();
    }
}
