package io.happyconnect.okhttp;

import static org.assertj.core.api.Assertions.assertThat;

import io.happyconnect.testsupport.CallerThreads;
import io.happyconnect.testsupport.LeaksNothing;
import io.happyconnect.testsupport.Loopback;
import io.happyconnect.testsupport.Restarts;
import java.io.IOException;
import java.net.InetAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import mockwebserver3.MockWebServer;
import okhttp3.Call;
import okhttp3.ConnectionPool;
import okhttp3.OkHttpClient;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Many calls at once, with cancels, dead addresses and servers that restart: no call hangs, and nothing is left of any. */
@LeaksNothing(
        withinMillis = 10_000,
        exceptThreads = {"OkHttp", "Okio", "MockWebServer"})
@Timeout(120)
class CallStressTest {

    private static final int CALLS = 2_000;
    private static final int THREADS = 50;

    /** Another one each time; to repeat a run as far as threads let it be repeated, {@code -Dstress.seed=...}. */
    private static final long SEED = Long.getLong("stress.seed", System.nanoTime());

    /** Names with a server that is never restarted, and none that is. */
    private static final List<String> ALWAYS_THERE = List.of("n2.test", "n4-2.test", "n3-4-2.test", "n4-5-3-2.test");

    private final TestNetwork network =
            new TestNetwork(builder -> builder.connectionAttemptDelay(Duration.ofMillis(20)));
    private @Nullable ExecutorService callers;
    private final ScheduledExecutorService cancels = Executors.newScheduledThreadPool(1);

    private final AtomicInteger answered = new AtomicInteger();
    private final AtomicInteger cancelled = new AtomicInteger();
    private final AtomicInteger failed = new AtomicInteger();

    @AfterEach
    void close() throws IOException {
        if (callers != null) {
            callers.shutdownNow();
        }
        cancels.shutdownNow();
        network.close();
    }

    static Stream<Arguments> nothingIsLeftOfManyCalls() {
        return Stream.of(CallerThreads.values())
                .flatMap(threads -> Stream.of(Arguments.of(threads, false, SEED), Arguments.of(threads, true, SEED)));
    }

    /** The seed is an argument so that whoever reports a failure names it. */
    @ParameterizedTest
    @MethodSource
    void nothingIsLeftOfManyCalls(CallerThreads threads, boolean fastFallback, long seed) throws Exception {
        ExecutorService callers = Executors.newFixedThreadPool(THREADS, threads.factory());
        this.callers = callers;
        MockWebServer restarting = Servers.saying("a");
        int port = network.open(
                Place.serving(1, restarting),
                Place.serving(2, Servers.saying("b")),
                Place.refusing(3),
                Place.blackHole(4),
                Place.blackHole(5));
        List<String> names = names();
        OkHttpClient client = network.client(builder -> builder.fastFallback(fastFallback)
                .connectTimeout(Duration.ofSeconds(5))
                // Small, so that most calls need a new connection and some find an old one.
                .connectionPool(new ConnectionPool(3, 1, TimeUnit.SECONDS)));
        Random random = new Random(seed);
        List<Future<?>> running = new ArrayList<>();
        for (int i = 0; i < CALLS; i++) {
            Call call = Calls.get(client, "http://" + names.get(random.nextInt(names.size())) + ":" + port);
            int cancelAfterMicros = random.nextInt(4) == 0 ? random.nextInt(30_000) : -1;
            running.add(callers.submit(() -> run(call, cancelAfterMicros)));
        }
        InetAddress place = restarting.getSocketAddress().getAddress();
        Restarts restarts = network.opened(new Restarts(restarting, () -> Servers.started("a", place, port)));

        for (Future<?> call : running) {
            call.get(60, TimeUnit.SECONDS);
        }

        restarts.end();
        System.out.printf(
                "%d calls on %d %s threads, fast fallback %s, seed %d:"
                        + " %d answered, %d cancelled, %d failed; %d races, %d restarts%n",
                CALLS,
                THREADS,
                threads,
                fastFallback,
                seed,
                answered.get(),
                cancelled.get(),
                failed.get(),
                network.races.reports().size(),
                restarts.number());
        assertThat(answered.get() + cancelled.get() + failed.get()).isEqualTo(CALLS);
        assertThat(answered).hasValueGreaterThan(CALLS / 2);
        assertThat(cancelled).hasValueGreaterThan(CALLS / 20);
        assertThat(restarts.number()).isPositive();
        assertThat(network.races.complaints()).isEmpty();
        assertThat(network.races.reports())
                .extracting(report -> report.start().id())
                .doesNotHaveDuplicates();
    }

    /** All kinds of lists that a good server is behind, and one that none is. {@return the names, made of the last bytes} */
    private List<String> names() {
        List<String> names = new ArrayList<>(ALWAYS_THERE);
        names.addAll(
                List.of("n1.test", "n3-1.test", "n4-3-1.test", "n1-2.test", "n2-1.test", "n4-1-2.test", "n3.test"));
        for (String name : names) {
            String[] bytes = name.substring(1, name.indexOf('.')).split("-");
            network.name(
                    name,
                    Arrays.stream(bytes)
                            .map(last -> Loopback.ipv4(Integer.parseInt(last)))
                            .toArray(InetAddress[]::new));
        }
        return names;
    }

    private void run(Call call, int cancelAfterMicros) {
        if (cancelAfterMicros >= 0) {
            cancels.schedule(call::cancel, cancelAfterMicros, TimeUnit.MICROSECONDS);
        }
        try {
            assertThat(Calls.bodyOf(call)).isIn("a", "b");
            answered.incrementAndGet();
        } catch (IOException e) {
            if (!call.isCanceled() && ALWAYS_THERE.contains(call.request().url().host())) {
                throw new AssertionError("a good server was always there", e);
            }
            (call.isCanceled() ? cancelled : failed).incrementAndGet();
        }
    }
}
