package io.happyconnect.okhttp;

import static io.happyconnect.okhttp.Place.blackHole;
import static io.happyconnect.okhttp.Place.serving;
import static org.assertj.core.api.Assertions.assertThat;

import io.happyconnect.testsupport.LeaksNothing;
import java.io.IOException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.Response;
import okhttp3.WebSocket;
import okhttp3.WebSocketListener;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@LeaksNothing(exceptThreads = {"OkHttp", "Okio", "MockWebServer"})
class WebSocketTest {

    private final TestNetwork network = new TestNetwork();

    @AfterEach
    void close() throws IOException {
        network.close();
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void aWebSocketIsOpenedOnTheWinnerAndClosed(boolean fastFallback) throws Exception {
        MockWebServer server = new MockWebServer();
        server.enqueue(new MockResponse.Builder().webSocketUpgrade(new Echo()).build());
        int port = network.site("site.test", blackHole(1), serving(2, server));
        OkHttpClient client = network.client(builder -> builder.fastFallback(fastFallback));
        CompletableFuture<String> echoed = new CompletableFuture<>();
        CompletableFuture<Integer> closed = new CompletableFuture<>();

        WebSocket socket = client.newWebSocket(
                new Request.Builder().url("ws://site.test:" + port).build(), new WebSocketListener() {
                    @Override
                    public void onMessage(WebSocket webSocket, String text) {
                        echoed.complete(text);
                    }

                    @Override
                    public void onClosed(WebSocket webSocket, int code, String reason) {
                        closed.complete(code);
                    }

                    @Override
                    public void onFailure(WebSocket webSocket, Throwable failure, Response response) {
                        echoed.completeExceptionally(failure);
                        closed.completeExceptionally(failure);
                    }
                });
        socket.send("hello");

        assertThat(echoed.get(10, TimeUnit.SECONDS)).isEqualTo("hello");
        socket.close(1000, null);
        assertThat(closed.get(10, TimeUnit.SECONDS)).isEqualTo(1000);
        assertThat(network.races.onlyReport().attempts()).hasSize(2);
    }

    private static final class Echo extends WebSocketListener {
        @Override
        public void onMessage(WebSocket webSocket, String text) {
            webSocket.send(text);
        }

        @Override
        public void onClosing(WebSocket webSocket, int code, String reason) {
            webSocket.close(code, reason);
        }
    }
}
