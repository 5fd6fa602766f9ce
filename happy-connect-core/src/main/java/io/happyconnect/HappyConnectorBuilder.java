package io.happyconnect;

import io.happyconnect.candidate.AddressFamily;
import io.happyconnect.drive.SocketSettings;
import io.happyconnect.name.Target;
import io.happyconnect.observe.RaceListener;
import io.happyconnect.order.AddressOrder;
import io.happyconnect.race.RaceSettings;
import io.happyconnect.resolve.AddressFilter;
import io.happyconnect.resolve.Connectivity;
import io.happyconnect.resolve.Resolver;
import io.happyconnect.resolve.SystemConnectivity;
import io.happyconnect.route.RouteLayer;
import io.happyconnect.selection.AddressSelection;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Executor;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Collects what a {@link HappyConnector} shall do. Every method checks its argument and names it when it is refused. Not for
 * use by several threads; may build several connectors.
 */
public final class HappyConnectorBuilder {

    private String name = "default";
    private final RaceSettings.Builder race = RaceSettings.builder();
    private Duration connectTimeout = HappyConnector.DEFAULT_CONNECT_TIMEOUT;
    private @Nullable Resolver resolver;
    private AddressFilter addressFilter = AddressFilter.acceptAll();
    private @Nullable Connectivity connectivity;
    private @Nullable AddressOrder addressOrder;
    private SocketSettings socketSettings = SocketSettings.NONE;
    private Function<Target, ConnectOptions> targetOptions = target -> ConnectOptions.defaults();
    private final List<RaceListener> listeners = new ArrayList<>();
    private final List<RouteLayer> layers = new ArrayList<>();
    private @Nullable Executor callbackExecutor;
    private int maxSocketsInFlight;

    HappyConnectorBuilder() {}

    /**
     * The name of the connector, in thread names, reports and metrics.
     *
     * @param name 1 to 64 letters, digits, dots, hyphens and underscores; {@code default} by default
     * @return this builder
     * @throws IllegalArgumentException if it is anything else
     */
    public HappyConnectorBuilder name(String name) {
        Objects.requireNonNull(name, "name");
        if (name.isEmpty() || name.length() > 64 || !name.chars().allMatch(HappyConnectorBuilder::isNameCharacter)) {
            throw new IllegalArgumentException(
                    "name must be 1 to 64 letters, digits, dots, hyphens and underscores, but is \""
                            + name.replaceAll("\\p{Cntrl}", "?") + "\"");
        }
        this.name = name;
        return this;
    }

    private static boolean isNameCharacter(int c) {
        return (c >= 'a' && c <= 'z')
                || (c >= 'A' && c <= 'Z')
                || (c >= '0' && c <= '9')
                || c == '.'
                || c == '-'
                || c == '_';
    }

    /**
     * The connection attempt delay, also called stagger delay: how long after one attempt the next starts while nothing has
     * failed. It never ends an attempt.
     *
     * @param delay 10 ms to 1 day; 250 ms by default (RFC 8305 §8)
     * @return this builder
     * @throws IllegalArgumentException if the delay is out of range
     */
    public HappyConnectorBuilder connectionAttemptDelay(Duration delay) {
        race.connectionAttemptDelay(delay);
        return this;
    }

    /**
     * How long an address of the other family waits for an answer of the preferred one.
     *
     * @param delay 0 to 1 day; 50 ms by default (RFC 8305 §8)
     * @return this builder
     * @throws IllegalArgumentException if the delay is out of range
     */
    public HappyConnectorBuilder resolutionDelay(Duration delay) {
        race.resolutionDelay(delay);
        return this;
    }

    /**
     * How many attempts of one race may run at once; at the limit the next waits until one ends.
     *
     * @param attempts at least 1; no limit by default
     * @return this builder
     * @throws IllegalArgumentException if below 1
     */
    public HappyConnectorBuilder maxConcurrentAttempts(int attempts) {
        race.maxConcurrentAttempts(attempts);
        return this;
    }

    /**
     * After how long a single attempt is given up. A race goes on without it; it saves sockets when many addresses are dead.
     *
     * @param timeout 10 ms to 1 day; none by default
     * @return this builder
     * @throws IllegalArgumentException if the timeout is out of range
     */
    public HappyConnectorBuilder attemptTimeout(Duration timeout) {
        race.attemptTimeout(Objects.requireNonNull(timeout, "attemptTimeout"));
        return this;
    }

