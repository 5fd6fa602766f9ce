package io.happyconnect.boot.http;

import java.util.List;
import okhttp3.Headers;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;

/** Hands Spring's request headers to OkHttp, without those that follow from the body. */
final class RequestHeaders {

    private static final int DELETE = 0x7f;

    private RequestHeaders() {}

    /**
     * Translates headers. Characters beyond ASCII are let through, and sent as UTF-8.
     *
     * @throws IllegalArgumentException if a name is no token or a value has control characters
     */
    static Headers of(HttpHeaders headers) {
        Headers.Builder builder = new Headers.Builder();
        headers.forEach((name, values) -> {
            if (HttpHeaders.COOKIE.equalsIgnoreCase(name)) {
                // RFC 6265 §5.4: a user agent must not send more than one Cookie header.
                add(builder, name, String.join("; ", values));
            } else if (!followsFromTheBody(name)) {
                addAll(builder, name, values);
            }
        });
        return builder.build();
    }

    private static boolean followsFromTheBody(String name) {
        return HttpHeaders.CONTENT_LENGTH.equalsIgnoreCase(name)
                || HttpHeaders.TRANSFER_ENCODING.equalsIgnoreCase(name);
    }

    private static void addAll(Headers.Builder builder, String name, List<? extends @Nullable String> values) {
        for (String value : values) {
            add(builder, name, value == null ? "" : value);
        }
    }

    private static void add(Headers.Builder builder, String name, String value) {
        // The lenient method of OkHttp checks nothing, and a line break in a value would begin another header.
        if (value.chars().anyMatch(c -> (c < ' ' && c != '\t') || c == DELETE)) {
            throw new IllegalArgumentException("header " + name + " must not have control characters in its value");
        }
        builder.addUnsafeNonAscii(name, value);
    }
}
