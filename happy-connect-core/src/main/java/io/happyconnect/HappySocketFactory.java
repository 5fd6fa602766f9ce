package io.happyconnect;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.util.Objects;
import javax.net.SocketFactory;
import org.jspecify.annotations.Nullable;

/** Makes the sockets that {@link HappyConnector#socketFactory()} promises; equal to every other that connects the same way. */
final class HappySocketFactory extends SocketFactory {

    private final SocketConnect how;

    HappySocketFactory(SocketConnect how) {
        this.how = how;
    }

    @Override
    public Socket createSocket() throws SocketException {
        return new RacingSocket(how);
    }

    @Override
    public Socket createSocket(@Nullable String host, int port) throws IOException {
        return connected(remote(host, port), null);
    }

    @Override
    public Socket createSocket(@Nullable String host, int port, @Nullable InetAddress localAddress, int localPort)
            throws IOException {
        return connected(remote(host, port), new InetSocketAddress(localAddress, localPort));
    }

    @Override
    public Socket createSocket(InetAddress address, int port) throws IOException {
        return connected(remote(address, port), null);
    }

    @Override
    public Socket createSocket(InetAddress address, int port, @Nullable InetAddress localAddress, int localPort)
            throws IOException {
        return connected(remote(address, port), new InetSocketAddress(localAddress, localPort));
    }

    // SocketFactory: "the server host name ..., or null for the loopback address".
    private static InetSocketAddress remote(@Nullable String host, int port) {
        return host == null
                ? new InetSocketAddress(InetAddress.getLoopbackAddress(), port)
                : InetSocketAddress.createUnresolved(host, port);
    }

    // A null address would silently become the wildcard address.
    private static InetSocketAddress remote(InetAddress address, int port) {
        return new InetSocketAddress(Objects.requireNonNull(address, "address"), port);
    }

    private Socket connected(InetSocketAddress remote, @Nullable InetSocketAddress local) throws IOException {
        Socket socket = new RacingSocket(how);
        try {
            if (local != null) {
                socket.bind(local);
            }
            socket.connect(remote);
            return socket;
        } catch (IOException | RuntimeException | Error failure) {
            socket.close();
            throw failure;
        }
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof HappySocketFactory that && how.equals(that.how);
    }

    @Override
    public int hashCode() {
        return how.hashCode();
    }

    @Override
    public String toString() {
        return "socket factory of " + how;
    }
}
