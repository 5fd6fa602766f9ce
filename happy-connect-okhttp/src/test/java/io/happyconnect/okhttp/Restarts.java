package io.happyconnect.okhttp;

import java.io.Closeable;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.InetAddress;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import mockwebserver3.MockWebServer;

/** Stops a server and starts another in its place, again and again. */
final class Restarts implements Closeable {

    private static final long MILLIS_BETWEEN = 50;

    private final InetAddress address;
    private final int port;
    private final CountDownLatch end = new CountDownLatch(1);
    private final Thread thread = new Thread(this::restart, "restarts");
    private volatile MockWebServer server;
    private volatile int number;

    Restarts(MockWebServer server, int port) {
        this.server = server;
        this.address = server.getSocketAddress().getAddress();
        this.port = port;
        thread.start();
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
                server = started();
                number++;
            }
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    private MockWebServer started() throws InterruptedException {
        while (true) {
            try {
                return Servers.started("a", address, port);
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
