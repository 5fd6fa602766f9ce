package io.happyconnect.benchmarks;

import io.happyconnect.HappyConnector;
import io.happyconnect.candidate.AddressFamily;
import java.io.Closeable;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.StandardProtocolFamily;
import java.nio.channels.SocketChannel;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/** One connect over loopback that ends in a channel, and one whose first address refuses; otherwise as {@link ConnectBenchmark}. */
@State(Scope.Thread)
@BenchmarkMode(Mode.SampleTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@OperationsPerInvocation(ChannelBenchmark.BATCH)
public class ChannelBenchmark {

    /** Connects per sample. */
    static final int BATCH = ConnectBenchmark.BATCH;

    private static final int TIMEOUT_MILLIS = 10_000;

    private final Closeable[] opened = new Closeable[BATCH];
    private LoopbackBacklog backlog;
    private Socket reserving;
    private InetSocketAddress address;
    private InetSocketAddress refusing;
    private HappyConnector connector;
    private long allocatedBefore;

    /** Opens the port, and reserves the same one of an address that refuses. */
    @Setup
    public void open() throws IOException {
        backlog = new LoopbackBacklog(2 * BATCH);
        address = backlog.address();
        refusing = new InetSocketAddress("127.0.0.2", address.getPort());
        reserving = new Socket();
        reserving.bind(refusing);
        connector = HappyConnector.builder().preferredFamily(AddressFamily.IPV4).build();
        if (!connector.lookup(NamedHosts.REFUSING_FIRST).get(0).equals(refusing.getAddress())) {
            throw new IllegalStateException(NamedHosts.ADVICE);
        }
    }

    /** Begins to count what a batch allocates. */
    @Setup(Level.Invocation)
    public void beforeBatch() {
        allocatedBefore = ThreadAllocation.now();
    }

    /** Leaves no connection of the batch behind. */
    @TearDown(Level.Invocation)
    public void afterBatch() throws IOException {
        ThreadAllocation.count(allocatedBefore, BATCH);
        backlog.drop();
        for (Closeable each : opened) {
            each.close();
        }
    }

    /** Closes the rest. */
    @TearDown
    public void close() throws IOException {
        backlog.close();
        reserving.close();
        connector.close();
    }

    /** The least a plain socket can cost. */
    @Benchmark
    public Closeable[] bareSocket() throws IOException {
        for (int i = 0; i < BATCH; i++) {
            Socket socket = new Socket();
            socket.connect(address);
            opened[i] = socket;
        }
        return opened;
    }

    /** The least a channel can cost. */
    @Benchmark
    public Closeable[] bareChannel() throws IOException {
        for (int i = 0; i < BATCH; i++) {
            SocketChannel channel = SocketChannel.open(StandardProtocolFamily.INET);
            channel.connect(address);
            opened[i] = channel;
        }
        return opened;
    }

    /** A cached name with an IPv4 and an IPv6 address. */
    @Benchmark
    public Closeable[] channel() throws IOException {
        for (int i = 0; i < BATCH; i++) {
            opened[i] = connector.connectChannel(NamedHosts.BOTH_FAMILIES, address.getPort());
        }
        return opened;
    }

    /** The same with a future, which is completed when it is returned: over loopback nobody has to wait. */
    @Benchmark
    public Closeable[] async() {
        for (int i = 0; i < BATCH; i++) {
            opened[i] = connector
                    .connectAsync(NamedHosts.BOTH_FAMILIES, address.getPort())
                    .join();
        }
        return opened;
    }

    /** What one writes by hand: the next address when the first refuses. */
    @Benchmark
    public Closeable[] bareRefusedThenGood() throws IOException {
        for (int i = 0; i < BATCH; i++) {
            try (Socket first = new Socket()) {
                first.connect(refusing, TIMEOUT_MILLIS);
                throw new IllegalStateException(refusing + " connects");
            } catch (ConnectException refused) {
                Socket second = new Socket();
                second.connect(address, TIMEOUT_MILLIS);
                opened[i] = second;
            }
        }
        return opened;
    }

    /** A name whose first address refuses. */
    @Benchmark
    public Closeable[] channelRefusedThenGood() throws IOException {
        for (int i = 0; i < BATCH; i++) {
            opened[i] = connector.connectChannel(NamedHosts.REFUSING_FIRST, address.getPort());
        }
        return opened;
    }

    /** The same with a plain socket. */
    @Benchmark
    public Closeable[] socketRefusedThenGood() throws IOException {
        for (int i = 0; i < BATCH; i++) {
            opened[i] = connector.connect(NamedHosts.REFUSING_FIRST, address.getPort());
        }
        return opened;
    }
}
