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
 * client to close first.
 */
final class TinyHttpServer implements AutoCloseable {

    private static final byte[] RESPONSE =
            "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok".getBytes(StandardCharsets.US_ASCII);

    private final ServerSocket server;

    TinyHttpServer() throws IOException {
        server = new ServerSocket();
        server.bind(new InetSocketAddress(InetAddress.getByAddress(new byte[] {127, 0, 0, 1}), 0));
        Thread thread = new Thread(this::serve, "tiny-http-server");
        thread.setDaemon(true);
        thread.start();
    }

    int port() {
        return server.getLocalPort();
    }

    private void serve() {
        byte[] buffer = new byte[8_192];
        while (!server.isClosed()) {
            try (Socket client = server.accept()) {
                serve(client, buffer);
            } catch (IOException clientWentAway) {
                // The clients reset their connections; the next one is as good as any.
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
