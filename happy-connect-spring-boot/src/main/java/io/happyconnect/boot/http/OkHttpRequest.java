package io.happyconnect.boot.http;

import java.io.IOException;
import java.io.OutputStream;
import java.net.URI;
import java.util.Set;
import okhttp3.HttpUrl;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.Response;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.http.client.AbstractStreamingClientHttpRequest;
import org.springframework.http.client.ClientHttpResponse;

/** A request that is a call of an OkHttp client. */
final class OkHttpRequest extends AbstractStreamingClientHttpRequest {

    private static final Set<HttpMethod> WITHOUT_BODY = Set.of(HttpMethod.GET, HttpMethod.HEAD);

    /** Methods that go without a body if none is given; the others say that it is empty. */
    private static final Set<HttpMethod> SAFE =
            Set.of(HttpMethod.GET, HttpMethod.HEAD, HttpMethod.OPTIONS, HttpMethod.TRACE);

    private final OkHttpClient client;
    private final OpenCalls calls;
    private final HttpMethod method;
    private final URI uri;
    private final HttpUrl url;

    OkHttpRequest(OkHttpClient client, OpenCalls calls, HttpMethod method, URI uri, HttpUrl url) {
        this.client = client;
        this.calls = calls;
        this.method = method;
        this.uri = uri;
        this.url = url;
    }

    @Override
    public HttpMethod getMethod() {
        return method;
    }

    @Override
    public URI getURI() {
        return uri;
    }

    @Override
    protected ClientHttpResponse executeInternal(HttpHeaders headers, @Nullable Body body) throws IOException {
        Request request = new Request.Builder()
                .url(url)
                .headers(RequestHeaders.of(headers))
                .method(method.name(), requestBody(headers, body))
                .build();
        OpenCall call = calls.open(client.newCall(request));
        Response response = null;
        try {
            response = call.execute();
            return new OkHttpResponse(response, call);
        } finally {
            if (response == null) {
                call.end();
            }
        }
    }

    private @Nullable StreamedBody requestBody(HttpHeaders headers, @Nullable Body body) throws IOException {
        if (body != null && WITHOUT_BODY.contains(method)) {
            refuseContent(body);
            return null;
        }
        if (body == null) {
            return SAFE.contains(method) ? null : StreamedBody.empty(method);
        }
        return StreamedBody.of(method, body, headers.getContentLength());
    }

    // Only writing it tells whether a body has content.
    private void refuseContent(Body body) throws IOException {
        ContentDetector content = new ContentDetector();
        body.writeTo(content);
        if (content.found) {
            throw new IllegalArgumentException(method + " " + uri + " has a body, which OkHttp does not send with "
                    + method + "; send it with another method or set spring.http.clients.imperative.factory to a client"
                    + " that can");
        }
    }

    private static final class ContentDetector extends OutputStream {

        private boolean found;

        @Override
        public void write(int b) {
            found = true;
        }

        @Override
        public void write(byte[] b, int off, int len) {
            found |= len > 0;
        }
    }
}
