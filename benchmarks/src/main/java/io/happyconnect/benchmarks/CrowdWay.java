package io.happyconnect.benchmarks;

import io.happyconnect.HappyConnector;
import io.happyconnect.HappyConnectorBuilder;
import io.happyconnect.name.Target;
import io.happyconnect.order.AddressOrder;
import io.happyconnect.resolve.StaticHosts;
import java.io.Closeable;
import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import okhttp3.Call;
import okhttp3.Callback;
import okhttp3.ConnectionPool;
import okhttp3.Dispatcher;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.Response;
import org.jspecify.annotations.Nullable;

/** How each of a crowd connects. */
enum CrowdWay {
    /** A future each, no threads. */
    ASYNC("connectAsync") {
        @Override
        Begin begin(int port, Duration attemptDelay) throws UnknownHostException {
            return async(connector(attemptDelay), port);
        }
    },
    /** A future each, completed on the selector thread: the only one there is. */
    ASYNC_DIRECT("connectAsync, callbacks on the selector thread") {
        @Override
        Begin begin(int port, Duration attemptDelay) throws UnknownHostException {
            return async(connector(attemptDelay).callbackExecutor(Runnable::run), port);
        }
    },
    /** A platform thread each. */
    CHANNEL("connectChannel, a platform thread each") {
        @Override
        Begin begin(int port, Duration attemptDelay) throws UnknownHostException {
            return onPlatformThreads(channel(connector(attemptDelay), port));
        }
    },
    /** A virtual thread each. */
    VIRTUAL_CHANNEL("connectChannel, a virtual thread each") {
        @Override
        Begin begin(int port, Duration attemptDelay) throws UnknownHostException {
            return onVirtualThreads(channel(connector(attemptDelay), port));
        }
    },
    /** A platform thread each. */
    SOCKET("connect, a platform thread each") {
        @Override
        Begin begin(int port, Duration attemptDelay) throws UnknownHostException {
            return onPlatformThreads(socket(connector(attemptDelay), port));
        }
    },
    /** A virtual thread each. */
    VIRTUAL_SOCKET("connect, a virtual thread each") {
        @Override
        Begin begin(int port, Duration attemptDelay) throws UnknownHostException {
            return onVirtualThreads(socket(connector(attemptDelay), port));
        }
    },
    /** OkHttp as it comes; a whole GET, a platform thread each. Its attempt delay cannot be set. */
    OKHTTP("OkHttp as it comes (a GET), a platform thread each") {
        @Override
        Begin begin(int port, Duration attemptDelay) {
            OkHttpClient client = okHttp().build();
            Request request = get(port);
            return onPlatformThreads(() -> {
                Response response = client.newCall(request).execute();
                response.body().bytes();
                return response;
            });
        }
    },
    /** OkHttp as it comes, by its asynchronous API, which lets as many calls run at once as there are; a whole GET. */
    OKHTTP_ASYNC("OkHttp as it comes, enqueue (a GET)") {
        @Override
        Begin begin(int port, Duration attemptDelay) {
            Dispatcher dispatcher = new Dispatcher();
            dispatcher.setMaxRequests(Integer.MAX_VALUE);
            dispatcher.setMaxRequestsPerHost(Integer.MAX_VALUE);
            OkHttpClient client = okHttp().dispatcher(dispatcher).build();
            Request request = get(port);
            return caller -> {
                caller.begins();
                client.newCall(request).enqueue(new Answer(caller));
            };
        }
    };

    private static final String HOST = "crowd.example.com";

    /** After that a call is given up, and counts with the time it took. */
    static final Duration PATIENCE = Duration.ofSeconds(100);

    // Some class may be loaded for the first time on it.
    private static final int STACK = 256 * 1024;

    private final String what;

    CrowdWay(String what) {
        this.what = what;
    }

    /** Begins one connect. */
    @FunctionalInterface
    interface Begin {
        void begin(Caller caller) throws IOException;
    }

    /** Hears of one connect. */
    interface Caller {
        /** It is about to begin, on this thread, which may be held up until the others are here too. */
        void begins();

