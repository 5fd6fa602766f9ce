package io.happyconnect.sample.connect;

import java.io.IOException;
import java.io.UncheckedIOException;
import okhttp3.HttpUrl;
import org.springframework.http.HttpHeaders;
import org.springframework.http.client.ClientHttpResponse;
import org.springframework.stereotype.Component;
import org.springframework.web.client.ResourceAccessException;
import org.springframework.web.client.RestClient;

/** Calls URLs with Spring's RestClient. Its builder connects through Happy Connect because the starter is there. */
@Component
public final class HappyRestClient {

    private static final int MOST_BYTES = 64 * 1024;

    private final RestClient client;
    private final Stopwatch stopwatch;

    HappyRestClient(RestClient.Builder builder, Stopwatch stopwatch) {
        // Every call shall be seen to connect. Applications keep their connections.
        this.client = builder.defaultHeader(HttpHeaders.CONNECTION, "close").build();
        this.stopwatch = stopwatch;
    }

    /**
     * Gets a URL, following redirects.
     *
     * @param url where to
     * @return what it came to; an answer is a success whatever its status
     */
    public Outcome get(HttpUrl url) {
        return stopwatch.time(() -> {
            try {
                return client.get().uri(url.uri()).exchangeForRequiredValue((request, response) -> text(response));
            } catch (ResourceAccessException e) {
                throw e.getCause() instanceof IOException failure ? failure : new IOException(e);
            } catch (UncheckedIOException e) {
                throw e.getCause();
            }
        });
    }

    private static String text(ClientHttpResponse response) throws IOException {
        int bytes = response.getBody().readNBytes(MOST_BYTES).length;
        return "status " + response.getStatusCode().value() + ", " + (bytes == MOST_BYTES ? "at least " : "") + bytes
                + " bytes";
    }
}
