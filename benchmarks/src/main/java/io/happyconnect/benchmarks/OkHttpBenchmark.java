package io.happyconnect.benchmarks;

import io.happyconnect.HappyConnector;
import io.happyconnect.candidate.AddressFamily;
import io.happyconnect.okhttp.HappyConnectOkHttp;
import java.io.IOException;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import okhttp3.Connection;
import okhttp3.ConnectionPool;
import okhttp3.Interceptor;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.Response;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/**
 * A GET over a new connection, from call to closed response, of a client of each kind.
 *
 * <p>The name has two IPv4 addresses, so that all clients try the same one first; OkHttp would begin with IPv6.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.SampleTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
public class OkHttpBenchmark {

    private TinyHttpServer server;
    private HappyConnector connector;
    private OkHttpClient stock;
    private OkHttpClient withoutFastFallback;
    private OkHttpClient happy;
    private Request request;

    /** Starts the server. */
    @Setup
    public void open() throws IOException {
        server = new TinyHttpServer();
        connector = HappyConnector.builder().preferredFamily(AddressFamily.IPV4).build();
        stock = newConnections().build();
        withoutFastFallback = newConnections().fastFallback(false).build();
        happy = HappyConnectOkHttp.of(connector).applyTo(newConnections()).build();
        request = new Request.Builder()
                .url("http://" + NamedHosts.ONE_FAMILY + ":" + server.port() + "/")
                .build();
    }

    private static OkHttpClient.Builder newConnections() {
        return new OkHttpClient.Builder()
                .connectionPool(new ConnectionPool(0, 1, TimeUnit.MINUTES))
                .addNetworkInterceptor(OkHttpBenchmark::resetWhenClosed);
    }

    // Otherwise the client's side of every connection stays in TIME_WAIT, and the search for a free port grows.
    private static Response resetWhenClosed(Interceptor.Chain chain) throws IOException {
        Connection connection = Objects.requireNonNull(chain.connection());
        connection.socket().setSoLinger(true, 0);
        return chain.proceed(chain.request());
    }

    /** Ends the server. */
    @TearDown
    public void close() throws IOException {
        server.close();
        connector.close();
    }

    /** The baseline: OkHttp as it comes, with its own fast fallback. */
    @Benchmark
    public int stock() throws IOException {
        return get(stock);
    }

    /** OkHttp without any racing. */
    @Benchmark
    public int withoutFastFallback() throws IOException {
        return get(withoutFastFallback);
    }

    /** OkHttp with Happy Connect. */
    @Benchmark
    public int happy() throws IOException {
        return get(happy);
    }

    private int get(OkHttpClient client) throws IOException {
        try (Response response = client.newCall(request).execute()) {
            return response.body().bytes().length;
        }
    }
}
