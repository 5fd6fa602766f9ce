package io.happyconnect.boot.http;

import io.happyconnect.HappyConnector;
import io.happyconnect.okhttp.HappyConnectOkHttp;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.WeakHashMap;
import java.util.concurrent.TimeUnit;
import okhttp3.ConnectionPool;
import okhttp3.Dispatcher;
import okhttp3.Dns;
import okhttp3.OkHttpClient;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.http.client.InetAddressFilter;
import org.springframework.boot.ssl.SslBundle;

/**
 * What all HTTP clients of one connector share: connections, kept for the next request, and the calls that are open. Safe for
 * any thread.
 *
 * <p>Closing it cancels the calls that are open and closes the connections. The connector remains its owner's to close,
 * afterwards.
 */
public final class HttpConnections implements AutoCloseable {

    /** For a server's outgoing calls; the 5 that OkHttp keeps are meant for an app on a phone. */
    private static final int MOST_IDLE = 100;

    /** OkHttp's own. */
    private static final Duration KEEP_ALIVE = Duration.ofMinutes(5);

    private final HappyConnector connector;
    private final ConnectionPool pool = new ConnectionPool(MOST_IDLE, KEEP_ALIVE.toMillis(), TimeUnit.MILLISECONDS);
    private final Dispatcher dispatcher = new Dispatcher();
    private final OpenCalls calls;
    private final Map<SslBundle, BundledTls> bundles = new WeakHashMap<>(); // guarded by this
    private @Nullable OkHttpClient shared; // guarded by this

    /**
     * No connections yet.
     *
     * @param connector what opens them
     */
    public HttpConnections(HappyConnector connector) {
        this.connector = Objects.requireNonNull(connector, "connector");
        this.calls = new OpenCalls(connector.name(), pool::evictAll);
    }

    /** A builder of clients that share the connections, with OkHttp's defaults otherwise. */
    synchronized OkHttpClient.Builder newClient() {
        if (shared == null) {
            // Clients made from one share its SSL socket factory, without which they could not share connections.
            shared = new OkHttpClient.Builder()
                    .connectionPool(pool)
                    .dispatcher(dispatcher)
                    .build();
        }
        return shared.newBuilder();
    }

    /** The TLS of a bundle, the same for the same bundle, so that its clients share connections. */
    synchronized BundledTls tls(SslBundle bundle) {
        return bundles.computeIfAbsent(bundle, BundledTls::of);
    }

    /** Lets clients connect through the connector. A {@code Dns} that was set on the builder resolves for it. */
    OkHttpClient race(OkHttpClient.Builder builder, @Nullable InetAddressFilter filter) {
        Dns dns = builder.build().dns();
        HappyConnectOkHttp pair =
                dns.equals(Dns.SYSTEM) ? HappyConnectOkHttp.of(connector) : HappyConnectOkHttp.of(connector, dns);
        if (filter != null) {
            pair = pair.withAddressFilter(new SpringAddressFilter(filter));
        }
        return pair.applyTo(builder).build();
    }

    OpenCalls calls() {
        return calls;
    }

    @Override
    public void close() {
        calls.close();
        pool.evictAll();
        dispatcher.executorService().shutdown();
    }
}
