package io.happyconnect.boot.http;

import java.io.IOException;
import java.io.InputStream;
import java.util.Locale;
import java.util.zip.Inflater;
import okhttp3.Response;
import okio.BufferedSource;
import okio.GzipSource;
import okio.InflaterSource;
import okio.Okio;
import okio.Source;
import org.springframework.http.HttpHeaders;

/**
 * How a response's body is compressed. OkHttp decompresses what it has asked for itself; an application that sets
 * {@code Accept-Encoding} gets the content as well, as it does from the other clients that Spring works with.
 */
enum ContentDecoding {
    NONE,
    GZIP,
    DEFLATE;

    private static final int NO_CONTENT = 204;
    private static final int NOT_MODIFIED = 304;

    static ContentDecoding of(Response response) {
        String encoding = response.header(HttpHeaders.CONTENT_ENCODING);
        if (encoding == null || !hasBody(response)) {
            return NONE;
        }
        return switch (encoding.toLowerCase(Locale.ROOT)) {
            case "gzip", "x-gzip" -> GZIP;
            case "deflate" -> DEFLATE;
            default -> NONE;
        };
    }

    private static boolean hasBody(Response response) {
        return !"HEAD".equals(response.request().method())
                && response.code() != NO_CONTENT
                && response.code() != NOT_MODIFIED;
    }

    /** The content, which may be empty without being compressed. Waits for the first byte. */
    InputStream decoded(BufferedSource source) throws IOException {
        if (this == NONE || source.exhausted()) {
            return source.inputStream();
        }
        Source decoded = this == GZIP ? new GzipSource(source) : new InflaterSource(source, new Inflater());
        return Okio.buffer(decoded).inputStream();
    }
}
