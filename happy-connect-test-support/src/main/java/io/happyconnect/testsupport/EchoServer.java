package io.happyconnect.testsupport;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Accepts every connection and sends back what it receives; answers the end of a stream with the end of its own.
 *
 * <p>{@link #close()} closes what is left of the connections and returns when all threads have ended.
 */
public final class EchoServer implements LoopbackPort {

    private static final int BACKLOG = 4096;

    private final ServerSocket server;
    private final Thread acceptor;
    private final Map<Socket, Thread> connections = new ConcurrentHashMap<>();
    private final AtomicInteger accepted = new AtomicInteger();

    /**
     * Listens on a free port of 127.0.0.1.
     *
     * @throws IOException if that is not possible
     */
    public EchoServer() throws IOException {
        this(Loopback.ipv4(1), 0);
    }

    /**
     * Listens.
     *
     * @param address a loopback address
     * @param port the port, 0 for any that is free
     * @throws IOException if the port is taken
     */
    public EchoServer(InetAddress address, int port) throws IOException {
        server = new ServerSocket(port, BACKLOG, address);
        acceptor = daemon("echo-acceptor-" + server.getLocalPort(), this::acceptAll);
        acceptor.start();
    }

    @Override
    public InetSocketAddress address() {
        return (InetSocketAddress) server.getLocalSocketAddress();
    }

    /** {@return how many connections were accepted so far; one that a client has just opened may not be counted yet} */
    public int accepted() {
        return accepted.get();
    }

    private void acceptAll() {
        while (true) {
            Socket connection;
            try {
                connection = server.accept();
            } catch (IOException closed) {
                return;
            }
            accepted.incrementAndGet();
            Thread thread = daemon("echo-" + connection.getRemoteSocketAddress(), () -> echo(connection));
            connections.put(connection, thread);
            thread.start();
        }
    }

    private void echo(Socket connection) {
        try (connection) {
            connection.getInputStream().transferTo(connection.getOutputStream());
            connection.shutdownOutput();
        } catch (IOException gone) {
            // The client, or close(), has ended the connection: nothing is left to do.
        } finally {
            connections.remove(connection);
        }
    }

    @Override
    public void close() throws IOException {
        server.close();
        Threads.join(acceptor);
        for (Map.Entry<Socket, Thread> connection : connections.entrySet()) {
            connection.getKey().close();
            Threads.join(connection.getValue());
        }
    }

    private static Thread daemon(String name, Runnable work) {
        Thread thread = new Thread(work, name);
        thread.setDaemon(true);
        return thread;
    }
}
