package io.happyconnect.boot.http;

import java.io.IOException;
import java.io.OutputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import org.springframework.http.HttpMethod;
import org.springframework.http.StreamingHttpOutputMessage;
import org.springframework.http.client.ClientHttpRequest;
import org.springframework.http.client.ClientHttpRequestFactory;
import org.springframework.http.client.ClientHttpResponse;

/** Requests and responses in one line. */
final class Exchanges {

    private Exchanges() {}

    static String bodyOf(ClientHttpResponse response) throws IOException {
        return new String(response.getBody().readAllBytes(), StandardCharsets.UTF_8);
    }

    static String get(ClientHttpRequestFactory factory, URI uri) throws IOException {
        try (ClientHttpResponse response =
                factory.createRequest(uri, HttpMethod.GET).execute()) {
            return bodyOf(response);
        }
    }

    static ClientHttpRequest request(
            ClientHttpRequestFactory factory, HttpMethod method, URI uri, StreamingHttpOutputMessage.Body body)
            throws IOException {
        ClientHttpRequest request = factory.createRequest(uri, method);
        ((StreamingHttpOutputMessage) request).setBody(body);
        return request;
    }

    /** A body that may be written any number of times. */
    static StreamingHttpOutputMessage.Body repeatable(String content) {
        return new StreamingHttpOutputMessage.Body() {
            @Override
            public void writeTo(OutputStream stream) throws IOException {
                stream.write(content.getBytes(StandardCharsets.UTF_8));
            }

            @Override
            public boolean repeatable() {
                return true;
            }
        };
    }

    static StreamingHttpOutputMessage.Body once(String content) {
        return stream -> stream.write(content.getBytes(StandardCharsets.UTF_8));
    }
}
