package io.happyconnect.boot.http;

import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Set;
import okhttp3.MediaType;
import okhttp3.RequestBody;
import okio.BufferedSink;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpMethod;
import org.springframework.http.StreamingHttpOutputMessage.Body;

/**
 * Streams a request's body, and tells OkHttp when the request must not be sent again: when the body cannot be written twice,
 * and when the method is not idempotent and no answer says that the server has not acted on it (RFC 9110 §9.2.2).
 */
final class StreamedBody extends RequestBody {

    // RFC 9110 §9.2.2, and QUERY.
    private static final Set<String> IDEMPOTENT =
            Set.of("GET", "HEAD", "OPTIONS", "TRACE", "PUT", "DELETE", "QUERY", "PROPFIND", "REPORT");

    private static final Body NOTHING = new Body() {
        @Override
        public void writeTo(OutputStream outputStream) {}

        @Override
        public boolean repeatable() {
            return true;
        }
    };

    private final Body body;
    private final long contentLength;
    private final boolean idempotent;
    private boolean written;
    private boolean answered;
    private boolean broken;

    private StreamedBody(HttpMethod method, Body body, long contentLength) {
        this.body = body;
        this.contentLength = contentLength;
        this.idempotent = IDEMPOTENT.contains(method.name());
    }

    static StreamedBody empty(HttpMethod method) {
        return new StreamedBody(method, NOTHING, 0);
    }

    /**
     * A body.
     *
     * @param contentLength -1 if unknown
     */
    static StreamedBody of(HttpMethod method, Body body, long contentLength) {
        return new StreamedBody(method, body, contentLength);
    }

    /** A response to the request has come: what OkHttp sends after it was asked for by the server. */
    void answered() {
        answered = true;
    }

    // The header that Spring has set is used.
    @Override
    public @Nullable MediaType contentType() {
        return null;
    }

    @Override
    public long contentLength() {
        return contentLength;
    }

    @Override
    public boolean isOneShot() {
        return written && (broken || !body.repeatable() || (!idempotent && !answered));
    }

    @Override
    public void writeTo(BufferedSink sink) throws IOException {
        written = true;
        answered = false;
        SinkStream stream = new SinkStream(sink.outputStream());
        try {
            body.writeTo(stream);
        } catch (IOException failure) {
            // Not the connection's failure: the body would fail on another one, too.
            broken = !stream.failed;
            throw failure;
        }
    }

    /** Is not closed by who writes, and remembers whether it was the one that failed. */
    private static final class SinkStream extends FilterOutputStream {

        private boolean failed;

        SinkStream(OutputStream sink) {
            super(sink);
        }

        @Override
        public void write(int b) throws IOException {
            try {
                out.write(b);
            } catch (IOException failure) {
                failed = true;
                throw failure;
            }
        }

        @Override
        public void write(byte[] b, int off, int len) throws IOException {
            try {
                out.write(b, off, len);
            } catch (IOException failure) {
                failed = true;
                throw failure;
            }
        }

        @Override
        public void flush() throws IOException {
            try {
                out.flush();
            } catch (IOException failure) {
                failed = true;
                throw failure;
            }
        }

        @Override
        public void close() throws IOException {
            flush();
        }
    }
}
