package io.happyconnect.soak;

import io.happyconnect.Cancellation;
import io.happyconnect.ConnectFailure;
import io.happyconnect.ConnectOptions;
import io.happyconnect.HappyConnector;
import io.happyconnect.name.Target;
import io.happyconnect.okhttp.HappyConnectOkHttp;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.Response;

/** What one of the threads does next: one of several ways to connect, and to be disturbed while connecting. */
final class Work {

    private static final int PATIENCE_MILLIS = 10_000;

    /** How it ended; anything else is thrown. */
    enum Outcome {
        CONNECTED,
        FAILED,
        CANCELLED
    }

    @FunctionalInterface
    private interface Way {
        Outcome run(HappyConnector connector) throws Exception;
    }

    private final Neighbourhood neighbourhood;
    private final ScheduledExecutorService disturber;
    private final OkHttpClient web;
    private final Random random;
    private final Way[] ways = {
        this::socket,
        this::channel,
        this::async,
        this::asyncCancelled,
        this::nowhere,
        this::cancelled,
        this::interrupted,
        this::socketClosed,
        this::web
    };

    Work(Neighbourhood neighbourhood, ScheduledExecutorService disturber, OkHttpClient web, long seed) {
        this.neighbourhood = neighbourhood;
        this.disturber = disturber;
        this.web = web;
        this.random = new Random(seed);
    }

    /** Does one thing. Whatever fails fails as it is documented; what does not is thrown. */
    Outcome next(HappyConnector connector) throws Exception {
        try {
            return ways[random.nextInt(ways.length)].run(connector);
        } catch (IOException failure) {
            if (connector.isClosed()) {
                return Outcome.CANCELLED;
            }
            throw failure;
        }
    }

    /** A moment between two things, so that 50 threads leave something of two processors to the others. */
    long pauseNanos() {
        return TimeUnit.MILLISECONDS.toNanos(20 + random.nextInt(100));
    }

    private Target target() {
        return Target.of("soak.test", neighbourhood.port());
    }

    private ConnectOptions leading() {
        return ConnectOptions.defaults().withAddresses(neighbourhood.someThatLead(random));
    }

    private ConnectOptions leadingNowhere() {
        return ConnectOptions.defaults().withAddresses(neighbourhood.someThatLeadNowhere(random));
    }

    private Outcome socket(HappyConnector connector) throws IOException {
        try (Socket socket = connector.connect(target(), leading())) {
            socket.setSoTimeout(PATIENCE_MILLIS);
            if (Neighbourhood.echoes(socket.getInetAddress())) {
                socket.getOutputStream().write(7);
                require(socket.getInputStream().read() == 7, "no echo");
            }
        }
        return Outcome.CONNECTED;
    }

    private Outcome channel(HappyConnector connector) throws IOException {
        try (SocketChannel channel = connector.connectChannel(target(), leading())) {
            echo(channel);
        }
        return Outcome.CONNECTED;
    }

    private static void echo(SocketChannel channel) throws IOException {
        InetAddress address = ((InetSocketAddress) channel.getRemoteAddress()).getAddress();
        if (Neighbourhood.echoes(address)) {
            channel.write(ByteBuffer.wrap(new byte[] {7}));
            ByteBuffer echoed = ByteBuffer.allocate(1);
            require(channel.read(echoed) == 1 && echoed.get(0) == 7, "no echo");
        }
    }

    private Outcome async(HappyConnector connector) throws Exception {
        return await(connector.connectAsync(target(), leading()));
    }

    private Outcome asyncCancelled(HappyConnector connector) throws Exception {
        CompletableFuture<SocketChannel> future =
                connector.connectAsync(target(), random.nextBoolean() ? leading() : leadingNowhere());
        Future<?> disturbed = later(() -> future.cancel(true));
        Outcome outcome = await(future);
        disturbed.get();
        return outcome;
    }

    private static Outcome await(CompletableFuture<SocketChannel> future) throws Exception {
        try (SocketChannel channel = future.get(PATIENCE_MILLIS, TimeUnit.MILLISECONDS)) {
            echo(channel);
            return Outcome.CONNECTED;
        } catch (CancellationException cancelled) {
            return Outcome.CANCELLED;
        } catch (ExecutionException failed) {
            if (failed.getCause() instanceof IOException failure) {
                throw failure;
            }
            throw failed;
        }
    }

    private Outcome nowhere(HappyConnector connector) throws IOException {
        Duration timeout = Duration.ofMillis(50 + random.nextInt(250));
        return failing(() -> connector.connect(target(), leadingNowhere().withTimeout(timeout)));
    }

    private Outcome cancelled(HappyConnector connector) throws Exception {
        Cancellation cancellation = new Cancellation();
        Future<?> disturbed = later(() -> {
            cancellation.cancel();
            return null;
        });
        Outcome outcome =
                failing(() -> connector.connect(target(), leadingNowhere().withCancellation(cancellation)));
        disturbed.get();
        return outcome;
    }

    private Outcome interrupted(HappyConnector connector) throws Exception {
        Thread me = Thread.currentThread();
        Future<?> disturbed = later(() -> {
            me.interrupt();
            return null;
        });
        Outcome outcome = failing(() -> connector.connect(target(), leadingNowhere()));
        while (!disturbed.isDone()) {
            Thread.onSpinWait();
        }
        Thread.interrupted();
        return outcome;
    }

    private Outcome socketClosed(HappyConnector connector) throws Exception {
        Socket socket = connector.socketFactory().createSocket();
        Future<?> disturbed = later(() -> {
            socket.close();
            return null;
        });
        Outcome outcome = Outcome.CANCELLED;
        try (socket) {
            socket.connect(
                    new InetSocketAddress(
                            neighbourhood.someThatLeadNowhere(random).get(0), neighbourhood.port()),
                    5_000);
        } catch (SocketException closed) {
            outcome = Outcome.CANCELLED;
        }
        disturbed.get();
        return outcome;
    }

    private Outcome web(HappyConnector connector) throws IOException {
        OkHttpClient client =
                HappyConnectOkHttp.of(connector).applyTo(web.newBuilder()).build();
        Request request = new Request.Builder().url(neighbourhood.url()).build();
        try (Response response = client.newCall(request).execute()) {
            require(response.body().string().equals("hello"), "no hello");
        }
        return Outcome.CONNECTED;
    }

    @FunctionalInterface
    private interface Connect {
        Socket connect() throws IOException;
    }

    private static Outcome failing(Connect connect) throws IOException {
        try (Socket unexpected = connect.connect()) {
            throw new AssertionError("connected to " + unexpected);
        } catch (IOException failure) {
            require(failure instanceof ConnectFailure, "not as documented: " + failure);
            return Outcome.FAILED;
        }
    }

    private Future<?> later(Callable<?> disturbance) {
        return disturber.schedule(disturbance, random.nextInt(40_000), TimeUnit.MICROSECONDS);
    }

    private static void require(boolean holds, String otherwise) {
        if (!holds) {
            throw new AssertionError(otherwise);
        }
    }
}
