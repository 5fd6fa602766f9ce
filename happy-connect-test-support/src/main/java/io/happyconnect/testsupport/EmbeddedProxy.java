package io.happyconnect.testsupport;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * A proxy that speaks HTTP CONNECT and SOCKS 5, whichever a client begins with, and knows names that nobody else knows.
 *
 * <p>{@link #close()} closes what is left of the connections and returns when all threads have ended.
 */
public final class EmbeddedProxy implements AutoCloseable {

    private static final String END_OF_HEADER = "\r\n\r\n";
    private static final int SOCKS_5 = 5;

    private final ServerSocket server;
    private final Map<String, InetSocketAddress> names;
    private final String user;
    private final String password;
    private final Thread acceptor;
    private final Map<Socket, Thread> running = new ConcurrentHashMap<>();
    private final List<String> asked = new CopyOnWriteArrayList<>();

    /**
     * A proxy for everybody on a free port of 127.0.0.1.
     *
     * @param names the names it resolves, and where each leads; IP literals lead to themselves
     * @throws IOException if that is not possible
     */
    public EmbeddedProxy(Map<String, InetSocketAddress> names) throws IOException {
        this(Loopback.ipv4(1), 0, names, "", "");
    }

    /**
     * A proxy.
     *
     * @param address a loopback address
     * @param port the port, 0 for any that is free
     * @param names the names it resolves, and where each leads
     * @param user who may use it; empty for everybody
     * @param password the password of the user
     * @throws IOException if the port is taken
     */
    public EmbeddedProxy(
            InetAddress address, int port, Map<String, InetSocketAddress> names, String user, String password)
            throws IOException {
        this.server = new ServerSocket(port, 1024, address);
        this.names = Map.copyOf(names);
        this.user = user;
        this.password = password;
        this.acceptor = start("proxy-acceptor", this::acceptAll);
    }

    /** {@return where it listens} */
    public InetSocketAddress address() {
        return (InetSocketAddress) server.getLocalSocketAddress();
    }

    /** {@return the targets that were asked for, as they came: {@code example.com:443}} */
    public List<String> asked() {
        return List.copyOf(asked);
    }

    private void acceptAll() {
        while (true) {
            try {
                Socket client = server.accept();
                running.put(client, Thread.currentThread());
                running.put(client, start("proxy-" + client.getPort(), () -> serve(client)));
            } catch (IOException closed) {
                return;
            }
        }
    }

    private void serve(Socket client) {
        try (client) {
            int first = client.getInputStream().read();
            if (first == SOCKS_5) {
                socks(client);
            } else if (first >= 0) {
                http(client, first);
            }
        } catch (IOException gone) {
            // The client, the target or close() has ended the connection: nothing is left to do.
        } finally {
            running.remove(client);
        }
    }

    private void http(Socket client, int first) throws IOException {
        StringBuilder header = new StringBuilder().append((char) first);
        while (header.indexOf(END_OF_HEADER) < 0) {
            header.append((char) next(client.getInputStream()));
        }
        String[] request = header.toString().split(" ", 3);
        OutputStream out = client.getOutputStream();
        if (!user.isEmpty() && !header.toString().contains("Proxy-Authorization: Basic " + credentials() + "\r\n")) {
            say("HTTP/1.1 407 Proxy Authentication Required\r\nProxy-Authenticate: Basic realm=\"test\"", out);
            return;
        }
        asked.add(request[1]);
        try (Socket target = connect(request[1])) {
            say("HTTP/1.1 200 Connection established", out);
            pump(client, target);
        } catch (UnreachableException unreachable) {
            say("HTTP/1.1 502 Bad Gateway", out);
        }
    }

    private static void say(String header, OutputStream out) throws IOException {
        out.write((header + END_OF_HEADER).getBytes(StandardCharsets.US_ASCII));
    }

    private String credentials() {
        return Base64.getEncoder().encodeToString((user + ":" + password).getBytes(StandardCharsets.UTF_8));
    }

    private void socks(Socket client) throws IOException {
        InputStream in = client.getInputStream();
        OutputStream out = client.getOutputStream();
        List<Integer> methods = text(in).chars().boxed().toList();
        int method = user.isEmpty() ? 0 : 2;
        if (!methods.contains(method)) {
            out.write(new byte[] {SOCKS_5, (byte) 0xff});
            return;
        }
        out.write(new byte[] {SOCKS_5, (byte) method});
        if (method == 2) {
            next(in);
            String who = text(in);
            boolean known = text(in).equals(password) && who.equals(user);
            out.write(new byte[] {1, (byte) (known ? 0 : 1)});
            if (!known) {
                return;
            }
        }
        in.readNBytes(3);
        String host = socksHost(in);
        String wanted = host + ":" + (next(in) << 8 | next(in));
        asked.add(wanted);
        try (Socket target = connect(wanted)) {
            out.write(new byte[] {SOCKS_5, 0, 0, 1, 127, 0, 0, 1, 0, 0});
            pump(client, target);
        } catch (UnreachableException unreachable) {
            out.write(new byte[] {SOCKS_5, 5, 0, 1, 0, 0, 0, 0, 0, 0});
        }
    }

    private static String socksHost(InputStream in) throws IOException {
        int type = next(in);
        if (type == 3) {
            return text(in);
        }
        String address =
                InetAddress.getByAddress(in.readNBytes(type == 1 ? 4 : 16)).getHostAddress();
        return type == 1 ? address : "[" + address + "]";
    }

    private static String text(InputStream in) throws IOException {
        return new String(in.readNBytes(next(in)), StandardCharsets.ISO_8859_1);
    }

    private static int next(InputStream in) throws IOException {
        int b = in.read();
        if (b < 0) {
            throw new EOFException();
        }
        return b;
    }

    private Socket connect(String wanted) throws IOException {
        int colon = wanted.lastIndexOf(':');
        String host = wanted.substring(0, colon);
        InetSocketAddress target = names.get(host);
        if (target == null && host.matches("[0-9.]+|\\[.*]")) {
            target = new InetSocketAddress(InetAddress.getByName(host), Integer.parseInt(wanted.substring(colon + 1)));
        }
        if (target == null) {
            throw new UnreachableException();
        }
        Socket socket = new Socket();
        try {
            socket.connect(target);
        } catch (IOException refused) {
            socket.close();
            throw new UnreachableException();
        }
        running.put(socket, Thread.currentThread());
        return socket;
    }

    private void pump(Socket client, Socket target) throws IOException {
        Thread back = start("proxy-back-" + client.getPort(), () -> copy(target, client));
        copy(client, target);
        Threads.join(back);
        running.remove(target);
    }

    private static void copy(Socket from, Socket to) {
        try {
            from.getInputStream().transferTo(to.getOutputStream());
            to.shutdownOutput();
        } catch (IOException gone) {
            closeQuietly(from);
            closeQuietly(to);
        }
    }

    private static void closeQuietly(Socket socket) {
        try {
            socket.close();
        } catch (IOException ignored) {
            // It is on its way out.
        }
    }

    @Override
    public void close() throws IOException {
        server.close();
        Threads.join(acceptor);
        for (int round = 0; round < 2; round++) {
            // A target may have been connected between the first look and the close of its client.
            for (Map.Entry<Socket, Thread> connection : Map.copyOf(running).entrySet()) {
                connection.getKey().close();
            }
            for (Thread thread : List.copyOf(running.values())) {
                Threads.join(thread);
            }
        }
    }

    private static Thread start(String name, Runnable work) {
        Thread thread = new Thread(work, name);
        thread.setDaemon(true);
        thread.start();
        return thread;
    }

    private static final class UnreachableException extends IOException {
        private static final long serialVersionUID = 1L;
    }
}
