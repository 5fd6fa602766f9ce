package io.happyconnect.okhttp;

import java.io.IOException;
import java.net.InetAddress;
import java.util.logging.Level;
import java.util.logging.Logger;
import mockwebserver3.Dispatcher;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import mockwebserver3.RecordedRequest;

/** Servers that are not started yet. */
final class Servers {

    /** It warns of every connection that makes no request, as the losers of a race do not. Held, or its level is forgotten. */
    private static final Logger LOG_OF_THE_SERVER = Logger.getLogger(MockWebServer.class.getName());

    static {
        LOG_OF_THE_SERVER.setLevel(Level.OFF);
    }

    private Servers() {}

    /** Answers every request with the same body. */
    static MockWebServer saying(String body) {
        MockWebServer server = new MockWebServer();
        server.setDispatcher(always(new MockResponse.Builder().body(body).build()));
        return server;
    }

    static MockWebServer started(String body, InetAddress address, int port) throws IOException {
        MockWebServer server = saying(body);
        server.start(address, port);
        return server;
    }

    private static Dispatcher always(MockResponse response) {
        return new Dispatcher() {
            @Override
            public MockResponse dispatch(RecordedRequest request) {
                return response;
            }
        };
    }
}