    /**
     * The timeout of a whole race, name resolution included.
     *
     * @param timeout 1 ms to 1 day; {@link HappyConnector#DEFAULT_CONNECT_TIMEOUT} by default
     * @return this builder
     * @throws IllegalArgumentException if the timeout is out of range
     */
    public HappyConnectorBuilder connectTimeout(Duration timeout) {
        this.connectTimeout = HappyConnector.checkedTimeout("connectTimeout", timeout);
        return this;
    }

    /**
     * How many addresses of the first family are tried in a row before the other has its turn.
     *
     * @param count at least 1; 1 by default (RFC 8305 §8 First Address Family Count)
     * @return this builder
     * @throws IllegalArgumentException if below 1
     */
    public HappyConnectorBuilder firstAddressFamilyCount(int count) {
        race.firstAddressFamilyCount(count);
        return this;
    }

    /**
     * The family that goes first.
     *
     * @param family a family; by default that of the first address in the {@linkplain #addressOrder order}
     * @return this builder
     */
    public HappyConnectorBuilder preferredFamily(AddressFamily family) {
        race.preferredFamily(Objects.requireNonNull(family, "preferredFamily"));
        return this;
    }

    /**
     * The order of addresses. Families are interleaved afterwards, beginning with the family of the first address (RFC 8305 §4)
     * unless a {@linkplain #preferredFamily preferred family} is set.
     *
     * @param order {@link AddressSelection#rfc6724()} by default; {@link AddressOrder#asResolved()} keeps the resolver's order inside
     *     a family and puts IPv6 first where this host has a route for it
     * @return this builder
     */
    public HappyConnectorBuilder addressOrder(AddressOrder order) {
        this.addressOrder = Objects.requireNonNull(order, "addressOrder");
        return this;
    }

    /**
     * Which addresses may be dialled at all. Several filters must all accept.
     *
     * @param filter a filter, for example {@link io.happyconnect.resolve.AddressPolicy#publicOnly()}; every address by default
     * @return this builder
     */
    public HappyConnectorBuilder addressFilter(AddressFilter filter) {
        this.addressFilter = addressFilter.and(Objects.requireNonNull(filter, "addressFilter"));
        return this;
    }

    /**
     * Local addresses to bind attempts to, each to the first of its family. Addresses of a family that has none are not tried;
     * a wildcard address stands for both.
     *
     * @param addresses any by default
     * @return this builder
     */
    public HappyConnectorBuilder localAddresses(InetAddress... addresses) {
        List<InetSocketAddress> local = new ArrayList<>();
        for (InetAddress address : addresses) {
            local.add(new InetSocketAddress(Objects.requireNonNull(address, "localAddresses"), 0));
        }
        this.socketSettings = socketSettings.withLocalAddresses(local);
        return this;
    }

    /**
     * An option for every attempt's socket, set before it connects.
     *
     * @param option the option, for example {@link java.net.StandardSocketOptions#TCP_NODELAY}
     * @param value its value
     * @param <T> the type of the value
     * @return this builder
     * @throws IllegalArgumentException if TCP sockets of this machine do not have the option, or not with this value
     */
    public <T> HappyConnectorBuilder socketOption(SocketOption<T> option, T value) {
        Objects.requireNonNull(option, "option");
        Objects.requireNonNull(value, "value");
        this.socketSettings = socketSettings.with(option, value);
        return this;
    }

    /**
     * What finds the addresses of a name. The application closes it, if it needs closing.
     *
     * @param resolver a resolver; the platform's by default
     * @return this builder
     */
    public HappyConnectorBuilder resolver(Resolver resolver) {
        this.resolver = Objects.requireNonNull(resolver, "resolver");
        return this;
    }

    /**
     * Puts a layer on top of the resolver, such as {@link io.happyconnect.route.Aliases}. May be called several times: the layer
     * that was given first is asked first, and knows only those that were given after it. A connect to given addresses
     * ({@link ConnectOptions#withAddresses}) asks none.
     *
     * @param layer a layer; none by default
     * @return this builder
     */
    public HappyConnectorBuilder route(RouteLayer layer) {
        layers.add(Objects.requireNonNull(layer, "layer"));
        return this;
    }

    /**
     * What knows which families this host has a way out for. One that is given here chooses which family goes first, unless a
     * {@linkplain #preferredFamily preferred family} is set; by default the {@linkplain #addressOrder order} does.
     *
     * @param connectivity a view of the host; its routing table by default
     * @return this builder
     */
    public HappyConnectorBuilder connectivity(Connectivity connectivity) {
        this.connectivity = Objects.requireNonNull(connectivity, "connectivity");
        return this;
    }

