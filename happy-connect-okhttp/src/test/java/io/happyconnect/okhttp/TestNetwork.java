package io.happyconnect.okhttp;

import io.happyconnect.HappyConnector;
import io.happyconnect.HappyConnectorBuilder;
import io.happyconnect.candidate.AddressCandidate;
import io.happyconnect.candidate.Candidate;
import io.happyconnect.name.Target;
import io.happyconnect.resolve.Answers;
import io.happyconnect.resolve.Lookup;
import io.happyconnect.resolve.Resolver;
import io.happyconnect.testsupport.BlackHole;
import io.happyconnect.testsupport.Loopback;
import java.io.Closeable;
import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;
import okhttp3.ConnectionPool;
import okhttp3.OkHttpClient;

/** Names, servers, a connector and clients of one test. What is opened here is closed with it, in reverse order. */
final class TestNetwork implements Resolver, AutoCloseable {

    /** Short enough for tests, long enough to tell it from the time a connect over loopback takes. */
    static final Duration ATTEMPT_DELAY = Duration.ofMillis(100);

    private static final int MOST_TRIES = 50;

    final RecordingListener races = new RecordingListener();
    private int lookups; // guarded by this
    final HappyConnector connector;
    final HappyConnectOkHttp happy;
    private final Map<String, List<InetAddress>> names = new ConcurrentHashMap<>();
    private final Deque<Closeable> opened = new ArrayDeque<>();

    TestNetwork() {
        this(builder -> builder);
    }

    TestNetwork(UnaryOperator<HappyConnectorBuilder> settings) {
        connector = settings.apply(HappyConnector.builder()
                        .connectionAttemptDelay(ATTEMPT_DELAY)
                        .resolver(this)
                        .listener(races))
                .build();
        happy = HappyConnectOkHttp.of(connector);
    }

    // --- names ---

    /** Lets a name stand for these addresses, from now on. */
    void name(String host, InetAddress... addresses) {
        names.put(host, List.of(addresses));
    }

    @Override
    public Lookup resolve(Target target, Answers answers) {
        synchronized (this) {
            lookups++;
            notifyAll();
        }
        List<Candidate> found = new ArrayList<>();
        for (InetAddress address : names.getOrDefault(target.host(), List.of())) {
            found.add(new AddressCandidate(address, target.port()));
        }
        answers.found(found);
        answers.done();
        return Lookup.ended();
    }

    /** {@return how many lookups there were} */
    synchronized int lookups() {
        return lookups;
    }

    synchronized void awaitLookups(int number) throws InterruptedException {
        while (lookups < number) {
            wait();
        }
    }

    // --- servers ---

    /** Opens places on one free port, and lets a name stand for them. {@return the port} */
    int site(String host, Place... places) throws IOException {
        name(host, Arrays.stream(places).map(Place::address).toArray(InetAddress[]::new));
        return open(places);
    }

    /** Opens places on one free port. {@return the port} */
    int open(Place... places) throws IOException {
        int port = freePort(places);
        for (Place place : places) {
            opened(place.opening().at(place.address(), port));
        }
        return port;
    }

    // Free on one address does not mean free on the next: other tests of this machine use ports as well.
    private static int freePort(Place... places) throws IOException {
        for (int tries = 1; ; tries++) {
            int port = 0;
            try {
                for (Place place : places) {
                    try (ServerSocket probe = new ServerSocket(port, 1, place.address())) {
                        port = probe.getLocalPort();
                    }
                }
                return port;
            } catch (BindException taken) {
                if (tries == MOST_TRIES) {
                    throw taken;
                }
            }
        }
    }

    void blackHole(int last, int port) throws IOException {
        BlackHole blackHole = new BlackHole(Loopback.ipv4(last), port);
        opened(blackHole::close);
    }

    /** Remembers something to be closed. */
    <T extends Closeable> T opened(T resource) {
        opened.push(resource);
        return resource;
    }

    // --- clients ---

    /** A client prepared by the pair. */
    OkHttpClient client() {
        return client(builder -> builder);
    }

    OkHttpClient client(UnaryOperator<OkHttpClient.Builder> settings) {
        return client(happy, settings);
    }

    OkHttpClient client(HappyConnectOkHttp pair, UnaryOperator<OkHttpClient.Builder> settings) {
        return plainClient(builder -> settings.apply(pair.applyTo(builder)));
    }

    /** A client as OkHttp makes it, with a pool of its own. */
    OkHttpClient plainClient(UnaryOperator<OkHttpClient.Builder> settings) {
        OkHttpClient client = settings.apply(
                        new OkHttpClient.Builder().connectionPool(new ConnectionPool(5, 5, TimeUnit.MINUTES)))
                .build();
        opened(() -> {
            client.dispatcher().executorService().shutdown();
            client.connectionPool().evictAll();
        });
        return client;
    }

    @Override
    public void close() throws IOException {
        while (!opened.isEmpty()) {
            opened.pop().close();
        }
        connector.close();
    }
}
