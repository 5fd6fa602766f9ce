package io.happyconnect.benchmarks;

import io.happyconnect.HappyConnector;
import io.happyconnect.candidate.AddressFamily;
import io.happyconnect.candidate.Candidate;
import io.happyconnect.observe.RaceListener;
import io.happyconnect.observe.RaceReport;
import io.happyconnect.order.AddressOrder;
import io.happyconnect.selection.AddressSelection;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.util.List;
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

/**
 * The happy path of one connect over loopback: what the race costs when nothing is wrong.
 *
 * <p>The time is that of the connect alone; sockets are closed between batches. The names come from the JDK's own hosts
 * file ({@link NamedHosts}), so that they take the way of every name: through the platform's resolver into the cache of
 * {@link io.happyconnect.resolve.SystemResolver}, two addresses each.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.SampleTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@OperationsPerInvocation(ConnectBenchmark.BATCH)
public class ConnectBenchmark {

    /** Connects per sample: long beside the clock's own cost, short beside the time slice of another process. */
    static final int BATCH = 32;

    private static final int TIMEOUT_MILLIS = 10_000;

    private final Socket[] sockets = new Socket[BATCH];
    private LoopbackBacklog backlog;
    private InetSocketAddress address;
    private String literal;
    private int port;
    private HappyConnector plain;
    private HappyConnector sortingEachTime;
    private HappyConnector silentlyHeard;
    private HappyConnector reporting;
    private HappyConnector recorded;
    private long allocatedBefore;

    /** What the reporting listener has read, so that nobody can leave the reading out. */
    int textRead;

    /** Opens the port and checks that the names lead there. */
    @Setup
    public void open() throws IOException {
        backlog = new LoopbackBacklog(2 * BATCH);
        address = backlog.address();
        literal = address.getAddress().getHostAddress();
        port = address.getPort();
        plain = connector(RaceListener.NONE);
        sortingEachTime = HappyConnector.builder()
                .preferredFamily(AddressFamily.IPV4)
                .addressOrder(new SaysNothing(AddressSelection.rfc6724()))
                .build();
        silentlyHeard = connector(new RaceListener() {});
        reporting = connector(new RaceListener() {
            @Override
            public void raceEnded(RaceReport report) {
                textRead += report.format().length();
            }
        });
        recorded = connector(Recording.metricsHistoryAndLog());
        check(NamedHosts.ONE_FAMILY);
        check(NamedHosts.BOTH_FAMILIES);
    }

    // The preferred family is given so that the baseline's address is the one that wins on every machine.
    private static HappyConnector connector(RaceListener listener) {
        return HappyConnector.builder()
                .preferredFamily(AddressFamily.IPV4)
                .listener(listener)
                .build();
    }

    private void check(String name) throws IOException {
        List<InetAddress> addresses = plain.lookup(name);
        if (addresses.size() != 2 || !addresses.get(0).equals(address.getAddress())) {
            throw new IllegalStateException(name + " is " + addresses + ", but must be two addresses, "
                    + address.getAddress() + " first: " + NamedHosts.ADVICE);
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
        for (Socket socket : sockets) {
            socket.close();
        }
    }

    /** Closes the rest. */
    @TearDown
    public void close() throws IOException {
        backlog.close();
        plain.close();
        sortingEachTime.close();
        silentlyHeard.close();
        reporting.close();
        recorded.close();
    }

    /** The baseline: what nearly every client does, to an address that needs no resolving. */
    @Benchmark
    public Socket[] bareTimed() throws IOException {
        for (int i = 0; i < BATCH; i++) {
            Socket socket = new Socket();
            socket.connect(address, TIMEOUT_MILLIS);
            sockets[i] = socket;
        }
        return sockets;
    }

    /** The least a plain socket can cost. */
    @Benchmark
    public Socket[] bareUntimed() throws IOException {
        for (int i = 0; i < BATCH; i++) {
            Socket socket = new Socket();
            socket.connect(address);
            sockets[i] = socket;
        }
        return sockets;
    }

    /** As most people write it, with a name: the JDK resolves it from its cache and tries its first address alone. */
    @Benchmark
    @SuppressWarnings("AddressSelection") // it is what Happy Connect replaces
    public Socket[] bareResolving() throws IOException {
        for (int i = 0; i < BATCH; i++) {
            Socket socket = new Socket();
            socket.connect(new InetSocketAddress(NamedHosts.BOTH_FAMILIES, port), TIMEOUT_MILLIS);
            sockets[i] = socket;
        }
        return sockets;
    }

    /** A cached name with an IPv4 and an IPv6 address. */
    @Benchmark
    public Socket[] nameOfBothFamilies() throws IOException {
        return connect(plain, NamedHosts.BOTH_FAMILIES);
    }

    /** An order of which nothing is known but how it sorts. */
    private record SaysNothing(AddressOrder order) implements AddressOrder {

        @Override
        public List<Candidate> sort(List<Candidate> candidates) {
            return order.sort(candidates);
        }
    }

    /** The same with an order of which nothing is known: the difference is what a plan saves that serves many races. */
    @Benchmark
    public Socket[] nameSortedByEachRace() throws IOException {
        return connect(sortingEachTime, NamedHosts.BOTH_FAMILIES);
    }

    /** A cached name with two IPv4 addresses. */
    @Benchmark
    public Socket[] nameOfOneFamily() throws IOException {
        return connect(plain, NamedHosts.ONE_FAMILY);
    }

    /** An address in digits: one candidate, nothing to resolve. */
    @Benchmark
    public Socket[] literal() throws IOException {
        return connect(plain, literal);
    }

    /** The name of both families, with a listener that does nothing: every event and the report are made for it. */
    @Benchmark
    public Socket[] nameHeardSilently() throws IOException {
        return connect(silentlyHeard, NamedHosts.BOTH_FAMILIES);
    }

    /** The name of both families, with a listener that draws the timeline of every race. */
    @Benchmark
    public Socket[] nameReported() throws IOException {
        return connect(reporting, NamedHosts.BOTH_FAMILIES);
    }

    /** The name of both families, recorded as the Spring Boot starter does it unless it is told otherwise. */
    @Benchmark
    public Socket[] nameRecorded() throws IOException {
        return connect(recorded, NamedHosts.BOTH_FAMILIES);
    }

    private Socket[] connect(HappyConnector connector, String host) throws IOException {
        for (int i = 0; i < BATCH; i++) {
            sockets[i] = connector.connect(host, port);
        }
        return sockets;
    }
}
