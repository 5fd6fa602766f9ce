package io.happyconnect.boot.http;

import static io.happyconnect.boot.http.Exchanges.get;
import static io.happyconnect.boot.http.Exchanges.once;
import static io.happyconnect.boot.http.Exchanges.request;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.happyconnect.testsupport.LeaksNothing;
import java.io.IOException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import okhttp3.ConnectionPool;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.springframework.boot.http.client.HttpClientSettings;
import org.springframework.boot.http.client.InetAddressFilter;
import org.springframework.http.HttpMethod;
import org.springframework.http.client.ClientHttpResponse;

/** What is shared, and what is left when it is closed. */
@LeaksNothing(exceptThreads = {"OkHttp", "Okio", "MockWebServer"})
@Timeout(value = 30, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class HttpConnectionsTest {

    @Test
    void factoriesOfOneConnectorShareTheirConnections() throws Exception {
        try (HttpSite site = new HttpSite().start();
                Clients clients = new Clients()) {
            get(clients.happy(), site.uri("/echo"));
            get(clients.happy(), site.uri("/echo"));

            assertThat(site.requests.get(1).getConnectionIndex()).isZero();
        }
    }

    @Test
    void anotherFilterHasItsOwnConnections() throws Exception {
        try (HttpSite site = new HttpSite().start();
                Clients clients = new Clients()) {
            HttpClientSettings filtered =
                    HttpClientSettings.defaults().withInetAddressFilter(InetAddressFilter.of("127.0.0.0/8", "::1"));
            HttpClientSettings closed =
                    HttpClientSettings.defaults().withInetAddressFilter(InetAddressFilter.not("127.0.0.0/8", "::1"));

            get(clients.happy(), site.uri("/echo"));
            get(clients.factory(Client.HAPPY, filtered), site.uri("/echo"));
            get(clients.factory(Client.HAPPY, filtered), site.uri("/echo"));
            assertThatThrownBy(() -> get(clients.factory(Client.HAPPY, closed), site.uri("/echo")))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("by the InetAddressFilter");

            assertThat(site.requests)
                    .extracting(request -> request.getConnectionIndex())
                    .containsExactly(0, 1, 1);
        }
    }

    @Test
    void closingClosesIdleConnections() throws Exception {
        try (HttpSite site = new HttpSite().start();
                Clients clients = new Clients()) {
            get(clients.happy(), site.uri("/echo"));
            ConnectionPool pool = clients.happy().client().connectionPool();
            assertThat(pool.connectionCount()).isEqualTo(1);

            clients.connections.close();

            assertThat(pool.connectionCount()).isZero();
            assertThatThrownBy(() -> get(clients.happy(), site.uri("/echo")))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("closed");
        }
    }

    @Test
    void closingCancelsACallThatWaits() throws Exception {
        CountDownLatch waits = new CountDownLatch(1);
        try (RawServer server = new RawServer(connection -> {
                    RawServer.headers(connection);
                    waits.countDown();
                    RawServer.silence(connection);
                });
                Clients clients = new Clients()) {
            CompletableFuture<Throwable> failed = new CompletableFuture<>();
            Thread caller = new Thread(() -> {
                try {
                    get(clients.happy(), server.uri());
                    failed.complete(new AssertionError("it did not fail"));
                } catch (IOException | RuntimeException failure) {
                    failed.complete(failure);
                }
            });
            caller.start();
            assertThat(waits.await(10, TimeUnit.SECONDS)).isTrue();

            clients.connections.close();

            assertThat(failed.get(5, TimeUnit.SECONDS)).isInstanceOf(IOException.class);
            caller.join();
        }
    }

    @Test
    void aResponseThatOutlivesTheCloseLeavesNothing() throws Exception {
        try (HttpSite site = new HttpSite().start();
                Clients clients = new Clients()) {
            ClientHttpResponse response = request(clients.happy(), HttpMethod.POST, site.uri("/echo"), once("late"))
                    .execute();
            ConnectionPool pool = clients.happy().client().connectionPool();

            clients.connections.close();
            response.close();

            assertThat(pool.connectionCount()).isZero();
        }
    }

    @Test
    void callsAfterAWhileAreWatchedAgain() throws Exception {
        try (RawServer server = new RawServer(connection -> {
                    RawServer.headers(connection);
                    RawServer.silence(connection);
                });
                Clients clients = new Clients()) {
            for (int i = 0; i < 3; i++) {
                Thread caller = Thread.currentThread();
                CompletableFuture.delayedExecutor(100, TimeUnit.MILLISECONDS).execute(caller::interrupt);
                assertThatThrownBy(() -> get(clients.happy(), server.uri())).hasMessageContaining("interrupted");
                assertThat(Thread.interrupted()).isTrue();
            }
        }
    }
}
