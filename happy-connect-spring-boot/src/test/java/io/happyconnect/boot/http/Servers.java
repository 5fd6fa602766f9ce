package io.happyconnect.boot.http;

import java.io.IOException;
import java.net.InetAddress;
import java.util.logging.Level;
import java.util.logging.Logger;
import mockwebserver3.Dispatcher;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import mockwebserver3.RecordedRequest;

/** Servers that are running. */
final class Servers {

    /** It warns of connections that make no request. Held, or its level is forgotten. */
    private static final Logger LOG_OF_THE_SERVER = Logger.getLogger(MockWebServer.class.getName());

    static {
        LOG_OF_THE_SERVER.setLevel(Level.OFF);
    }

    private Servers() {}

    /** A server that answers every request with the same body. */
    static MockWebServer started(String body, InetAddress address, int port) throws IOException {
        MockWebServer server = new MockWebServer();
        server.setDispatcher(new Dispatcher() {
            @Override
            public MockResponse dispatch(RecordedRequest request) {
                return new MockResponse.Builder().body(body).build();
            }
        });
        server.start(address, port);
        return server;
    }
}
