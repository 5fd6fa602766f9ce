package io.happyconnect.boot.http;

import static io.happyconnect.boot.http.Exchanges.bodyOf;
import static io.happyconnect.boot.http.Exchanges.get;
import static io.happyconnect.boot.http.Exchanges.once;
import static io.happyconnect.boot.http.Exchanges.request;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.http.client.HttpClientSettings;
import org.springframework.boot.http.client.HttpCookieHandling;
import org.springframework.http.HttpMethod;
import org.springframework.http.client.ClientHttpRequest;
import org.springframework.http.client.ClientHttpRequestFactory;
import org.springframework.http.client.ClientHttpResponse;

/** What is particular to requests over OkHttp. */
class OkHttpClientHttpRequestFactoryTest {

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

    @ParameterizedTest
    @ValueSource(strings = {"GET", "HEAD"})
    void aBodyThatOkHttpWouldNotSendIsRefused(String method) throws IOException {
        ClientHttpRequest request =
                request(clients.happy(), HttpMethod.valueOf(method), site.uri("/echo"), once("body"));

        assertThatIllegalArgumentException()
                .isThrownBy(request::execute)
                .withMessageStartingWith(method + " " + site.uri("/echo") + " has a body");
        assertThat(site.requests).isEmpty();
    }

    @Test
    void charactersBeyondAsciiGoThrough() throws IOException {
        ClientHttpRequest request = clients.happy().createRequest(site.uri("/headers"), HttpMethod.GET);
        request.getHeaders().set("X-Name", "J\u00fcrgen");

        try (ClientHttpResponse response = request.execute()) {
            assertThat(response.getHeaders().getFirst("X-Umlaut")).isEqualTo("K\u00e4se");
        }
        assertThat(site.request().getHeaders().get("X-Name")).isEqualTo("J\u00fcrgen");
    }

    @ParameterizedTest
    @ValueSource(strings = {"a\r\nX-Forged: b", "a\nb", "a\u0000b", "a\u007fb"})
    void controlCharactersInAHeaderAreRefused(String value) throws IOException {
        ClientHttpRequest request = clients.happy().createRequest(site.uri("/echo"), HttpMethod.GET);
        request.getHeaders().set("X-Name", value);

        assertThatIllegalArgumentException().isThrownBy(request::execute).withMessageContaining("X-Name");
    }

    @ParameterizedTest
    @ValueSource(strings = {"ftp://example.com/", "/path", "mailto:somebody@example.com", "http:///path"})
    void aUriThatIsNotOfHttpIsRefused(String uri) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> clients.happy().createRequest(URI.create(uri), HttpMethod.GET))
                .withMessageContaining(uri);
    }

    @ParameterizedTest
    @ValueSource(strings = {"GET /other HTTP/1.1\r\nX: ", "G T", "G\u00c4T"})
    void aMethodThatIsNoTokenIsRefused(String method) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> clients.happy().createRequest(site.uri("/echo"), HttpMethod.valueOf(method)));
    }

    @ParameterizedTest
    @EnumSource(names = {"ENABLE", "ENABLE_WHEN_POSSIBLE"})
    void cookiesAreKeptIfTheyAreEnabled(HttpCookieHandling handling) throws IOException {
        ClientHttpRequestFactory factory =
                clients.factory(Client.HAPPY, HttpClientSettings.defaults().withCookieHandling(handling));

        get(factory, site.uri("/cookie"));
        get(factory, site.uri("/echo"));
        get(
                clients.factory(Client.HAPPY, HttpClientSettings.defaults().withCookieHandling(handling)),
                site.uri("/echo"));

        assertThat(site.requests)
                .extracting(request -> request.getHeaders().get("Cookie"))
                .containsExactly(null, "flavour=oat", null);
    }

    @Test
    void cookiesAreForgottenUnlessTheyAreEnabled() throws IOException {
        for (HttpCookieHandling handling : new HttpCookieHandling[] {null, HttpCookieHandling.DISABLE}) {
            ClientHttpRequestFactory factory =
                    clients.factory(Client.HAPPY, HttpClientSettings.defaults().withCookieHandling(handling));
            get(factory, site.uri("/cookie"));
            get(factory, site.uri("/echo"));
        }
        assertThat(site.requests)
                .extracting(request -> request.getHeaders().get("Cookie"))
                .containsOnlyNulls();
    }

    @Test
    void timeoutsThatCannotBeAreRefused() {
        for (Duration timeout :
                new Duration[] {Duration.ofMillis(-1), Duration.ofDays(1).plusMillis(1)}) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> clients.factory(
                            Client.HAPPY, HttpClientSettings.defaults().withReadTimeout(timeout)))
                    .withMessage("read timeout must be 0 ms to 1 day, but is " + timeout);
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> clients.factory(
                            Client.HAPPY, HttpClientSettings.defaults().withConnectTimeout(timeout)))
                    .withMessageStartingWith("connect timeout must be");
        }
    }

    @Test
    void lessThanAMillisecondIsNotNothing() {
        OkHttpClientHttpRequestFactory factory = (OkHttpClientHttpRequestFactory)
                clients.factory(Client.HAPPY, HttpClientSettings.defaults().withReadTimeout(Duration.ofNanos(1)));

        assertThat(factory.client().readTimeoutMillis()).isEqualTo(1);
    }

    @Test
    void aResponseThatIsClosedUnreadLeavesTheConnectionForTheNext() throws IOException {
        ClientHttpRequestFactory factory = clients.happy();
        for (int i = 0; i < 2; i++) {
            request(factory, HttpMethod.POST, site.uri("/echo"), once("unread"))
                    .execute()
                    .close();
        }
        assertThat(site.requests.get(1).getConnectionIndex()).isZero();
    }

    @Test
    void theBodyIsTheSameStreamEachTime() throws IOException {
        try (ClientHttpResponse response = request(clients.happy(), HttpMethod.POST, site.uri("/echo"), once("once"))
                .execute()) {
            assertThat(response.getBody().read()).isEqualTo('o');
            assertThat(bodyOf(response)).isEqualTo("nce");
        }
    }
}
