package io.happyconnect.okhttp;

import static io.happyconnect.okhttp.Calls.bodyOf;
import static io.happyconnect.okhttp.Calls.get;
import static io.happyconnect.okhttp.Place.blackHole;
import static io.happyconnect.okhttp.Place.refusing;
import static io.happyconnect.okhttp.Place.serving;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.happyconnect.observe.RaceOutcome;
import io.happyconnect.resolve.Lookup;
import io.happyconnect.testsupport.LeaksNothing;
import io.happyconnect.testsupport.Loopback;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import mockwebserver3.MockWebServer;
import okhttp3.Call;
import okhttp3.EventListener;
import okhttp3.OkHttpClient;
import okhttp3.Protocol;
import okhttp3.Request;
import okhttp3.RequestBody;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A call that nobody wants any more ends at once, in whatever phase it is, and leaves nothing behind. */
@LeaksNothing(exceptThreads = {"OkHttp", "Okio", "MockWebServer"})
@Timeout(30)
class CancelTest {

    /** Far less than any timeout here, and far more than a cancel takes. */
    private static final Duration PROMPT = Duration.ofMillis(1_500);

    private final TestNetwork network = new TestNetwork();

    @AfterEach
    void close() throws IOException {
        network.close();
    }

    @Test
    void aCancelEndsALookupThatGetsNoAnswer() throws Exception {
        CountDownLatch asked = new CountDownLatch(1);
        CountDownLatch cancelled = new CountDownLatch(1);
        try (TestNetwork silent = new TestNetwork(builder -> builder.resolver((target, answers) -> {
            asked.countDown();
            return cancelled::countDown;
        }))) {
            CallInFlight call = new CallInFlight(get(silent.client(), "http://site.test"));
            asked.await();

            assertThat(call.cancel()).isLessThan(PROMPT);
            assertThat(call.failure()).isInstanceOf(UnknownHostException.class).hasMessageContaining("site.test");
            cancelled.await();
        }
    }

