package io.happyconnect.benchmarks;

import io.happyconnect.HappyConnector;
import io.happyconnect.candidate.AddressFamily;
import io.happyconnect.dns.DnsResolver;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.xbill.DNS.DClass;
import org.xbill.DNS.Message;
import org.xbill.DNS.Name;
import org.xbill.DNS.Record;
import org.xbill.DNS.SimpleResolver;
import org.xbill.DNS.Type;

/**
 * What looking a name up by DNS adds to a connect over loopback. A cached name should add at most 15 us to that of its
 * address. One that is not, with a server that answers after 2 ms, should take at most 1.1 times as long as one bare A query
 * of the same library, the connect included.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.SampleTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
public class DnsBenchmark {

    private static final String NAME = "www.example.";
    private static final long SERVER_NANOS = TimeUnit.MILLISECONDS.toNanos(2);

    private LoopbackBacklog backlog;
    private DelayingDnsServer server;
    private InetSocketAddress address;
    private DnsResolver caching;
    private DnsResolver forgetful;
    private HappyConnector cached;
    private HappyConnector uncached;
    private SimpleResolver bare;
    private Message query;
    private Socket socket = new Socket();

    /** Opens the port and the server, and looks the name up once. */
    @Setup
    public void open() throws IOException {
        backlog = new LoopbackBacklog(8);
        address = backlog.address();
        server = new DelayingDnsServer(SERVER_NANOS);
        caching = resolver(1_000);
        forgetful = resolver(0);
        cached = connector(caching);
        uncached = connector(forgetful);
        bare = new SimpleResolver(server.address());
        query = Message.newQuery(Record.newRecord(Name.fromString(NAME), Type.A, DClass.IN));
        cached.connect(NAME, address.getPort()).close();
    }

    private DnsResolver resolver(int cacheSize) {
        return DnsResolver.builder()
                .servers(List.of(server.address()))
                .connectivity(family -> true)
                .maxTtl(Duration.ofHours(1))
                .cacheSize(cacheSize)
                .build();
    }

    // The port is that of the baseline's address, so its family goes first on every machine.
    private static HappyConnector connector(DnsResolver resolver) {
        return HappyConnector.builder()
                .resolver(resolver)
                .preferredFamily(AddressFamily.IPV4)
                .build();
    }

    /** Leaves no connection behind. */
    @TearDown(Level.Invocation)
    public void afterConnect() throws IOException {
        backlog.drop();
        socket.close();
    }

    /** Closes the rest. */
    @TearDown
    public void close() throws IOException {
        cached.close();
        uncached.close();
        caching.close();
        forgetful.close();
        server.close();
        backlog.close();
    }

    /** The baseline of the cached name: its address, through the same connector. */
    @Benchmark
    public Socket literal() throws IOException {
        socket = cached.connect(address.getAddress().getHostAddress(), address.getPort());
        return socket;
    }

    /** A name in the cache, both families. */
    @Benchmark
    public Socket cachedName() throws IOException {
        socket = cached.connect(NAME, address.getPort());
        return socket;
    }

    /** The baseline of the name that is not cached: one question of the library that reads our messages, nothing else. */
    @Benchmark
    public Message bareQuery() throws IOException {
        return bare.send(query);
    }

    /** A name that nobody has asked for, until it is connected. */
    @Benchmark
    public Socket uncachedName() throws IOException {
        socket = uncached.connect(NAME, address.getPort());
        return socket;
    }
}
