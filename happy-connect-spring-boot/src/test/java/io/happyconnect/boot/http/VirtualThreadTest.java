package io.happyconnect.boot.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.happyconnect.HappyConnector;
import io.happyconnect.resolve.StaticHosts;
import io.happyconnect.testsupport.CallerThreads;
import io.happyconnect.testsupport.LeaksNothing;
import java.io.InterruptedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.web.client.ResourceAccessException;
import org.springframework.web.client.RestClient;

/** Requests of a RestClient on virtual threads, and on platform threads beside them. */
@LeaksNothing(
        withinMillis = 10_000,
        exceptThreads = {"OkHttp", "Okio", "MockWebServer", "raw-server"})
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class VirtualThreadTest {

    private static final int REQUESTS = 200;
    private static final Duration ATTEMPT_DELAY = Duration.ofMillis(100);

    private final Clients clients = new Clients(HappyConnector.builder()
            .connectionAttemptDelay(ATTEMPT_DELAY)
            .resolver(StaticHosts.ofLiterals(Map.of("site.test", List.of("127.0.0.4", "127.0.0.2"))))
            .build());

    @AfterEach
    void close() throws Exception {
        clients.close();
    }

    private RestClient client() {
        return RestClient.builder().requestFactory(clients.happy()).build();
    }

    private static String get(RestClient client, String uri) {
        return client.get().uri(uri).header("Connection", "close").retrieve().body(String.class);
    }

    /** A request that pinned its carrier would keep it for an attempt delay: 10 s for all of them on two cores. */
    @ParameterizedTest
    @EnumSource
    void manyRequestsWaitForASilentAddressAtTheSameTime(CallerThreads threads) throws Exception {
        RestClient client = client();
        List<FutureTask<String>> requests = new ArrayList<>();
        try (BrokenSite site = BrokenSite.open()) {
            long start = System.nanoTime();
            for (int i = 0; i < REQUESTS; i++) {
                FutureTask<String> request = new FutureTask<>(() -> get(client, "http://site.test:" + site.port()));
                threads.factory().newThread(request).start();
                requests.add(request);
            }

            for (FutureTask<String> request : requests) {
                assertThat(request.get(30, TimeUnit.SECONDS)).isEqualTo("b");
            }
            assertThat(Duration.ofNanos(System.nanoTime() - start))
                    .isGreaterThanOrEqualTo(ATTEMPT_DELAY)
                    .isLessThan(Duration.ofSeconds(8));
        }
    }

    @ParameterizedTest
    @EnumSource
    void anInterruptEndsTheWaitForAResponse(CallerThreads threads) throws Exception {
        CountDownLatch waits = new CountDownLatch(1);
        CompletableFuture<Boolean> flag = new CompletableFuture<>();
        CompletableFuture<Throwable> ended = new CompletableFuture<>();
        try (RawServer server = new RawServer(connection -> {
            RawServer.headers(connection);
            waits.countDown();
            RawServer.silence(connection);
        })) {
            Thread thread = threads.factory().newThread(() -> {
                Throwable failure =
                        catchThrowable(() -> get(client(), server.uri().toString()));
                flag.complete(Thread.currentThread().isInterrupted());
                ended.complete(failure);
            });
            thread.start();
            assertThat(waits.await(10, TimeUnit.SECONDS)).isTrue();

            thread.interrupt();

            assertThat(ended.get(5, TimeUnit.SECONDS))
                    .isInstanceOf(ResourceAccessException.class)
                    .hasCauseInstanceOf(InterruptedIOException.class);
            assertThat(flag.get()).as("interrupt flag").isTrue();
        }
    }
}
