package io.happyconnect.boot.http;

import static io.happyconnect.boot.http.Exchanges.bodyOf;
import static io.happyconnect.boot.http.Exchanges.once;
import static io.happyconnect.boot.http.Exchanges.repeatable;
import static io.happyconnect.boot.http.Exchanges.request;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import mockwebserver3.RecordedRequest;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.boot.http.client.HttpClientSettings;
import org.springframework.boot.http.client.HttpRedirects;
import org.springframework.http.HttpMethod;
import org.springframework.http.HttpStatus;
import org.springframework.http.client.ClientHttpResponse;

/** Redirects, of our client and of those beside it. */
@Timeout(value = 30, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class RedirectMatrixTest {

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

    private ClientHttpResponse get(Client client, HttpRedirects redirects) throws IOException {
        HttpClientSettings settings = HttpClientSettings.defaults().withRedirects(redirects);
        return clients.factory(client, settings)
                .createRequest(site.uri("/redirect/302"), HttpMethod.GET)
                .execute();
    }

    @ParameterizedTest
    @EnumSource
    void aRedirectIsFollowedUnlessForbidden(Client client) throws IOException {
        for (HttpRedirects redirects : new HttpRedirects[] {null, HttpRedirects.FOLLOW_WHEN_POSSIBLE}) {
            site.requests.clear();
            try (ClientHttpResponse response = get(client, redirects)) {
                assertThat(response.getStatusCode()).isEqualTo(HttpStatus.OK);
            }
            assertThat(site.requests).extracting(RecordedRequest::getTarget).containsExactly("/redirect/302", "/echo");
        }
    }

    @ParameterizedTest
    @EnumSource
    void aRedirectIsHandedOnIfForbidden(Client client) throws IOException {
        try (ClientHttpResponse response = get(client, HttpRedirects.DONT_FOLLOW)) {
            assertThat(response.getStatusCode()).isEqualTo(HttpStatus.FOUND);
            assertThat(response.getHeaders().getLocation()).hasPath("/echo");
        }
        assertThat(site.requests).hasSize(1);
    }

    @ParameterizedTest
    @CsvSource({
        "HAPPY, 301, GET", "HAPPY, 302, GET", "HAPPY, 303, GET", "HAPPY, 307, POST", "HAPPY, 308, POST",
        "JDK, 303, GET", "JDK, 307, POST", "JDK, 308, POST", "HTTP_COMPONENTS, 303, GET", "HTTP_COMPONENTS, 307, POST"
    })
    void aPostIsRepeatedOnlyWhereItMustStayOne(Client client, int status, String method) throws IOException {
        try (ClientHttpResponse response = request(
                        clients.factory(client), HttpMethod.POST, site.uri("/redirect/" + status), repeatable("body"))
                .execute()) {
            assertThat(bodyOf(response)).isEqualTo(method.equals("POST") ? "body" : "");
        }
        assertThat(site.requests).extracting(RecordedRequest::getMethod).containsExactly("POST", method);
    }

    @Test
    void aBodyThatCannotBeRepeatedIsNot() throws IOException {
        try (ClientHttpResponse response = request(
                        clients.happy(), HttpMethod.POST, site.uri("/redirect/307"), once("body"))
                .execute()) {
            assertThat(response.getStatusCode()).isEqualTo(HttpStatus.TEMPORARY_REDIRECT);
        }
        assertThat(site.requests).hasSize(1);
    }
}
