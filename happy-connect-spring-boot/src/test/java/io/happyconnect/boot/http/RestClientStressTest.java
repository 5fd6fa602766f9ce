package io.happyconnect.boot.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.happyconnect.HappyConnector;
import io.happyconnect.resolve.StaticHosts;
import io.happyconnect.testsupport.CallerThreads;
import io.happyconnect.testsupport.LeaksNothing;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.boot.http.client.HttpClientSettings;
import org.springframework.web.client.RestClient;
import org.springframework.web.client.RestClientException;

/**
 * Many requests of a RestClient at once, with callers that are interrupted, dead addresses and a server that restarts: no
 * request hangs, and nothing is left of any.
 */
@LeaksNothing(
        withinMillis = 10_000,
        exceptThreads = {"OkHttp", "Okio", "MockWebServer"})
@Timeout(value = 120, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class RestClientStressTest {

    private static final int CALLS = 2_000;
    private static final int THREADS = 50;

    /** Another one each time; to repeat a run as far as threads let it be repeated, {@code -Dstress.seed=...}. */
    private static final long SEED = Long.getLong("stress.seed", System.nanoTime());

    /** Names with a server that is never restarted, and none that is; made of the last bytes of their addresses. */
    private static final List<String> ALWAYS_THERE = List.of("n2.test", "n4-2.test", "n3-4-2.test", "n4-5-3-2.test");

    private static final List<String> OTHERS =
            List.of("n1.test", "n3-1.test", "n4-3-1.test", "n1-2.test", "n2-1.test", "n4-1-2.test", "n3.test");

    private final Ledger ledger = new Ledger();
    private final Clients clients = new Clients(HappyConnector.builder()
            .connectionAttemptDelay(Duration.ofMillis(20))
            .resolver(StaticHosts.ofLiterals(hosts()))
            .listener(ledger)
            .build());
    private final ScheduledExecutorService interrupts = Executors.newScheduledThreadPool(1);
    private @Nullable ExecutorService callers;

    private final AtomicInteger answered = new AtomicInteger();
    private final AtomicInteger interrupted = new AtomicInteger();
    private final AtomicInteger failed = new AtomicInteger();

    @AfterEach
    void close() throws Exception {
        if (callers != null) {
            callers.shutdownNow();
        }
        interrupts.shutdownNow();
        clients.close();
    }

    private static Map<String, List<String>> hosts() {
        Map<String, List<String>> hosts = new LinkedHashMap<>();
        Stream.concat(ALWAYS_THERE.stream(), OTHERS.stream()).forEach(name -> {
            String[] bytes = name.substring(1, name.indexOf('.')).split("-");
            hosts.put(name, Arrays.stream(bytes).map("127.0.0."::concat).toList());
        });
        return hosts;
    }

    static Stream<Arguments> nothingIsLeftOfManyRequests() {
        return Stream.of(CallerThreads.values()).map(threads -> Arguments.of(threads, SEED));
    }

    /** The seed is an argument so that whoever reports a failure names it. */
    @ParameterizedTest
    @MethodSource
    void nothingIsLeftOfManyRequests(CallerThreads threads, long seed) throws Exception {
        ExecutorService pool = Executors.newFixedThreadPool(THREADS, threads.factory());
        callers = pool;
        RestClient client = RestClient.builder()
                .requestFactory(clients.factory(
                        Client.HAPPY, HttpClientSettings.defaults().withConnectTimeout(Duration.ofSeconds(5))))
                .build();
        List<String> names = List.copyOf(hosts().keySet());
        Random random = new Random(seed);
        try (BrokenSite site = BrokenSite.open()) {
            List<Future<?>> running = new ArrayList<>();
            for (int i = 0; i < CALLS; i++) {
                String name = names.get(random.nextInt(names.size()));
                boolean alone = random.nextBoolean();
                int interruptAfterMicros = random.nextInt(4) == 0 ? random.nextInt(30_000) : -1;
                running.add(pool.submit(() -> run(client, name, site.port(), alone, interruptAfterMicros)));
            }
            for (Future<?> call : running) {
                call.get(60, TimeUnit.SECONDS);
            }
            site.restarting().end();
            System.out.printf(
                    "%d requests of a RestClient on %d %s threads, seed %d: %d answered, %d interrupted, %d failed;"
                            + " %d races, %d restarts%n",
                    CALLS,
                    THREADS,
                    threads,
                    seed,
                    answered.get(),
                    interrupted.get(),
                    failed.get(),
                    ledger.races(),
                    site.restarting().number());
            assertThat(site.restarting().number()).isPositive();
        }
        assertThat(answered.get() + interrupted.get() + failed.get()).isEqualTo(CALLS);
        assertThat(answered).hasValueGreaterThan(CALLS / 2);
        assertThat(interrupted).hasValueGreaterThan(CALLS / 20);
        assertThat(ledger.races()).isGreaterThan(CALLS / 4);
        assertThat(ledger.errors()).isEmpty();
    }

    /** Makes one request, {@code alone} on its connection, so that there are many. */
    private void run(RestClient client, String name, int port, boolean alone, int interruptAfterMicros) {
        Interrupt interrupt = new Interrupt();
        if (interruptAfterMicros >= 0) {
            interrupts.schedule(interrupt, interruptAfterMicros, TimeUnit.MICROSECONDS);
        }
        try {
            String body = client.get()
                    .uri("http://" + name + ":" + port)
                    .header("Connection", alone ? "close" : "keep-alive")
                    .retrieve()
                    .body(String.class);
            assertThat(body).isIn("a", "b");
            answered.incrementAndGet();
        } catch (RestClientException e) {
            if (!interrupt.hasCome() && ALWAYS_THERE.contains(name)) {
                throw new AssertionError("a good server was always there", e);
            }
            (interrupt.hasCome() ? interrupted : failed).incrementAndGet();
        } finally {
            interrupt.comesTooLate();
        }
    }

    /** Interrupts the thread that made it, as long as that wants to be. */
    private static final class Interrupt implements Runnable {

        private final Thread thread = Thread.currentThread();
        private boolean come; // guarded by this
        private boolean tooLate; // guarded by this

        @Override
        public synchronized void run() {
            if (!tooLate) {
                come = true;
                thread.interrupt();
            }
        }

        synchronized boolean hasCome() {
            return come;
        }

        synchronized void comesTooLate() {
            tooLate = true;
            boolean unused = Thread.interrupted();
        }
    }
}
