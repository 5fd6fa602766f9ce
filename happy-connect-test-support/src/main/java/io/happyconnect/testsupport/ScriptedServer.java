package io.happyconnect.testsupport;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** A server whose answer is a few lines of a test: garbage, silence, bytes without an end. */
public final class ScriptedServer implements AutoCloseable {

    /** What a connection gets. */
    @FunctionalInterface
    public interface Script {

        /**
         * Plays one connection, which is closed afterwards.
         *
         * @param connection an accepted connection
         * @throws IOException when it is over
         */
        void play(Socket connection) throws IOException;
    }

    private final ServerSocket server;
    private final Script script;
    private final Thread acceptor;
    private final Map<Socket, Thread> running = new ConcurrentHashMap<>();

    /**
     * A server on a free port of 127.0.0.1.
     *
     * @param script played for every connection, on a thread of its own
     * @throws IOException if that is not possible
     */
    public ScriptedServer(Script script) throws IOException {
        this.script = script;
        this.server = new ServerSocket(0, 1024, Loopback.ipv4(1));
        this.acceptor = start("scripted-acceptor", this::acceptAll);
    }

    /** {@return where it listens} */
    public InetSocketAddress address() {
        return (InetSocketAddress) server.getLocalSocketAddress();
    }

    private void acceptAll() {
        while (true) {
            try {
                Socket connection = server.accept();
                running.put(connection, Thread.currentThread());
                running.put(connection, start("scripted-" + connection.getPort(), () -> play(connection)));
            } catch (IOException closed) {
                return;
            }
        }
    }

    private void play(Socket connection) {
        try (connection) {
            script.play(connection);
        } catch (IOException gone) {
            // The client, or close(), has ended the connection: nothing is left to do.
        } finally {
            running.remove(connection);
        }
    }

    @Override
    public void close() throws IOException {
        server.close();
        Threads.join(acceptor);
        for (Map.Entry<Socket, Thread> connection : Map.copyOf(running).entrySet()) {
            connection.getKey().close();
            Threads.join(connection.getValue());
        }
    }

    private static Thread start(String name, Runnable work) {
        Thread thread = new Thread(work, name);
        thread.setDaemon(true);
        thread.start();
        return thread;
    }
}
