package io.happyconnect.benchmarks;

import io.happyconnect.HappyConnector;
import io.happyconnect.candidate.AddressFamily;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.StandardSocketOptions;
import java.nio.channels.SocketChannel;

/** One connect by a name of two IPv4 addresses over the {@link Link}, after rehearsals over loopback. */
final class ConnectStage implements Stage {

    private static final int TIMEOUT_MILLIS = 10_000;

    private final TinyHttpServer near = new TinyHttpServer();
    private final HappyConnector connector =
            HappyConnector.builder().preferredFamily(AddressFamily.IPV4).build();

    ConnectStage() throws IOException {}

    @Override
    public Turn turn(String entry) {
        return turn(entry, NamedHosts.OVER_LINK, new InetSocketAddress(Link.SERVER, Link.PORT));
    }

    @Override
    public Turn rehearsal(String entry) {
        return turn(entry, NamedHosts.ONE_FAMILY, near.address());
    }

    private Turn turn(String entry, String host, InetSocketAddress address) {
        return switch (entry) {
            case "bare" -> () -> bare(address);
            case "connect" -> () -> connect(host, address.getPort());
            case "channel" -> () -> channel(host, address.getPort());
            default -> throw new IllegalArgumentException(entry);
        };
    }

    private static double bare(InetSocketAddress address) throws IOException {
        long start = System.nanoTime();
        Socket socket = new Socket();
        socket.connect(address, TIMEOUT_MILLIS);
        return ended(start, socket);
    }

    private double connect(String host, int port) throws IOException {
        long start = System.nanoTime();
        return ended(start, connector.connect(host, port));
    }

    private double channel(String host, int port) throws IOException {
        long start = System.nanoTime();
        SocketChannel channel = connector.connectChannel(host, port);
        long nanos = System.nanoTime() - start;
        channel.setOption(StandardSocketOptions.SO_LINGER, 0);
        channel.close();
        return nanos;
    }

    // Reset, or one side would stay in TIME_WAIT.
    private static double ended(long start, Socket socket) throws IOException {
        long nanos = System.nanoTime() - start;
        socket.setSoLinger(true, 0);
        socket.close();
        return nanos;
    }

    @Override
    public void close() throws IOException {
        connector.close();
        near.close();
    }
}
