package io.happyconnect.boot.http;

import static io.happyconnect.boot.http.Exchanges.get;
import static io.happyconnect.boot.http.Exchanges.once;
import static io.happyconnect.boot.http.Exchanges.repeatable;
import static io.happyconnect.boot.http.Exchanges.request;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.springframework.http.HttpMethod;
import org.springframework.http.HttpStatus;
import org.springframework.http.StreamingHttpOutputMessage;
import org.springframework.http.client.ClientHttpRequest;
import org.springframework.http.client.ClientHttpResponse;

/** What is sent again when a connection fails that has served before, and what is not. */
@Timeout(value = 30, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class SendingAgainTest {

    private final Clients clients = new Clients();
    private final OkHttpClientHttpRequestFactory factory = clients.happy();
    private final List<String> requests = new CopyOnWriteArrayList<>();
    private RawServer server;

    /** Answers the first request of a connection, and hangs up at the second, but for those after the first connection. */
    @BeforeEach
    void start() throws IOException {
        AtomicInteger connections = new AtomicInteger();
        server = new RawServer(connection -> {
            boolean first = connections.incrementAndGet() == 1;
            while (true) {
                requests.add(RawServer.headers(connection).lines().findFirst().orElseThrow());
                if (first && requests.size() > 1) {
                    return;
                }
                RawServer.send(connection, "HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n");
            }
        });
    }

    @AfterEach
    void close() throws Exception {
        clients.close();
        server.close();
    }

    private void exchangeAfterAGet(HttpMethod method, StreamingHttpOutputMessage.Body body) throws IOException {
        get(factory, server.uri());
        ClientHttpRequest request = request(factory, method, server.uri(), body);
        request.getHeaders().setContentLength(0);
        try (ClientHttpResponse response = request.execute()) {
            assertThat(response.getStatusCode()).isEqualTo(HttpStatus.OK);
        }
    }

    @Test
    void aGet() throws IOException {
        get(factory, server.uri());
        get(factory, server.uri());

        assertThat(requests).hasSize(3);
    }

    @Test
    void aPutWhoseBodyIsRepeatable() throws IOException {
        exchangeAfterAGet(HttpMethod.PUT, repeatable(""));

        assertThat(requests).hasSize(3);
    }

    @Test
    void notAPutWhoseBodyIsNot() {
        assertThatThrownBy(() -> exchangeAfterAGet(HttpMethod.PUT, once(""))).isInstanceOf(IOException.class);
        assertThat(requests).hasSize(2);
    }

    @Test
    void notAPost() {
        assertThatThrownBy(() -> exchangeAfterAGet(HttpMethod.POST, repeatable("")))
                .isInstanceOf(IOException.class);
        assertThat(requests).hasSize(2);
    }

    @Test
    void notAPostWithoutABody() throws IOException {
        get(factory, server.uri());

        assertThatThrownBy(() ->
                        factory.createRequest(server.uri(), HttpMethod.POST).execute())
                .isInstanceOf(IOException.class);
        assertThat(requests).hasSize(2);
    }

    @Test
    void notABodyThatFailsByItself() throws IOException {
        AtomicInteger written = new AtomicInteger();
        StreamingHttpOutputMessage.Body broken = new StreamingHttpOutputMessage.Body() {
            @Override
            public void writeTo(java.io.OutputStream stream) throws IOException {
                written.incrementAndGet();
                throw new IOException("file is gone");
            }

            @Override
            public boolean repeatable() {
                return true;
            }
        };
        get(factory, server.uri());

        assertThatThrownBy(() ->
                        request(factory, HttpMethod.PUT, server.uri(), broken).execute())
                .hasMessage("file is gone");
        assertThat(written).hasValue(1);
    }

    @Test
    void whatABodyThrowsIsThrown() {
        IllegalStateException notWritable = new IllegalStateException("cannot be written as JSON");

        assertThatThrownBy(() -> request(factory, HttpMethod.PUT, server.uri(), stream -> {
                            throw notWritable;
                        })
                        .execute())
                .isSameAs(notWritable);
    }
}
