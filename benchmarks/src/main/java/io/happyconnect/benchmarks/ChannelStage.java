package io.happyconnect.benchmarks;

import io.happyconnect.HappyConnector;
import io.happyconnect.candidate.AddressFamily;
import java.io.Closeable;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.StandardProtocolFamily;
import java.nio.channels.SocketChannel;

/** Batches of connects over loopback that end in channels, as in {@link ChannelBenchmark}, but in turn in one process. */
final class ChannelStage implements Stage {

    private static final int BATCH = ConnectBenchmark.BATCH;

    private final Closeable[] opened = new Closeable[BATCH];
    private final LoopbackBacklog backlog = new LoopbackBacklog(2 * BATCH);
    private final InetSocketAddress address = backlog.address();
    private final HappyConnector connector =
            HappyConnector.builder().preferredFamily(AddressFamily.IPV4).build();

    ChannelStage() throws IOException {}

    @FunctionalInterface
    private interface Connect {
        Closeable connect() throws IOException;
    }

    @Override
    public Turn turn(String entry) {
        return switch (entry) {
            case "bare" -> () -> timed(this::bare);
            case "bare-channel" -> () -> timed(this::bareChannel);
            case "bare-channel-pending" -> () -> timed(this::bareChannelThatNeedNotBlock);
            case "channel" -> () -> timed(this::channel);
            default -> throw new IllegalArgumentException(entry);
        };
    }

    private double timed(Connect connect) throws IOException {
        long start = System.nanoTime();
        for (int i = 0; i < BATCH; i++) {
            opened[i] = connect.connect();
        }
        double nanos = (double) (System.nanoTime() - start) / BATCH;
        backlog.drop();
        for (Closeable each : opened) {
            each.close();
        }
        return nanos;
    }

    private Closeable bare() throws IOException {
        Socket socket = new Socket();
        socket.connect(address);
        return socket;
    }

    private Closeable bareChannel() throws IOException {
        SocketChannel channel = SocketChannel.open(StandardProtocolFamily.INET);
        channel.connect(address);
        return channel;
    }

    /** What whoever may have to leave a connect does at least. */
    private Closeable bareChannelThatNeedNotBlock() throws IOException {
        SocketChannel channel = SocketChannel.open(StandardProtocolFamily.INET);
        channel.configureBlocking(false);
        if (!channel.connect(address) && !channel.finishConnect()) {
            throw new IOException("loopback makes one wait");
        }
        channel.configureBlocking(true);
        return channel;
    }

    private Closeable channel() throws IOException {
        return connector.connectChannel(NamedHosts.BOTH_FAMILIES, address.getPort());
    }

    @Override
    public void close() throws IOException {
        connector.close();
        backlog.close();
    }
}
