package io.happyconnect;

import io.happyconnect.drive.LookupResult;
import io.happyconnect.drive.PlainSocketDriver;
import io.happyconnect.drive.RacePlan;
import io.happyconnect.drive.RaceResult;
import io.happyconnect.drive.SocketLimit;
import io.happyconnect.name.Target;
import io.happyconnect.race.RaceSettings;
import io.happyconnect.route.RouteLayer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicLong;
import javax.net.SocketFactory;

/**
 * Opens TCP connections by name, as fast as the network allows: resolves every address behind a host, races staggered
 * connection attempts (RFC 8305 "Happy Eyeballs"), hands over the first that connects and closes the rest.
 *
 * <pre>{@code
 * try (HappyConnector connector = HappyConnector.create()) {
 *     Socket socket = connector.connect("example.com", "https");
 * }
 * }</pre>
 *
 * <p>One connector serves a whole application. Safe for any number of threads, platform or virtual; it starts threads of its
 * own only when a race needs them. Closing it cancels the races that run; sockets it has handed out are the caller's and stay
 * open.
 */
public final class HappyConnector implements ChannelConnector, AutoCloseable {

    /** 10 seconds for a whole race, name resolution included: what the widespread clients with a default use. */
    public static final Duration DEFAULT_CONNECT_TIMEOUT = Duration.ofSeconds(10);

    private static final Duration MINIMUM_TIMEOUT = Duration.ofMillis(1);

    private final HappyConnectorConfiguration configuration;
    private final RacePlans plans;
    private final PlainSocketDriver driver;
    private final ChannelRaces channelRaces;
    private final SocketLimit limit;
    private volatile boolean closed;

    HappyConnector(HappyConnectorConfiguration configuration) {
        this.configuration = configuration;
        AtomicLong ids = new AtomicLong();
        this.limit = SocketLimit.of(configuration.maxSocketsInFlight());
        this.driver = new PlainSocketDriver(
                configuration.name(),
                ids,
                configuration.listener(),
                limit,
                configuration.raceSettings().connectionAttemptDelay().toNanos(),
                RacePlans.errand(configuration.raceSettings().addressOrder()));
        this.plans = new RacePlans(configuration, driver::connectWithinAttempt);
        this.channelRaces = new ChannelRaces(configuration, plans, ids, limit);
    }

    /** {@return a connector with the defaults of RFC 8305} */
    public static HappyConnector create() {
        return builder().build();
    }

    /** {@return a builder that starts with the defaults} */
    public static HappyConnectorBuilder builder() {
        return new HappyConnectorBuilder();
    }

    /**
     * Connects to a port of a host.
     *
     * @param host a name, an internationalized name, or an IPv4 or IPv6 literal with or without brackets
     * @param port 1 to 65535
     * @return a connected plain socket
     * @throws IllegalArgumentException if host or port cannot be, before any I/O
     * @throws ConnectFailedException if no address connected
     * @throws ConnectTimeoutException if the connect timeout passed
     * @throws UnresolvedTargetException if the name has no usable addresses
     * @throws ConnectCancelledException if the thread was interrupted (the flag stays set) or the connector closed
     * @throws IOException no other kind than these four, each of them a {@link ConnectFailure}
     */
    public Socket connect(String host, int port) throws IOException {
        return connect(plans.target(host, port));
    }

    /**
     * Connects to a service of a host.
     *
     * @param host as in {@link #connect(String, int)}
     * @param service a service name such as {@code https} or {@code postgresql}, or a port in digits
     * @return a connected plain socket
     * @throws IllegalArgumentException if host or service cannot be, before any I/O
     * @throws IOException as in {@link #connect(String, int)}
     */
    public Socket connect(String host, String service) throws IOException {
        return connect(Target.of(host, service));
    }

    /**
     * Connects to a target.
     *
     * @param target what to connect to
     * @return a connected plain socket
     * @throws IllegalArgumentException if it is a Unix domain socket, before any I/O
     * @throws IOException as in {@link #connect(String, int)}
     */
    public Socket connect(Target target) throws IOException {
        return connect(target, ConnectOptions.defaults());
    }

    /**
     * Connects to a target, with options for this connect alone. Blocks until the race is over; a {@link Cancellation} and
     * {@link #close()} end it at once, an interrupt within 20 ms, or a quarter of a second if nobody had connected for five seconds.
     *
     * @param target what to connect to
     * @param options what to do otherwise than this connector
     * @return a connected plain {@link Socket}: an interrupt of a thread that reads from it does not close it
     * @throws IOException as in {@link #connect(String, int)}
     */
    public Socket connect(Target target, ConnectOptions options) throws IOException {
        return Objects.requireNonNull(won(target, options).socket());
    }

    /**
     * Connects like {@link #connect(Target, ConnectOptions)}, for callers that want to know how the race was won as well; how
     * one was lost, the exception tells.
     *
     * @param target what to connect to
     * @param options what to do otherwise than this connector
     * @return the socket and the report
     * @throws IOException as in {@link #connect(String, int)}
     */
    public WonRace race(Target target, ConnectOptions options) throws IOException {
        return new WonRace(won(target, options));
    }

