package io.happyconnect.boot.http;

import io.happyconnect.testsupport.Loopback;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

/** Does with each connection what a test says, which no well-behaved server would. */
final class RawServer implements Closeable {

    @FunctionalInterface
    interface Behaviour {
        void serve(Socket connection) throws Exception;
    }

    final AtomicInteger accepted = new AtomicInteger();
    private final ServerSocket listener = new ServerSocket(0, 50, Loopback.ipv4(1));
    private final List<Socket> connections = new CopyOnWriteArrayList<>();
    private final Behaviour behaviour;

    RawServer(Behaviour behaviour) throws IOException {
        this.behaviour = behaviour;
        onThread(() -> {
            while (true) {
                Socket connection = listener.accept();
                accepted.incrementAndGet();
                connections.add(connection);
                onThread(() -> {
                    try (connection) {
                        behaviour.serve(connection);
                    }
                });
            }
        });
    }

    private interface Work {
        void run() throws Exception;
    }

    private static void onThread(Work work) {
        Thread thread = new Thread(
                () -> {
                    try {
                        work.run();
                    } catch (Exception closed) {
                        // What a test sees of it, it sees at the client.
                    }
                },
                "raw-server");
        thread.setDaemon(true);
        thread.start();
    }

    /** Says nothing until the client goes. */
    static void silence(Socket connection) throws IOException {
        while (connection.getInputStream().read() >= 0) {
            // It may send whatever it likes.
        }
    }

    /** Reads up to the end of the headers, and returns them. */
    static String headers(Socket connection) throws IOException {
        InputStream in = connection.getInputStream();
        StringBuilder head = new StringBuilder();
        while (head.indexOf("\r\n\r\n") < 0) {
            int b = in.read();
            if (b < 0) {
                throw new IOException("the client went after " + head);
            }
            head.append((char) b);
        }
        return head.toString();
    }

    static void send(Socket connection, String text) throws IOException {
        connection.getOutputStream().write(text.getBytes(StandardCharsets.UTF_8));
        connection.getOutputStream().flush();
    }

    URI uri() {
        return URI.create("http://127.0.0.1:" + listener.getLocalPort() + "/");
    }

    @Override
    public void close() throws IOException {
        listener.close();
        for (Socket connection : connections) {
            connection.close();
        }
    }
}
