package io.happyconnect.sample.connect;

import java.util.Locale;
import okhttp3.HttpUrl;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.Response;
import org.springframework.stereotype.Component;

/** Calls URLs with OkHttp, which connects through Happy Connect. */
@Component
public final class HappyOkHttp {

    private static final long MOST_BYTES = 64 * 1024;

    private final OkHttpClient client;
    private final Stopwatch stopwatch;

    HappyOkHttp(OkHttpClient client, Stopwatch stopwatch) {
        this.client = client;
        this.stopwatch = stopwatch;
    }

    /**
     * Gets a URL, following redirects.
     *
     * @param url where to
     * @return what it came to; an answer is a success whatever its status
     */
    public Outcome get(HttpUrl url) {
        Request request = new Request.Builder().url(url).build();
        return stopwatch.time(() -> {
            try (Response response = client.newCall(request).execute()) {
                long bytes = response.peekBody(MOST_BYTES).contentLength();
                return response.protocol().toString().toUpperCase(Locale.ROOT) + " " + response.code() + ", "
                        + (bytes == MOST_BYTES ? "at least " : "") + bytes + " bytes";
            }
        });
    }
}
