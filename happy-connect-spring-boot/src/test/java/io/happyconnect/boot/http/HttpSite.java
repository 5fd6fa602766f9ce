package io.happyconnect.boot.http;

import io.happyconnect.testsupport.Loopback;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.GZIPOutputStream;
import mockwebserver3.Dispatcher;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import mockwebserver3.RecordedRequest;
import okhttp3.Headers;
import okio.Buffer;
import okio.ByteString;

/** A server with a path for every behaviour that clients are asked for; keeps the requests it was sent. */
final class HttpSite extends Dispatcher implements AutoCloseable {

    /** It warns of connections that make no request. Held, or its level is forgotten. */
    private static final Logger LOG_OF_THE_SERVER = Logger.getLogger(MockWebServer.class.getName());

    static {
        LOG_OF_THE_SERVER.setLevel(Level.OFF);
    }

    static final String CONTENT = "compressed ".repeat(100);

    final List<RecordedRequest> requests = new CopyOnWriteArrayList<>();
    final MockWebServer server = new MockWebServer();

    HttpSite start() throws IOException {
        server.setDispatcher(this);
        server.start(Loopback.ipv4(1), 0);
        return this;
    }

    URI uri(String path) {
        return server.url(path).uri();
    }

    /** The one request that came. */
    RecordedRequest request() {
        if (requests.size() != 1) {
            throw new AssertionError("expected one request, but " + requests.size() + " came: " + requests);
        }
        return requests.get(0);
    }

    @Override
    public MockResponse dispatch(RecordedRequest request) {
        requests.add(request);
        String path = request.getTarget().replaceFirst("\\?.*", "");
        if (path.startsWith("/status/")) {
            return new MockResponse.Builder()
                    .code(Integer.parseInt(path.substring("/status/".length())))
                    .build();
        }
        if (path.startsWith("/redirect/")) {
            return new MockResponse(
                    Integer.parseInt(path.substring("/redirect/".length())), Headers.of("Location", "/echo"), "");
        }
        return switch (path) {
            case "/echo" -> echo(request);
            case "/gzip" -> compressed("gzip");
            case "/deflate" -> compressed("deflate");
            case "/empty-gzip" -> new MockResponse(200, Headers.of("Content-Encoding", "gzip"), "");
            case "/cookie" -> new MockResponse(200, Headers.of("Set-Cookie", "flavour=oat; Path=/"), "set");
            case "/headers" ->
                new MockResponse.Builder()
                        .addHeader("X-Several", "one")
                        .addHeader("X-Several", "two")
                        .addHeaderLenient("X-Umlaut", "K\u00e4se")
                        .build();
            default -> new MockResponse.Builder().code(404).build();
        };
    }

    private static MockResponse echo(RecordedRequest request) {
        ByteString body = request.getBody() == null ? ByteString.EMPTY : request.getBody();
        String type = request.getHeaders().get("Content-Type");
        return new MockResponse.Builder()
                .addHeader("Content-Type", type == null ? "text/plain" : type)
                .body(new Buffer().write(body))
                .build();
    }

    private static MockResponse compressed(String encoding) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (OutputStream compressor =
                encoding.equals("gzip") ? new GZIPOutputStream(bytes) : new DeflaterOutputStream(bytes)) {
            compressor.write(CONTENT.getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return new MockResponse.Builder()
                .addHeader("Content-Encoding", encoding)
                .body(new Buffer().write(bytes.toByteArray()))
                .build();
    }

    @Override
    public void close() {
        server.close();
    }
}
