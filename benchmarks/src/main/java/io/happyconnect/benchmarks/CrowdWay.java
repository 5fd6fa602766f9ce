package io.happyconnect.benchmarks;

import io.happyconnect.ConnectOptions;
import io.happyconnect.HappyConnector;
import io.happyconnect.name.Target;
import java.io.Closeable;
import java.io.IOException;
import java.lang.reflect.Method;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.UnknownHostException;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import okhttp3.ConnectionPool;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.Response;
import org.jspecify.annotations.Nullable;

/** How each of a crowd connects. */
enum CrowdWay {
    /** A future each, no threads. */
    ASYNC("connectAsync") {
        @Override
        Begin begin(int port) throws UnknownHostException {
            HappyConnector connector = HappyConnector.builder()
                    .connectTimeout(PATIENCE)
                    .addressOrder(candidates -> candidates)
                    .build();
            Target target = Target.of("crowd.example.com", port);
            ConnectOptions options = ConnectOptions.defaults().withAddresses(addresses());
            return done -> {
                CompletableFuture<SocketChannel> future = connector.connectAsync(target, options);
                CompletableFuture<SocketChannel> unused = future.whenComplete((channel, failure) -> {
                    done.accept(failure == null);
                    close(channel);
                });
            };
        }
    },
    /** A platform thread each. */
    CHANNEL("connectChannel, a platform thread each") {
        @Override
        Begin begin(int port) throws UnknownHostException {
            return onPlatformThreads(channel(port));
        }
    },
    /** A virtual thread each. */
    VIRTUAL_CHANNEL("connectChannel, a virtual thread each") {
        @Override
        Begin begin(int port) throws UnknownHostException {
            return onVirtualThreads(channel(port));
        }
    },
    /** A platform thread each. */
    SOCKET("connect, a platform thread each") {
        @Override
        Begin begin(int port) throws UnknownHostException {
            return onPlatformThreads(socket(port));
        }
    },
    /** A virtual thread each. */
    VIRTUAL_SOCKET("connect, a virtual thread each") {
        @Override
        Begin begin(int port) throws UnknownHostException {
            return onVirtualThreads(socket(port));
        }
    },
    /** OkHttp as it comes; a whole GET, a platform thread each. */
    OKHTTP("OkHttp as it comes (a GET), a platform thread each") {
        @Override
        Begin begin(int port) {
            OkHttpClient client = new OkHttpClient.Builder()
                    .dns(host -> addresses())
                    .connectionPool(new ConnectionPool(0, 1, TimeUnit.MILLISECONDS))
                    .callTimeout(PATIENCE)
                    .connectTimeout(PATIENCE)
                    .readTimeout(PATIENCE)
                    .build();
            Request request = new Request.Builder()
                    .url("http://crowd.example.com:" + port + "/")
                    .build();
            return onPlatformThreads(() -> {
                Response response = client.newCall(request).execute();
                response.body().bytes();
                return response;
            });
        }
    },
    /** The addresses one after the other, 250 ms for each: what the JDK's Socket can do by itself. */
    SEQUENTIAL("new Socket().connect, one address after the other, 250 ms each") {
        @Override
        Begin begin(int port) {
            return onPlatformThreads(() -> {
                IOException last = new IOException("no addresses");
                for (InetAddress address : addresses()) {
                    Socket socket = new Socket();
                    try {
                        socket.connect(new InetSocketAddress(address, port), 250);
                        return socket;
                    } catch (IOException silent) {
                        socket.close();
                        last = silent;
                    }
                }
                throw last;
            });
        }
    };

    private static final Duration PATIENCE = Duration.ofSeconds(100);

    private final String what;

    CrowdWay(String what) {
        this.what = what;
    }

    /** Begins one connect. */
    @FunctionalInterface
    interface Begin {
        void begin(Consumer<Boolean> done) throws IOException;
    }

    @FunctionalInterface
    private interface Connect {
        Closeable connect() throws IOException;
    }

    abstract Begin begin(int port) throws UnknownHostException;

    private static List<InetAddress> addresses() throws UnknownHostException {
        return List.of(InetAddress.getByName(CrowdServer.DEAD), InetAddress.getByName(CrowdServer.GOOD));
    }

    private static HappyConnector connector() {
        return HappyConnector.builder()
                .connectTimeout(PATIENCE)
                .addressOrder(candidates -> candidates)
                .build();
    }

    private static Connect channel(int port) throws UnknownHostException {
        HappyConnector connector = connector();
        Target target = Target.of("crowd.example.com", port);
        ConnectOptions options = ConnectOptions.defaults().withAddresses(addresses());
        return () -> connector.connectChannel(target, options);
    }

    private static Connect socket(int port) throws UnknownHostException {
        HappyConnector connector = connector();
        Target target = Target.of("crowd.example.com", port);
        ConnectOptions options = ConnectOptions.defaults().withAddresses(addresses());
        return () -> connector.connect(target, options);
    }

    private static Begin onPlatformThreads(Connect connect) {
        return done -> new Thread(null, () -> connect(connect, done), "crowd", 128 * 1024).start();
    }

    private static Begin onVirtualThreads(Connect connect) {
        Method start;
        try {
            start = Thread.class.getMethod("startVirtualThread", Runnable.class);
        } catch (NoSuchMethodException before21) {
            throw new IllegalStateException("virtual threads need Java 21", before21);
        }
        return done -> {
            try {
                Runnable work = () -> connect(connect, done);
                start.invoke(null, work);
            } catch (ReflectiveOperationException impossible) {
                throw new IllegalStateException(impossible);
            }
        };
    }

    private static void connect(Connect connect, Consumer<Boolean> done) {
        Closeable connected = null;
        try {
            connected = connect.connect();
        } catch (IOException failure) {
            // Told below.
        }
        done.accept(connected != null);
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

    boolean needsVirtualThreads() {
        return name().startsWith("VIRTUAL");
    }

    @Override
    public String toString() {
        return what;
    }
}