    /**
     * What connects to some targets shall do otherwise. It holds for every way to connect and for lookups, which have no port
     * and are taken for port 443. What the caller of one connect asks for goes before it. May be called several times: what a
     * later function says goes before what an earlier one says.
     *
     * @param options gives, quickly and on any thread, the options for a target; {@link ConnectOptions#defaults()} for
     *     nothing in particular
     * @return this builder
     */
    public HappyConnectorBuilder targetOptions(Function<Target, ConnectOptions> options) {
        Objects.requireNonNull(options, "targetOptions");
        Function<Target, ConnectOptions> earlier = targetOptions;
        this.targetOptions =
                target -> Objects.requireNonNull(options.apply(target), () -> "targetOptions gave null for " + target)
                        .over(earlier.apply(target));
        return this;
    }

    /**
     * Hears every race. May be called several times; every listener hears everything.
     *
     * @param listener a listener
     * @return this builder
     */
    public HappyConnectorBuilder listener(RaceListener listener) {
        listeners.add(Objects.requireNonNull(listener, "listener"));
        return this;
    }

    /**
     * Where races for channels run code of the application that may keep a thread:
     *
     * <ul>
     *   <li>{@linkplain #listener Listeners}. Those of {@link ChannelConnector#connectChannel(Target, ConnectOptions) connectChannel}
     *       hear on the calling thread what that does itself, beginning and end included, and the rest here.
     *   <li>The completion of futures of {@link ChannelConnector#connectAsync(Target, ConnectOptions) connectAsync}, and with it what
     *       depends on them.
     *   <li>An {@link #addressOrder} that might {@linkplain AddressOrder#neverWaits wait}, and methods of the candidates it sorts, if an
     *       answer comes after {@code connectAsync} has returned, or while a caller of {@code connectChannel} is blocked in an attempt.
     *       The attempts that are due then may start on the same thread. Any other answer is sorted by the calling thread.
     * </ul>
     *
     * <p>Nothing else runs here: {@linkplain #targetOptions options for targets} are asked for on the calling thread, resolvers and
     * {@linkplain #route layers} begin there, and an {@linkplain #addressFilter address filter} is asked by the thread that brings the
     * addresses, the calling one or the resolver's. {@code connect} does not use it at all.
     *
     * <p>With {@code Runnable::run} that is whatever thread has the news, the selector's and the resolver's included: then nothing of
     * it may block, or all races wait. What an executor rejects runs on a thread of the connector.
     *
     * @param executor an executor, which stays the application's to close; by default threads of the connector: one, and another
     *     for as long as a callback blocks
     * @return this builder
     */
    public HappyConnectorBuilder callbackExecutor(Executor executor) {
        this.callbackExecutor = Objects.requireNonNull(executor, "callbackExecutor");
        return this;
    }

    /**
     * How many sockets may be on their way at once, all races together: from the begin of an attempt until it has failed, was closed,
     * or its connection was handed over. At the limit races wait, first come, first served, while their timeouts run; a quarter, at
     * least one, is kept for races that have tried already. Candidates that bring sockets of their own (tunnels, proxies) do not count;
     * the connections those are made of do, where this connector makes them.
     *
     * @param sockets at least 2; by default three quarters of the descriptors this process may have, or 4,096 where the system does
     *     not tell
     * @return this builder
     * @throws IllegalArgumentException if below 2: one for a first try, one for a second
     */
    public HappyConnectorBuilder maxSocketsInFlight(int sockets) {
        if (sockets < 2) {
            throw new IllegalArgumentException("maxSocketsInFlight must be at least 2, but is " + sockets);
        }
        this.maxSocketsInFlight = sockets;
        return this;
    }

    /** {@return a connector; it starts no thread before it is used} */
    public HappyConnector build() {
        Resolver given = resolver;
        Connectivity view = connectivity;
        AddressOrder order = addressOrder;
        race.addressOrder(order == null ? AddressSelection.rfc6724() : order);
        return new HappyConnector(new HappyConnectorConfiguration(
                name,
                race.build(),
                connectTimeout,
                given == null ? Resolver.system() : given,
                given == null,
                List.copyOf(layers),
                addressFilter,
                view == null ? new SystemConnectivity() : view,
                view != null,
                socketSettings,
                targetOptions,
                RaceListener.composite(listeners),
                callbackExecutor,
                maxSocketsInFlight));
    }
}
