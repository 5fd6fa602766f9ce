package io.happyconnect.boot.http;

import static io.happyconnect.boot.http.Exchanges.get;
import static io.happyconnect.boot.http.Exchanges.request;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.happyconnect.testsupport.BlackHole;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.boot.http.client.HttpClientSettings;
import org.springframework.http.HttpMethod;
import org.springframework.http.client.ClientHttpRequestFactory;
import org.springframework.http.client.ClientHttpResponse;

/** How long clients wait, and what ends it. */
@Timeout(value = 30, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class WaitingMatrixTest {

    private static final Duration TIMEOUT = Duration.ofMillis(300);

    /** An interrupt is noticed within 20 ms; the rest is for a busy machine. */
    private static final long PROMPTLY_MILLIS = 2_000;

    private final Clients clients = new Clients();

    @AfterEach
    void close() throws Exception {
        clients.close();
    }

    @FunctionalInterface
    private interface Waiting {
        void run() throws Exception;
    }

    private record Ended(Throwable failure, boolean flag, long afterMillis) {}

    private static long millisOf(Waiting waiting) {
        long start = System.nanoTime();
        assertThatThrownBy(waiting::run).isInstanceOf(IOException.class);
        return TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - start);
    }

    /** Interrupts something that waits, once it does. */
    private static Ended interrupted(CountDownLatch waits, Waiting waiting) throws Exception {
        CompletableFuture<Ended> ended = new CompletableFuture<>();
        long[] interruptedAt = new long[1];
        Thread thread = new Thread(() -> {
            try {
                waiting.run();
                ended.completeExceptionally(new AssertionError("it did not fail"));
            } catch (Throwable failure) {
                long millis = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - interruptedAt[0]);
                ended.complete(new Ended(failure, Thread.currentThread().isInterrupted(), millis));
            }
        });
        thread.start();
        assertThat(waits.await(10, TimeUnit.SECONDS)).isTrue();
        interruptedAt[0] = System.nanoTime();
        thread.interrupt();
        return ended.get(10, TimeUnit.SECONDS);
    }

    private static void assertThatItWasInterrupted(Ended ended) {
        assertThat(ended.failure()).isInstanceOf(IOException.class).hasMessageContaining("interrupted");
        assertThat(ended.flag()).as("interrupt flag").isTrue();
        assertThat(ended.afterMillis()).isLessThan(PROMPTLY_MILLIS);
    }

    @ParameterizedTest
    @EnumSource
    void theReadTimeoutEndsTheWaitForAResponse(Client client) throws Exception {
        try (RawServer server = new RawServer(RawServer::silence)) {
            ClientHttpRequestFactory factory =
                    clients.factory(client, HttpClientSettings.defaults().withReadTimeout(TIMEOUT));

            assertThat(millisOf(() -> get(factory, server.uri()))).isBetween(290L, 2_000L);
        }
    }

    @ParameterizedTest
    @EnumSource
    void theReadTimeoutEndsTheWaitForABody(Client client) throws Exception {
        try (RawServer server = new RawServer(connection -> {
            RawServer.headers(connection);
            RawServer.send(connection, "HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nhalf");
            RawServer.silence(connection);
        })) {
            ClientHttpRequestFactory factory =
                    clients.factory(client, HttpClientSettings.defaults().withReadTimeout(TIMEOUT));

            assertThat(millisOf(() -> get(factory, server.uri()))).isBetween(290L, 2_000L);
        }
    }

    @ParameterizedTest
    @EnumSource
    void theConnectTimeoutEndsTheWaitForAConnection(Client client) throws Exception {
        try (BlackHole blackHole = new BlackHole()) {
            ClientHttpRequestFactory factory =
                    clients.factory(client, HttpClientSettings.defaults().withConnectTimeout(TIMEOUT));
            URI uri = URI.create("http://127.0.0.1:" + blackHole.address().getPort());

            assertThat(millisOf(() -> get(factory, uri))).isBetween(290L, 2_000L);
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"HAPPY", "JDK"})
    void anInterruptEndsTheWaitForAResponse(Client client) throws Exception {
        CountDownLatch waits = new CountDownLatch(1);
        try (RawServer server = new RawServer(connection -> {
            RawServer.headers(connection);
            waits.countDown();
            RawServer.silence(connection);
        })) {
            assertThatItWasInterrupted(interrupted(waits, () -> get(clients.factory(client), server.uri())));
        }
    }

    @Test
    void anInterruptEndsTheWaitForABody() throws Exception {
        CountDownLatch waits = new CountDownLatch(1);
        try (RawServer server = new RawServer(connection -> {
            RawServer.headers(connection);
            RawServer.send(connection, "HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nhalf");
            RawServer.silence(connection);
        })) {
            assertThatItWasInterrupted(interrupted(waits, () -> {
                try (ClientHttpResponse response = clients.happy()
                        .createRequest(server.uri(), HttpMethod.GET)
                        .execute()) {
                    InputStream body = response.getBody();
                    body.readNBytes(4);
                    waits.countDown();
                    body.read();
                }
            }));
        }
    }

    @Test
    void anInterruptEndsTheUploadOfABody() throws Exception {
        CountDownLatch waits = new CountDownLatch(1);
        CountDownLatch never = new CountDownLatch(1);
        try (RawServer server = new RawServer(connection -> never.await())) {
            assertThatItWasInterrupted(interrupted(
                    waits,
                    () -> request(clients.happy(), HttpMethod.POST, server.uri(), stream -> {
                                byte[] block = new byte[1 << 16];
                                // Until the buffers of the kernel are full, and on.
                                for (int i = 0; i < 1_000; i++) {
                                    stream.write(block);
                                    if (i == 10) {
                                        waits.countDown();
                                    }
                                }
                            })
                            .execute()));
            never.countDown();
        }
    }

    @Test
    void anInterruptEndsTheConnect() throws Exception {
        CountDownLatch waits = new CountDownLatch(1);
        try (BlackHole blackHole = new BlackHole()) {
            URI uri = URI.create("http://127.0.0.1:" + blackHole.address().getPort());
            assertThatItWasInterrupted(interrupted(waits, () -> {
                waits.countDown();
                get(clients.happy(), uri);
            }));
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"HAPPY", "JDK"})
    void anInterruptedThreadDoesNotEvenStart(Client client) throws Exception {
        CountDownLatch waits = new CountDownLatch(0);
        try (RawServer server = new RawServer(RawServer::silence)) {
            assertThatItWasInterrupted(interrupted(waits, () -> {
                Thread.currentThread().interrupt();
                get(clients.factory(client), server.uri());
            }));
        }
    }

    @Test
    void withoutAReadTimeoutTheWaitHasNoEnd() {
        assertThat(clients.happy().client().readTimeoutMillis()).isZero();
        assertThat(clients.happy().client().writeTimeoutMillis()).isZero();
        assertThat(clients.happy().client().callTimeoutMillis()).isZero();
    }

    @Test
    void withoutAConnectTimeoutThatOfTheConnectorHolds() throws Exception {
        try (Clients impatient = new Clients(io.happyconnect.HappyConnector.builder()
                        .connectTimeout(TIMEOUT)
                        .build());
                BlackHole blackHole = new BlackHole()) {
            URI uri = URI.create("http://127.0.0.1:" + blackHole.address().getPort());

            assertThat(impatient.happy().client().connectTimeoutMillis()).isZero();
            assertThat(millisOf(() -> get(impatient.happy(), uri))).isBetween(290L, 2_000L);
        }
    }
}