    @Test
    void theCallTimeoutEndsALookupThatGetsNoAnswer() throws IOException {
        try (TestNetwork silent = new TestNetwork(builder -> builder.resolver((target, answers) -> Lookup.ended()))) {
            OkHttpClient client = silent.client(builder -> builder.callTimeout(Duration.ofMillis(200)));

            assertThatThrownBy(() -> bodyOf(client, "http://site.test"))
                    .isInstanceOf(InterruptedIOException.class)
                    .hasMessage("timeout");
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void aCancelEndsARaceThatGetsNoAnswer(boolean fastFallback) throws Exception {
        int port = network.site("site.test", blackHole(1), blackHole(2), blackHole(3));
        CallInFlight call = new CallInFlight(
                get(network.client(builder -> builder.fastFallback(fastFallback)), "http://site.test:" + port));
        network.races.awaitAttempts(2);

        assertThat(call.cancel()).isLessThan(PROMPT);
        assertThat(call.failure()).isInstanceOf(IOException.class);
        assertThat(network.races.onlyReport().outcome()).isEqualTo(RaceOutcome.CANCELLED);
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void aWinnerThatTheCancelledCallDoesNotFetchIsClosed(boolean fastFallback) throws IOException {
        int port = network.site("site.test", refusing(1), serving(2, Servers.saying("never")));
        OkHttpClient client =
                network.client(builder -> builder.fastFallback(fastFallback).eventListener(new EventListener() {
                    @Override
                    public void connectFailed(
                            Call call, InetSocketAddress address, Proxy proxy, Protocol protocol, IOException failure) {
                        call.cancel();
                    }
                }));

        assertThatThrownBy(() -> bodyOf(client, "http://site.test:" + port)).isInstanceOf(IOException.class);

        assertThat(network.races.onlyReport().outcome()).isEqualTo(RaceOutcome.CONNECTED);
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void aCancelEndsATlsHandshake(boolean fastFallback) throws Exception {
        try (ServerSocket silent = new ServerSocket(0, 50, Place.blackHole(1).address())) {
            network.name("site.test", silent.getInetAddress());
            OkHttpClient client = network.client(builder -> Tls.trusted(builder).fastFallback(fastFallback));
            CallInFlight call = new CallInFlight(get(client, "https://site.test:" + silent.getLocalPort()));
            try (Socket accepted = silent.accept()) {
                accepted.getInputStream().read();

                assertThat(call.cancel()).isLessThan(PROMPT);
                assertThat(call.failure()).isInstanceOf(IOException.class);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void aCancelEndsTheWaitForAResponse(boolean fastFallback) throws Exception {
        try (ServerSocket silent = new ServerSocket(0, 50, Place.blackHole(1).address())) {
            network.name("site.test", silent.getInetAddress());
            OkHttpClient client = network.client(builder -> builder.fastFallback(fastFallback));
            CallInFlight call = new CallInFlight(get(client, "http://site.test:" + silent.getLocalPort()));
            try (Socket accepted = silent.accept()) {
                accepted.getInputStream().read();

                assertThat(call.cancel()).isLessThan(PROMPT);
                assertThat(call.failure()).isInstanceOf(IOException.class);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void aCancelEndsTheWaitForAProxyToOpenATunnel(boolean fastFallback) throws Exception {
        try (ServerSocket silent = new ServerSocket(0, 50, Place.blackHole(1).address())) {
            network.name("proxy.test", silent.getInetAddress());
            InetSocketAddress proxy = InetSocketAddress.createUnresolved("proxy.test", silent.getLocalPort());
            OkHttpClient client = network.client(
                    builder -> builder.fastFallback(fastFallback).proxy(new Proxy(Proxy.Type.HTTP, proxy)));
            CallInFlight call = new CallInFlight(get(client, "https://site.test"));
            try (Socket accepted = silent.accept()) {
                accepted.getInputStream().read();

                assertThat(call.cancel()).isLessThan(PROMPT);
                assertThat(call.failure()).isInstanceOf(IOException.class);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void aCancelEndsTheSendingOfABody(boolean fastFallback) throws Exception {
        try (ServerSocket silent = new ServerSocket(0, 50, Place.blackHole(1).address())) {
            network.name("site.test", silent.getInetAddress());
            OkHttpClient client = network.client(builder -> builder.fastFallback(fastFallback));
            // More than the buffers of the kernel take.
            RequestBody large = RequestBody.create(new byte[64 << 20], null);
            CallInFlight call = new CallInFlight(client.newCall(new Request.Builder()
                    .url("http://site.test:" + silent.getLocalPort())
                    .post(large)
                    .build()));
            try (Socket accepted = silent.accept()) {
                accepted.getInputStream().readNBytes(1 << 20);

                assertThat(call.cancel()).isLessThan(PROMPT);
                assertThat(call.failure()).isInstanceOf(IOException.class);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void aCancelEndsTheReadingOfABody(boolean fastFallback) throws Exception {
        try (ServerSocket half = new ServerSocket(0, 50, Place.blackHole(1).address())) {
            network.name("site.test", half.getInetAddress());
            OkHttpClient client = network.client(builder -> builder.fastFallback(fastFallback));
            CallInFlight call = new CallInFlight(get(client, "http://site.test:" + half.getLocalPort()));
            try (Socket accepted = half.accept()) {
                accepted.getInputStream().read();
                accepted.getOutputStream()
                        .write("HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nhalf".getBytes(StandardCharsets.US_ASCII));
                call.awaitResponse();

                assertThat(call.cancel()).isLessThan(PROMPT);
                assertThat(call.failure()).isInstanceOf(IOException.class);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void aCancelEndsARetryToAnAddressThatHasDied(boolean fastFallback) throws Exception {
        MockWebServer server = Servers.saying("hello");
        int port = network.site("site.test", serving(1, server));
        OkHttpClient client = network.client(builder -> builder.fastFallback(fastFallback));
        bodyOf(client, "http://site.test:" + port);
        server.close();
        network.blackHole(1, port);
        network.blackHole(2, port);
        network.name("site.test", Loopback.ipv4(1), Loopback.ipv4(2));

        CallInFlight call = new CallInFlight(get(client, "http://site.test:" + port));
        network.races.awaitAttempts(3);

        assertThat(call.cancel()).isLessThan(PROMPT);
        assertThat(call.failure()).isInstanceOf(IOException.class);
        assertThat(network.races.complaints()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void theConnectTimeoutIsOneForAllAddresses(boolean fastFallback) throws IOException {
        int port = network.site("site.test", blackHole(1), blackHole(2), blackHole(3));
        OkHttpClient client =
                network.client(builder -> builder.fastFallback(fastFallback).connectTimeout(Duration.ofSeconds(1)));

        long start = System.nanoTime();
        assertThatThrownBy(() -> bodyOf(client, "http://site.test:" + port))
                .isInstanceOf(SocketTimeoutException.class)
                .hasStackTraceContaining("127.0.0.1:" + port + ": no answer")
                .hasStackTraceContaining("127.0.0.2:" + port + ": no answer")
                .hasStackTraceContaining("127.0.0.3:" + port + ": no answer");

        assertThat(Duration.ofNanos(System.nanoTime() - start))
                .isBetween(Duration.ofMillis(995), Duration.ofSeconds(1).plus(PROMPT));
        assertThat(network.races.onlyReport().outcome()).isEqualTo(RaceOutcome.TIMED_OUT);
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void theCallTimeoutEndsARace(boolean fastFallback) throws IOException {
        int port = network.site("site.test", blackHole(1), blackHole(2));
        OkHttpClient client =
                network.client(builder -> builder.fastFallback(fastFallback).callTimeout(Duration.ofMillis(180)));

        long start = System.nanoTime();
        assertThatThrownBy(() -> bodyOf(client, "http://site.test:" + port))
                .isInstanceOf(InterruptedIOException.class)
                .hasMessage("timeout");

        assertThat(Duration.ofNanos(System.nanoTime() - start))
                .isLessThan(Duration.ofMillis(180).plus(PROMPT));
        assertThat(network.races.onlyReport().outcome()).isEqualTo(RaceOutcome.CANCELLED);
    }

    @Test
    void anInterruptEndsARace() throws Exception {
        int port = network.site("site.test", blackHole(1), blackHole(2));
        OkHttpClient client = network.client();
        AtomicReference<Throwable> failure = new AtomicReference<>();
        Thread thread = new Thread(() -> {
            try {
                bodyOf(client, "http://site.test:" + port);
            } catch (IOException e) {
                failure.set(e);
            }
        });
        thread.start();
        network.races.awaitAttempts(2);

        long start = System.nanoTime();
        thread.interrupt();
        thread.join();

        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(PROMPT);
        assertThat(failure.get()).isInstanceOf(InterruptedIOException.class);
    }

    @Test
    void aClosedConnectorConnectsNothingAndSaysSo() throws IOException {
        int port = network.site("site.test", serving(1, Servers.saying("hello")));
        OkHttpClient client = network.client();
        network.connector.close();

        assertThatThrownBy(() -> bodyOf(client, "http://site.test:" + port))
                .isInstanceOf(IOException.class)
                .hasStackTraceContaining("closed");
    }
}