    private RaceResult won(Target target, ConnectOptions options) throws IOException {
        Objects.requireNonNull(target, "target");
        if (target.unixSocket().isPresent()) {
            throw new IllegalArgumentException("target " + target
                    + " is a Unix domain socket, which Java has as a channel only: allowed are connectChannel and connectAsync,"
                    + " or a host and a port here");
        }
        ConnectOptions all = configuration.options(target, options);
        Cancellation.Link link = Cancellation.Link.of(all);
        try {
            RacePlan plan = plans.plan(target, all, link.onStart());
            RaceResult result = driver.connect(plan);
            if (result.socket() == null) {
                throw ConnectFailures.of(plan, result.report(), result.abort());
            }
            return result;
        } finally {
            link.undo();
        }
    }

    @Override
    public SocketChannel connectChannel(String host, int port) throws IOException {
        return channelRaces.connect(host, port);
    }

    @Override
    public SocketChannel connectChannel(Target target, ConnectOptions options) throws IOException {
        return channelRaces.connect(target, options);
    }

    @Override
    public WonChannelRace raceChannel(Target target, ConnectOptions options) throws IOException {
        return channelRaces.race(target, options);
    }

    @Override
    public CompletableFuture<SocketChannel> connectAsync(Target target, ConnectOptions options) {
        return channelRaces.raceAsync(target, options, WonChannelRace::channel);
    }

    @Override
    public CompletableFuture<WonChannelRace> raceAsync(Target target, ConnectOptions options) {
        return channelRaces.raceAsync(target, options, won -> won);
    }

    /**
     * Resolves a host, filters and orders its addresses as a race would try them, and dials nothing. Waits for the preferred
     * family as a race does, and no longer: with a resolver that streams, what comes later is not included. Nor is what an
     * address alone does not lead to: a proxy, a tunnel, an alias with a port of its own; see {@link #isReachedByAddress}.
     *
     * @param host as in {@link #connect(String, int)}
     * @return at least one address
     * @throws IllegalArgumentException if the host cannot be
     * @throws UnresolvedTargetException if it has no usable addresses
     * @throws ConnectTimeoutException if the connect timeout passed
     * @throws ConnectCancelledException if the thread was interrupted (the flag stays set)
     * @throws IOException no other kind than these three
     */
    public List<InetAddress> lookup(String host) throws IOException {
        return lookup(host, ConnectOptions.defaults());
    }

    /**
     * Resolves like {@link #lookup(String)}, with options for this lookup alone. Addresses that are given are filtered and
     * ordered, and nothing is resolved.
     *
     * @param host as in {@link #connect(String, int)}
     * @param options timeout, addresses, cancellation and local addresses count
     * @return at least one address
     * @throws IOException as in {@link #lookup(String)}; a cancellation is a {@link ConnectCancelledException}
     */
    public List<InetAddress> lookup(String host, ConnectOptions options) throws IOException {
        // A port has to be given; it plays no part in resolving an address.
        Target target = plans.target(host, 443);
        ConnectOptions all = configuration.options(target, options);
        Cancellation.Link link = Cancellation.Link.of(all);
        try {
            RacePlan plan = plans.plan(target, all, link.onStart());
            return addresses(plan, driver.lookup(plan));
        } finally {
            link.undo();
        }
    }

    /**
     * What {@link #lookup} would return, if it would do so at once: the resolver knows all of the answer already, and nothing that the
     * connector was given may change its mind about it. For adapters that need something only while they wait.
     *
     * @param host as in {@link #connect(String, int)}
     * @param options as in {@link #lookup(String, ConnectOptions)}; timeout and cancellation mean nothing here
     * @return at least one address; empty if a lookup may take a while, or may fail. An interrupt does not matter to it
     * @throws IllegalArgumentException if host or options cannot be
     */
    public Optional<List<InetAddress>> lookupKnown(String host, ConnectOptions options) {
        Target target = plans.target(host, 443);
        return closed
                ? Optional.empty()
                : Optional.ofNullable(plans.knownAddresses(target, configuration.options(target, options)));
    }

    /**
     * Whether {@link #lookup} tells all there is to tell: every way to a host is one of its addresses, at whatever port is asked for.
     * It is not so for a host with a tunnel or a proxy, for an alias with a port of its own or of a Unix domain socket. For adapters
     * to libraries that want addresses: such a host has to be connected to by its name.
     *
     * <p>Asks the {@linkplain HappyConnectorBuilder#route layers}, for the ports 443 and 80, but no resolver, and dials nothing. A
     * layer that cannot tell at once counts as one that knows more than addresses.
     *
     * @param host as in {@link #connect(String, int)}
     * @return whether addresses are enough; always, if there are no layers
     * @throws IllegalArgumentException if the host cannot be
     */
    public boolean isReachedByAddress(String host) {
        Target target = plans.target(host, 443);
        List<RouteLayer> layers = configuration.layers();
        // A port of its own shows only next to another.
        return layers.isEmpty()
                || (RouteProbe.findsAddressesAlone(layers, target)
                        && RouteProbe.findsAddressesAlone(layers, Target.of(host, 80)));
    }