        /** It has ended. */
        void ended(boolean connected);
    }

    @FunctionalInterface
    private interface Connect {
        Closeable connect() throws IOException;
    }

    abstract Begin begin(int port, Duration attemptDelay) throws UnknownHostException;

    private static OkHttpClient.Builder okHttp() {
        return new OkHttpClient.Builder()
                .dns(host -> addresses())
                .connectionPool(new ConnectionPool(0, 1, TimeUnit.MILLISECONDS))
                .callTimeout(PATIENCE)
                .connectTimeout(PATIENCE)
                .readTimeout(PATIENCE);
    }

    private static Request get(int port) {
        return new Request.Builder().url("http://" + HOST + ":" + port + "/").build();
    }

    /** Hears of a call that was begun. */
    private record Answer(Caller caller) implements Callback {

        @Override
        public void onResponse(Call call, Response response) {
            boolean answered = false;
            try (response) {
                response.body().bytes();
                answered = true;
            } catch (IOException failure) {
                // Told below.
            }
            caller.ended(answered);
        }

        @Override
        public void onFailure(Call call, IOException failure) {
            caller.ended(false);
        }
    }

    private static List<InetAddress> addresses() throws UnknownHostException {
        return List.of(InetAddress.getByName(CrowdServer.DEAD), InetAddress.getByName(CrowdServer.GOOD));
    }

    private static HappyConnectorBuilder connector(Duration attemptDelay) throws UnknownHostException {
        return HappyConnector.builder()
                .resolver(StaticHosts.of(Map.of(HOST, addresses())))
                .connectionAttemptDelay(attemptDelay)
                .connectTimeout(PATIENCE)
                .addressOrder(AddressOrder.asResolved());
    }

    private static Begin async(HappyConnectorBuilder builder, int port) {
        HappyConnector connector = builder.build();
        Target target = Target.of(HOST, port);
        return caller -> {
            caller.begins();
            CompletableFuture<SocketChannel> future = connector.connectAsync(target);
            CompletableFuture<SocketChannel> unused = future.whenComplete((channel, failure) -> {
                caller.ended(failure == null);
                close(channel);
            });
        };
    }

    private static Connect channel(HappyConnectorBuilder builder, int port) {
        HappyConnector connector = builder.build();
        Target target = Target.of(HOST, port);
        return () -> connector.connectChannel(target);
    }

    private static Connect socket(HappyConnectorBuilder builder, int port) {
        HappyConnector connector = builder.build();
        Target target = Target.of(HOST, port);
        return () -> connector.connect(target);
    }

    private static Begin onPlatformThreads(Connect connect) {
        return caller -> new Thread(null, () -> connect(connect, caller), "crowd", STACK).start();
    }

    private static Begin onVirtualThreads(Connect connect) {
        return caller -> VirtualThreads.start(() -> connect(connect, caller));
    }

    private static void connect(Connect connect, Caller caller) {
        Closeable connected = null;
        caller.begins();
        try {
            connected = connect.connect();
        } catch (IOException failure) {
            // Told below.
        } finally {
            caller.ended(connected != null);
        }
        close(connected);
    }

    private static void close(@Nullable Closeable connected) {
        try {
            if (connected != null) {
                connected.close();
            }
        } catch (IOException ignored) {
            // It is measured no more.
        }
    }

    /** Whether each has a thread of its own that waits for it. */
    boolean hasThreads() {
        return !isAsync();
    }

    private boolean isAsync() {
        return this == ASYNC || this == ASYNC_DIRECT || this == OKHTTP_ASYNC;
    }

    /** Whether a caller goes on at once, or has a thread: like is compared with like. */
    boolean isLike(CrowdWay other) {
        return isAsync() == other.isAsync();
    }

    boolean needsVirtualThreads() {
        return name().startsWith("VIRTUAL");
    }

    /** Whether it is here to be compared with. */
    boolean isPeer() {
        return this == OKHTTP || this == OKHTTP_ASYNC;
    }

    @Override
    public String toString() {
        return what;
    }
}
