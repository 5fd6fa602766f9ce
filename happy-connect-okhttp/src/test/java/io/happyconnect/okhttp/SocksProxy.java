package io.happyconnect.okhttp;

import io.happyconnect.testsupport.Loopback;
import java.io.Closeable;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * As much of a SOCKS proxy (RFC 1928) as a test needs: it lets everybody in, remembers where to, and answers in the place of
 * the server, {@code by proxy} to one request of each connection.
 */
final class SocksProxy implements Closeable {

    private static final int VERSION = 5;
    private static final int CONNECT = 1;
    private static final int IPV4 = 1;
    private static final int NAME = 3;

    private static final byte[] NO_PASSWORD = {VERSION, 0};
    private static final byte[] CONNECTED = {VERSION, 0, 0, IPV4, 0, 0, 0, 0, 0, 0};
    private static final byte[] RESPONSE = "HTTP/1.1 200 OK\r\nContent-Length: 8\r\nConnection: close\r\n\r\nby proxy"
            .getBytes(StandardCharsets.US_ASCII);

    private final ServerSocket listener = new ServerSocket(0, 50, Loopback.ipv4(1));
    private final List<String> destinations = new CopyOnWriteArrayList<>();
    private final Thread thread = new Thread(this::serve, "socks-proxy");

    SocksProxy() throws IOException {
        thread.setDaemon(true);
        thread.start();
    }

    Proxy proxy() {
        return new Proxy(Proxy.Type.SOCKS, new InetSocketAddress(listener.getInetAddress(), listener.getLocalPort()));
    }

    /** What it was asked to connect to: {@code name site.test:80} or {@code address 192.0.2.1:80}. */
    List<String> destinations() {
        return destinations;
    }

    private void serve() {
        while (!listener.isClosed()) {
            try (Socket client = listener.accept()) {
                serve(client);
            } catch (IOException clientWentAway) {
                // Or the test is over; what a client misses, the client says.
            }
        }
    }

    private void serve(Socket client) throws IOException {
        DataInputStream in = new DataInputStream(client.getInputStream());
        expect(VERSION, in.readUnsignedByte());
        in.skipNBytes(in.readUnsignedByte());
        client.getOutputStream().write(NO_PASSWORD);
        expect(VERSION, in.readUnsignedByte());
        expect(CONNECT, in.readUnsignedByte());
        in.skipNBytes(1);
        destinations.add(destination(in));
        client.getOutputStream().write(CONNECTED);
        skipRequest(in);
        client.getOutputStream().write(RESPONSE);
    }

    private static void expect(int wanted, int read) throws IOException {
        if (read != wanted) {
            throw new IOException("expected " + wanted + ", but read " + read);
        }
    }

    private static String destination(DataInputStream in) throws IOException {
        int kind = in.readUnsignedByte();
        if (kind == NAME) {
            byte[] name = in.readNBytes(in.readUnsignedByte());
            return "name " + new String(name, StandardCharsets.US_ASCII) + ":" + in.readUnsignedShort();
        }
        expect(IPV4, kind);
        return "address " + in.readUnsignedByte() + "." + in.readUnsignedByte() + "." + in.readUnsignedByte() + "."
                + in.readUnsignedByte() + ":" + in.readUnsignedShort();
    }

    private static void skipRequest(DataInputStream in) throws IOException {
        StringBuilder head = new StringBuilder();
        while (head.indexOf("\r\n\r\n") < 0) {
            int octet = in.read();
            if (octet < 0) {
                throw new EOFException("after " + head);
            }
            head.append((char) octet);
        }
    }

    @Override
    public void close() throws IOException {
        listener.close();
    }
}