    private static List<InetAddress> addresses(RacePlan plan, LookupResult result) throws IOException {
        if (result.report() != null) {
            throw ConnectFailures.of(plan, result.report(), result.abort());
        }
        InetAddress[] addresses = new InetAddress[result.addresses().size()];
        for (int i = 0; i < addresses.length; i++) {
            addresses[i] = result.addresses().get(i).address();
        }
        return List.of(addresses);
    }

    /**
     * A socket factory for libraries that take one. Its {@code createSocket()} gives an unconnected socket; the others connect
     * one, or fail. It is a socket like any other, except for how it is connected:
     *
     * <ul>
     *   <li>To an unresolved address by a race for its name; to a resolved one by one attempt at that address, which is not
     *       resolved again. Address filter and listeners count for both; proxies and other route layers for the race alone, so
     *       whoever resolves an address itself goes past them, also with {@link io.happyconnect.route.ProxyPolicy#PROXY_ONLY}.
     *   <li>The timeout of the call, up to 1 day, replaces that of this connector, be it shorter or longer; 0 leaves it.
     *   <li>Options set before count for every attempt. No descriptor is opened for them; an option that is read before, or
     *       set by its {@link java.net.SocketOption}, opens one for a moment, and a bind until the connect.
     *   <li>Bound to a local address and any port, each attempt of a race has a port of its own. Bound to a certain port,
     *       attempts must share it, which systems allow at best after {@code setReuseAddress(true)}; else a second one fails
     *       for as long as the first runs.
     *   <li>An interrupt of the connecting thread cancels the connect, on a platform thread too.
     *   <li>A failed connect closes the socket on every version of Java, as Java 25 specifies.
     * </ul>
     *
     * <p>What connecting throws is what {@link #connect(String, int)} throws, a {@link java.net.UnknownHostException} instead of
     * an {@link IllegalArgumentException} for a host that cannot be, and a {@link java.net.SocketException} if the socket is
     * closed meanwhile.
     *
     * @return a factory; all factories of one connector are equal
     */
    public SocketFactory socketFactory() {
        return socketFactory(new ConnectorConnect(this));
    }

    /**
     * A socket factory as above whose sockets connect in another way, for adapters to libraries that resolve names themselves.
     *
     * @param how connects one socket
     * @return a factory; those with equal ways to connect are equal
     */
    public SocketFactory socketFactory(SocketConnect how) {
        return new HappySocketFactory(Objects.requireNonNull(how, "how"));
    }

    /** {@return the name, {@code default} unless configured; it is in thread names, reports and metrics} */
    public String name() {
        return configuration.name();
    }

    /** {@return the knobs of its races, where target and caller say nothing else; a preferred family only if one is configured} */
    public RaceSettings raceSettings() {
        return configuration.raceSettings();
    }

    /** {@return the timeout of a whole race, where target and caller say nothing else} */
    public Duration connectTimeout() {
        return configuration.connectTimeout();
    }

    /** {@return how many sockets of all its races together may be on their way at once} */
    public int maxSocketsInFlight() {
        return limit.most();
    }

    /** {@return how many sockets of its races are on their way now, of {@link #maxSocketsInFlight()}} */
    public int socketsInFlight() {
        return limit.inFlight();
    }

    /**
     * How many attempts would have started by now if there were no limit of sockets. First attempts wait while a quarter of the
     * sockets, at least one, is free: that is kept for races that have tried already.
     *
     * @return attempts that wait for a socket now
     */
    public int attemptsWaiting() {
        return limit.waiting();
    }

    /** {@return whether {@link #close()} was called} */
    public boolean isClosed() {
        return closed;
    }

    /**
     * Cancels the races that run and ends the threads of this connector; {@code connect} throws
     * {@link ConnectCancelledException} from then on. Sockets that were handed out stay open. A resolver that the application
     * supplied is the application's to close. Idempotent; does not wait.
     */
    @Override
    public void close() {
        closed = true;
        driver.close();
        channelRaces.close();
        configuration.close();
    }

    static Duration checkedTimeout(String name, Duration timeout) {
        Objects.requireNonNull(timeout, name);
        if (timeout.compareTo(MINIMUM_TIMEOUT) < 0 || timeout.compareTo(RaceSettings.MAXIMUM_DURATION) > 0) {
            throw new IllegalArgumentException(name + " must be 1 ms to 1 day, but is " + timeout);
        }
        return timeout;
    }

    /** {@return the name and the knobs} */
    @Override
    public String toString() {
        return "HappyConnector \"" + name() + "\" (" + raceSettings() + ", connect timeout "
                + connectTimeout().toMillis() + " ms, at most " + maxSocketsInFlight() + " sockets in flight)";
    }
}
