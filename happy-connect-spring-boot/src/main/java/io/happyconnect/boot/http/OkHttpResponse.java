package io.happyconnect.boot.http;

import java.io.IOException;
import java.io.InputStream;
import okhttp3.Response;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.client.ClientHttpResponse;

/** A response of OkHttp; closing it lets the connection be used again if little of the body is left. */
final class OkHttpResponse implements ClientHttpResponse {

    private final Response response;
    private final OpenCall call;
    private final ContentDecoding decoding;
    private @Nullable HttpHeaders headers;
    private @Nullable InputStream body;

    OkHttpResponse(Response response, OpenCall call) {
        this.response = response;
        this.call = call;
        this.decoding = ContentDecoding.of(response);
    }

    @Override
    public HttpStatusCode getStatusCode() {
        return HttpStatusCode.valueOf(response.code());
    }

    @Override
    public String getStatusText() {
        if (!response.message().isEmpty()) {
            return response.message();
        }
        // HTTP/2 has none.
        return getStatusCode() instanceof HttpStatus status ? status.getReasonPhrase() : "";
    }

    @Override
    public HttpHeaders getHeaders() {
        if (headers == null) {
            HttpHeaders all = new HttpHeaders();
            response.headers().forEach(header -> all.add(header.getFirst(), header.getSecond()));
            if (decoding != ContentDecoding.NONE) {
                all.remove(HttpHeaders.CONTENT_ENCODING);
                all.remove(HttpHeaders.CONTENT_LENGTH);
            }
            headers = HttpHeaders.readOnlyHttpHeaders(all);
        }
        return headers;
    }

    @Override
    public InputStream getBody() throws IOException {
        if (body == null) {
            call.beginToWait();
            try {
                body = new InterruptibleStream(decoding.decoded(response.body().source()), call);
            } catch (IOException failure) {
                throw call.translated(failure);
            } finally {
                call.endToWait();
            }
        }
        return body;
    }

    @Override
    public void close() {
        try {
            response.close();
        } finally {
            call.end();
        }
    }
}
