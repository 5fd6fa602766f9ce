package io.happyconnect.boot.http;

import java.io.Closeable;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.InetAddress;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.logging.Level;
import java.util.logging.Logger;
import mockwebserver3.Dispatcher;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import mockwebserver3.RecordedRequest;

/** A server that goes and comes back at the same address, again and again. */
final class RestartingServer implements Closeable {

    private static final long MILLIS_BETWEEN = 50;

    /** It warns of connections that make no request. Held, or its level is forgotten. */
    private static final Logger LOG_OF_THE_SERVER = Logger.getLogger(MockWebServer.class.getName());

    static {
        LOG_OF_THE_SERVER.setLevel(Level.OFF);
    }

    private final String body;
    private final InetAddress address;
    private final int port;
    private final CountDownLatch end = new CountDownLatch(1);
    private final Thread thread = new Thread(this::restart, "restarts");
    private volatile MockWebServer server;
    private volatile int number;

    RestartingServer(String body, InetAddress address, int port) throws IOException {
        this.body = body;
        this.address = address;
        this.port = port;
        this.server = started(body, address, port);
        thread.start();
    }

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

    int number() {
        return number;
    }

    /** Waits for the last restart. */
    void end() throws InterruptedException {
        end.countDown();
        thread.join();
    }

    private void restart() {
        try {
            while (!end.await(MILLIS_BETWEEN, TimeUnit.MILLISECONDS)) {
                server.close();
                server = startedAgain();
                number++;
            }
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    private MockWebServer startedAgain() throws InterruptedException {
        while (true) {
            try {
                return started(body, address, port);
            } catch (IOException notYetFree) {
                end.await(5, TimeUnit.MILLISECONDS);
            }
        }
    }

    @Override
    public void close() throws IOException {
        try {
            end();
        } catch (InterruptedException e) {
            throw new InterruptedIOException();
        }
        server.close();
    }
}
