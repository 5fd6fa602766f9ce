package io.happyconnect.okhttp;

import static io.happyconnect.okhttp.Calls.bodyOf;
import static io.happyconnect.okhttp.Calls.get;
import static io.happyconnect.okhttp.Place.blackHole;
import static io.happyconnect.okhttp.Place.serving;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.happyconnect.testsupport.CallerThreads;
import io.happyconnect.testsupport.LeaksNothing;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import okhttp3.Call;
import okhttp3.ConnectionPool;
import okhttp3.OkHttpClient;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Calls on virtual threads, and on platform threads beside them. */
@LeaksNothing(
        withinMillis = 10_000,
        exceptThreads = {"OkHttp", "Okio", "MockWebServer"})
@Timeout(60)
class VirtualThreadTest {

    private static final int CALLS = 200;

    private final TestNetwork network = new TestNetwork();

    @AfterEach
    void close() throws IOException {
        network.close();
    }

    /** A call that pinned its carrier would keep it for an attempt delay: 20 s for all of them on two cores. */
    @ParameterizedTest
    @EnumSource
    void manyCallsWaitForASilentAddressAtTheSameTime(CallerThreads threads) throws Exception {
        int port = network.site("site.test", blackHole(1), serving(2, Servers.saying("hello")));
        OkHttpClient client =
                network.client(builder -> builder.connectionPool(new ConnectionPool(0, 1, TimeUnit.SECONDS)));
        List<FutureTask<String>> calls = new ArrayList<>();
        long start = System.nanoTime();

        for (int i = 0; i < CALLS; i++) {
            FutureTask<String> call = new FutureTask<>(() -> bodyOf(client, "http://site.test:" + port));
            threads.factory().newThread(call).start();
            calls.add(call);
        }

        for (FutureTask<String> call : calls) {
            assertThat(call.get(30, TimeUnit.SECONDS)).isEqualTo("hello");
        }
        assertThat(Duration.ofNanos(System.nanoTime() - start))
                .isGreaterThanOrEqualTo(TestNetwork.ATTEMPT_DELAY)
                .isLessThan(Duration.ofSeconds(8));
        assertThat(network.races.reports()).hasSize(CALLS);
        assertThat(network.races.complaints()).isEmpty();
    }

    @ParameterizedTest
    @EnumSource
    void anInterruptEndsTheRaceOfACall(CallerThreads threads) throws Exception {
        int port = network.site("site.test", blackHole(1), blackHole(2));
        CompletableFuture<Throwable> ended = new CompletableFuture<>();
        Thread thread = threads.factory()
                .newThread(() ->
                        ended.complete(catchThrowable(() -> bodyOf(network.client(), "http://site.test:" + port))));
        thread.start();
        network.races.awaitAttempts(2);

        thread.interrupt();

        assertThat(ended.get(5, TimeUnit.SECONDS)).isInstanceOf(IOException.class);
        assertThat(network.races.complaints()).isEmpty();
    }

    @ParameterizedTest
    @EnumSource
    void aCancelEndsTheRaceOfACall(CallerThreads threads) throws Exception {
        int port = network.site("site.test", blackHole(1), blackHole(2));
        Call call = get(network.client(), "http://site.test:" + port);
        CompletableFuture<Throwable> ended = new CompletableFuture<>();
        threads.factory()
                .newThread(() -> ended.complete(catchThrowable(() -> Calls.bodyOf(call))))
                .start();
        network.races.awaitAttempts(2);

        call.cancel();

        assertThat(ended.get(5, TimeUnit.SECONDS)).isInstanceOf(IOException.class);
        assertThat(network.races.complaints()).isEmpty();
    }
}
