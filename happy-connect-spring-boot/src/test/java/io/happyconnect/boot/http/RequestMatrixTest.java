package io.happyconnect.boot.http;

import static io.happyconnect.boot.http.Exchanges.bodyOf;
import static io.happyconnect.boot.http.Exchanges.once;
import static io.happyconnect.boot.http.Exchanges.repeatable;
import static io.happyconnect.boot.http.Exchanges.request;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import mockwebserver3.RecordedRequest;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.client.ClientHttpRequest;
import org.springframework.http.client.ClientHttpResponse;

/** What Spring expects of the requests of each of its clients, asked of ours and of those beside it. */
@Timeout(value = 10, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class RequestMatrixTest {

    private final Clients clients = new Clients();
    private final HttpSite site = new HttpSite();

    @BeforeEach
    void start() throws IOException {
        site.start();
    }

    @AfterEach
    void close() throws Exception {
        clients.close();
        site.close();
    }

    private ClientHttpRequest to(Client client, HttpMethod method, String path) throws IOException {
        return clients.factory(client).createRequest(site.uri(path), method);
    }

    @ParameterizedTest
    @EnumSource
    void aStatusIsHandedOn(Client client) throws IOException {
        try (ClientHttpResponse response =
                to(client, HttpMethod.GET, "/status/404").execute()) {
            assertThat(response.getStatusCode()).isEqualTo(HttpStatus.NOT_FOUND);
            assertThat(response.getStatusText()).isNotEmpty();
        }
    }

    @ParameterizedTest
    @EnumSource
    void aStatusThatNobodyKnowsIsHandedOn(Client client) throws IOException {
        try (ClientHttpResponse response =
                to(client, HttpMethod.GET, "/status/799").execute()) {
            assertThat(response.getStatusCode().value()).isEqualTo(799);
        }
    }

    @ParameterizedTest
    @EnumSource
    void theMethodAndTheUriAreThoseThatWereGiven(Client client) throws IOException {
        ClientHttpRequest request = to(client, HttpMethod.PUT, "/echo?q=%20x");

        assertThat(request.getMethod()).isEqualTo(HttpMethod.PUT);
        assertThat(request.getURI()).isEqualTo(site.uri("/echo?q=%20x"));
    }

    @ParameterizedTest
    @EnumSource
    void aBodyAndItsHeadersGoThereAndBack(Client client) throws IOException {
        ClientHttpRequest request = to(client, HttpMethod.PUT, "/echo");
        byte[] body = "Hello World".getBytes(StandardCharsets.UTF_8);
        request.getHeaders().setContentType(MediaType.parseMediaType("text/x-test;charset=utf-8"));
        request.getHeaders().setContentLength(body.length);
        request.getHeaders().addAll("X-Header", List.of("value1", "value2"));
        request.getBody().write(body);

        try (ClientHttpResponse response = request.execute()) {
            assertThat(bodyOf(response)).isEqualTo("Hello World");
            assertThat(response.getHeaders().getContentLength()).isEqualTo(body.length);
            assertThat(response.getHeaders().getContentType()).hasToString("text/x-test;charset=utf-8");
        }
        RecordedRequest sent = site.request();
        assertThat(String.join(",", sent.getHeaders().values("X-Header")).replace(" ", ""))
                .isEqualTo("value1,value2");
        assertThat(sent.getHeaders().values("Content-Length")).containsExactly("11");
        assertThat(sent.getHeaders().values("Transfer-Encoding")).isEmpty();
    }

    @ParameterizedTest
    @EnumSource
    void responseHeadersMayHaveSeveralValues(Client client) throws IOException {
        try (ClientHttpResponse response =
                to(client, HttpMethod.GET, "/headers").execute()) {
            assertThat(response.getHeaders().get("x-several")).containsExactlyInAnyOrder("one", "two");
            if (client != Client.SIMPLE) {
                assertThatThrownBy(() -> response.getHeaders().add("X-New", "value"))
                        .isInstanceOf(UnsupportedOperationException.class);
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void severalCookiesAreOneHeader(Client client) throws IOException {
        ClientHttpRequest request = to(client, HttpMethod.GET, "/echo");
        request.getHeaders().addAll(HttpHeaders.COOKIE, List.of("a=1", "b=2"));

        request.execute().close();

        assertThat(String.join("; ", site.request().getHeaders().values("Cookie")))
                .isEqualTo("a=1; b=2");
    }

    @ParameterizedTest
    @EnumSource
    void severalWritesMakeOneBody(Client client) throws IOException {
        ClientHttpRequest request = to(client, HttpMethod.POST, "/echo");
        OutputStream body = request.getBody();
        body.write("Hello ".getBytes(StandardCharsets.UTF_8));
        body.write('W');
        body.write("orld".getBytes(StandardCharsets.UTF_8));

        try (ClientHttpResponse response = request.execute()) {
            assertThat(bodyOf(response)).isEqualTo("Hello World");
            assertThatThrownBy(request::getBody).isInstanceOf(IllegalStateException.class);
            assertThatThrownBy(request::execute).isInstanceOf(IllegalStateException.class);
            assertThatThrownBy(() -> request.getHeaders().add("X-Late", "value"))
                    .isInstanceOf(UnsupportedOperationException.class);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "HAPPY, GET",
        "HAPPY, HEAD",
        "HAPPY, POST",
        "HAPPY, PUT",
        "HAPPY, PATCH",
        "HAPPY, DELETE",
        "HAPPY, OPTIONS",
        "HAPPY, QUERY",
        "HAPPY, PROPFIND",
        "JDK, GET",
        "JDK, HEAD",
        "JDK, POST",
        "JDK, PUT",
        "JDK, PATCH",
        "JDK, DELETE",
        "JDK, OPTIONS",
        "JDK, QUERY",
        "HTTP_COMPONENTS, GET",
        "HTTP_COMPONENTS, HEAD",
        "HTTP_COMPONENTS, POST",
        "HTTP_COMPONENTS, PUT",
        "HTTP_COMPONENTS, PATCH",
        "HTTP_COMPONENTS, DELETE",
        "HTTP_COMPONENTS, OPTIONS",
        "SIMPLE, GET",
        "SIMPLE, HEAD",
        "SIMPLE, PUT",
        "SIMPLE, OPTIONS"
    })
    void aMethodNeedsNoBody(Client client, String method) throws IOException {
        try (ClientHttpResponse response =
                to(client, HttpMethod.valueOf(method), "/status/200").execute()) {
            assertThat(response.getStatusCode()).isEqualTo(HttpStatus.OK);
            assertThat(bodyOf(response)).isEmpty();
        }
        RecordedRequest sent = site.request();
        assertThat(sent.getMethod()).isEqualTo(method);
        assertThat(sent.getBodySize()).isZero();
        // The JDK's client says that there is nothing, even with GET.
        if (client != Client.JDK && List.of("GET", "HEAD", "OPTIONS").contains(method)) {
            assertThat(sent.getHeaders().names()).doesNotContain("Content-Length", "Transfer-Encoding");
        }
    }

    @ParameterizedTest
    @CsvSource({"HAPPY, POST", "HAPPY, DELETE", "HAPPY, OPTIONS", "JDK, POST", "JDK, DELETE", "HTTP_COMPONENTS, DELETE"
    })
    void aBodyOfUnknownLengthIsStreamed(Client client, String method) throws IOException {
        ClientHttpRequest request =
                request(clients.factory(client), HttpMethod.valueOf(method), site.uri("/echo"), once("unknown"));

        try (ClientHttpResponse response = request.execute()) {
            assertThat(bodyOf(response)).isEqualTo("unknown");
        }
        assertThat(site.request().getHeaders().values("Transfer-Encoding")).containsExactly("chunked");
        assertThat(site.request().getHeaders().values("Content-Length")).isEmpty();
    }

    // The others refuse the header, or send it.
    @ParameterizedTest
    @EnumSource(names = {"HAPPY", "HTTP_COMPONENTS"})
    void headersThatFollowFromTheBodyAreNotDoubled(Client client) throws IOException {
        ClientHttpRequest request =
                request(clients.factory(client), HttpMethod.POST, site.uri("/echo"), once("unknown"));
        request.getHeaders().set(HttpHeaders.TRANSFER_ENCODING, "chunked");

        request.execute().close();

        assertThat(site.request().getHeaders().values("Transfer-Encoding")).containsExactly("chunked");
    }

    // The simple one asks for no compression and does not undo it.
    @ParameterizedTest
    @EnumSource(names = {"HAPPY", "JDK", "HTTP_COMPONENTS"})
    void compressionGoesUnnoticed(Client client) throws IOException {
        for (String path : List.of("/gzip", "/deflate")) {
            try (ClientHttpResponse response = to(client, HttpMethod.POST, path).execute()) {
                assertThat(bodyOf(response)).isEqualTo(HttpSite.CONTENT);
                assertThat(response.getHeaders().headerNames()).doesNotContain("Content-Encoding", "Content-Length");
            }
        }
        assertThat(site.requests.get(0).getHeaders().values("Accept-Encoding"))
                .anyMatch(value -> value.contains("gzip"));
    }

    @ParameterizedTest
    @EnumSource(names = {"HAPPY", "JDK", "HTTP_COMPONENTS"})
    void compressionGoesUnnoticedIfTheApplicationAsksForIt(Client client) throws IOException {
        ClientHttpRequest request = to(client, HttpMethod.GET, "/gzip");
        request.getHeaders().set(HttpHeaders.ACCEPT_ENCODING, "gzip");

        try (ClientHttpResponse response = request.execute()) {
            assertThat(bodyOf(response)).isEqualTo(HttpSite.CONTENT);
            assertThat(response.getHeaders().headerNames()).doesNotContain("Content-Encoding", "Content-Length");
        }
    }

    @ParameterizedTest
    @EnumSource
    void anEmptyBodyNeedsNotBeCompressed(Client client) throws IOException {
        ClientHttpRequest request = to(client, HttpMethod.GET, "/empty-gzip");
        request.getHeaders().set(HttpHeaders.ACCEPT_ENCODING, "gzip");

        try (ClientHttpResponse response = request.execute()) {
            assertThat(bodyOf(response)).isEmpty();
        }
    }

    @ParameterizedTest
    @EnumSource
    void aHeadResponseHasNoBody(Client client) throws IOException {
        try (ClientHttpResponse response =
                to(client, HttpMethod.HEAD, "/status/200").execute()) {
            assertThat(bodyOf(response)).isEmpty();
        }
    }

    // The others send it in chunks, of which a server may think what it likes.
    @ParameterizedTest
    @EnumSource(names = {"HAPPY", "SIMPLE"})
    void aGetWithAnEmptyBodyIsAGet(Client client) throws IOException {
        try (ClientHttpResponse response = request(
                        clients.factory(client), HttpMethod.GET, site.uri("/echo"), repeatable(""))
                .execute()) {
            assertThat(response.getStatusCode()).isEqualTo(HttpStatus.OK);
        }
        assertThat(site.request().getMethod()).isEqualTo("GET");
        assertThat(site.request().getBodySize()).isZero();
    }
}
