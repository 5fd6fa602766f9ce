package io.happyconnect.okhttp;

import io.happyconnect.HappyConnector;
import io.happyconnect.resolve.AddressFilter;
import java.util.Objects;
import javax.net.SocketFactory;
import okhttp3.ConnectionSpec;
import okhttp3.Dns;
import okhttp3.OkHttpClient;
import org.jspecify.annotations.Nullable;

/**
 * Lets an OkHttp client connect through a {@link HappyConnector}: every new connection is a race over all addresses of its
 * host, with the connector's delays, filter, order and listeners.
 *
 * <pre>{@code
 * OkHttpClient client = HappyConnectOkHttp.of(connector).applyTo(new OkHttpClient.Builder()).build();
 * }</pre>
 *
 * <p>What OkHttp and its listeners see stays true. Its routes are the real addresses, a connection's socket is connected to
 * the address of its route, each address fails with its own failure, and two hosts share an HTTP/2 connection only if they
 * share an address. OkHttp still walks through the routes one by one; the race has been decided by then, so that every
 * route but the winner's fails at once.
 *
 * <p>A host that is reached in other ways than by its addresses (a tunnel, a proxy of the connector, an alias with a port of its own) is
 * raced for by its name. OkHttp sees an address for it that stands for the host alone and leads nowhere, from the block for
 * discarding of RFC 6666.
 *
 * <p>Two pairs of the same connector and {@code Dns} are equal and interchangeable, and clients that have them share
 * connections when they share a pool. Immutable and safe for any thread. The connector remains the caller's to close.
 */
public final class HappyConnectOkHttp {

    private final RouteDns dns;
    private final SocketFactory socketFactory;

    private HappyConnectOkHttp(RouteDns dns) {
        this.dns = dns;
        this.socketFactory = dns.connector().socketFactory(new RouteConnect(dns));
    }

    /**
     * A pair whose names are resolved by the connector.
     *
     * @param connector the connector
     * @return the pair
     */
    public static HappyConnectOkHttp of(HappyConnector connector) {
        return new HappyConnectOkHttp(new RouteDns(Objects.requireNonNull(connector, "connector"), null, null));
    }

    /**
     * A pair whose names are resolved by an application's own {@code Dns}, DNS over HTTPS for example. Addresses that it
     * leaves out are never dialled; the connector filters and orders what it returns.
     *
     * @param connector the connector
     * @param applicationDns what resolves names, on the thread of the call; if it has an {@code equals}, clients with equal
     *     ones can share connections
     * @return the pair
     */
    public static HappyConnectOkHttp of(HappyConnector connector, Dns applicationDns) {
        Objects.requireNonNull(applicationDns, "applicationDns");
        // A race is decided among the addresses of one lookup; two lookups on top of each other would be two races.
        if (applicationDns instanceof RouteDns) {
            throw new IllegalArgumentException("applicationDns must not be the Dns of a HappyConnectOkHttp");
        }
        return new HappyConnectOkHttp(
                new RouteDns(Objects.requireNonNull(connector, "connector"), applicationDns, null));
    }

    /**
     * A pair that dials only what this filter accepts, too: addresses of a name, IP literals and proxies alike. The filter of
     * the connector holds as before, and so does one that was given here before.
     *
     * @param filter the additional filter; if it has an {@code equals}, clients with equal ones can share connections
     * @return another pair, whose clients share no connections with those of this one
     */
    public HappyConnectOkHttp withAddressFilter(AddressFilter filter) {
        Objects.requireNonNull(filter, "filter");
        AddressFilter both = dns.filter() == null ? filter : dns.filter().and(filter);
        return new HappyConnectOkHttp(new RouteDns(dns.connector(), dns.applicationDns(), both));
    }

    /**
     * Sets {@link #dns()}, {@link #socketFactory()} and {@code fastFallback(false)}, and adds an interceptor that tells the
     * two which call they work for: with it, cancelling a call ends its name lookup as well, and a retry to an address that
     * has died since the last call costs no more than two attempt delays. An interceptor that wants the exceptions of the
     * connector for hosts without an address is added before; one that is added after this sees them as causes of OkHttp's.
     *
     * <p>OkHttp's own fast fallback hands every connect to another thread and has nothing left to gain here. It stays on only
     * if the builder has connection specs that fall back from one kind of TLS to another: without it, OkHttp 5.5 leaves out
     * that second handshake. It may be set again afterwards; routes, races and results are the same with and without it.
     *
     * @param builder the builder of a client
     * @return the same builder
     */
    public OkHttpClient.Builder applyTo(OkHttpClient.Builder builder) {
        OkHttpClient before = builder.build();
        if (!before.interceptors().contains(CallScopeInterceptor.INSTANCE)) {
            builder.addInterceptor(CallScopeInterceptor.INSTANCE);
        }
        return builder.dns(dns).socketFactory(socketFactory).fastFallback(before.fastFallback() && retriesTls(before));
    }

    private static boolean retriesTls(OkHttpClient client) {
        return client.connectionSpecs().stream().filter(ConnectionSpec::isTls).count() > 1;
    }

    /**
     * Returns the addresses that a race may try, in its order; dials nothing. On its own, with another socket factory, it is
     * an ordinary {@code Dns}, to which hosts that are not reached by address are unreachable.
     *
     * <p>A filter belongs inside, either in the connector or in the {@code Dns} given to {@link #of(HappyConnector, Dns)}: an
     * address that something outside takes out of the list would still take part in the race.
     *
     * @return the {@code Dns}; equal to that of every other pair of the same connector and {@code Dns}
     */
    public Dns dns() {
        return dns;
    }

    /**
     * Makes the sockets that race when they are connected to an address of {@link #dns()}. On its own, with another
     * {@code Dns}, every connect is one to that address alone.
     *
     * @return the factory; equal to that of every other pair of the same connector and {@code Dns}
     */
    public SocketFactory socketFactory() {
        return socketFactory;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof HappyConnectOkHttp that && dns.equals(that.dns);
    }

    @Override
    public int hashCode() {
        return dns.hashCode();
    }

    /** {@return the connector and, if there is one, the application's {@code Dns}} */
    @Override
    public String toString() {
        return dns.toString();
    }
}
