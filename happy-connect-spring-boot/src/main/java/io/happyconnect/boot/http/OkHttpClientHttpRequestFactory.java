package io.happyconnect.boot.http;

import java.net.URI;
import okhttp3.HttpUrl;
import okhttp3.OkHttpClient;
import org.springframework.http.HttpMethod;
import org.springframework.http.client.ClientHttpRequest;
import org.springframework.http.client.ClientHttpRequestFactory;

/**
 * Requests over OkHttp: bodies are streamed in both directions, responses decompressed, and an interrupt of the thread that
 * waits ends the request. Made by an {@link OkHttpClientHttpRequestFactoryBuilder}. Safe for any thread.
 */
public final class OkHttpClientHttpRequestFactory implements ClientHttpRequestFactory {

    private static final String TOKEN_SIGNS = "!#$%&'*+-.^_`|~";

    private final OkHttpClient client;
    private final OpenCalls calls;

    OkHttpClientHttpRequestFactory(OkHttpClient client, OpenCalls calls) {
        this.client = client.newBuilder()
                .addNetworkInterceptor(AnswerInterceptor.INSTANCE)
                .build();
        this.calls = calls;
    }

    /**
     * Creates a request.
     *
     * @throws IllegalArgumentException if the URI is none of http or https with a host, or the method no token
     */
    @Override
    public ClientHttpRequest createRequest(URI uri, HttpMethod httpMethod) {
        // Without an authority, OkHttp takes the first piece of the path for the host.
        HttpUrl url = uri.getRawAuthority() == null ? null : HttpUrl.get(uri);
        if (url == null) {
            throw new IllegalArgumentException("URI must be http or https and have a valid host, but is " + uri);
        }
        if (!isToken(httpMethod.name())) {
            throw new IllegalArgumentException("method must be a token (RFC 9110), but is \"" + httpMethod + '"');
        }
        return new OkHttpRequest(client, calls, httpMethod, uri, url);
    }

    // OkHttp writes a method as it is.
    private static boolean isToken(String method) {
        return !method.isEmpty()
                && method.chars()
                        .allMatch(c -> c < 0x80 && (Character.isLetterOrDigit(c) || TOKEN_SIGNS.indexOf(c) >= 0));
    }

    OkHttpClient client() {
        return client;
    }
}
