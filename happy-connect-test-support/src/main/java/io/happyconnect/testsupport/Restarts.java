package io.happyconnect.testsupport;

import java.io.Closeable;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** Stops a server and starts another in its place, again and again, on a thread of its own. */
public final class Restarts implements Closeable {

    /** Starts the server that takes the place. */
    @FunctionalInterface
    public interface Start {

        /**
         * Starts it.
         *
         * @return the running server
         * @throws IOException if the place is not yet free; it is tried again
         */
        Closeable start() throws IOException;
    }

    private static final long MILLIS_BETWEEN = 50;
    private static final long MILLIS_BETWEEN_TRIES = 5;

    private final Start start;
    private final CountDownLatch end = new CountDownLatch(1);
    private final Thread thread = new Thread(this::restart, "restarts");
    private volatile Closeable server;
    private final AtomicInteger number = new AtomicInteger();

    /**
     * Begins with it.
     *
     * @param server the one that runs, which is closed with this
     * @param start starts another where it was
     */
    public Restarts(Closeable server, Start start) {
        this.server = server;
        this.start = start;
        thread.start();
    }

    /** {@return how many there were} */
    public int number() {
        return number.get();
    }

    /**
     * Waits for the last one.
     *
     * @throws InterruptedException if interrupted
     */
    public void end() throws InterruptedException {
        end.countDown();
        thread.join();
    }

    private void restart() {
        try {
            while (!end.await(MILLIS_BETWEEN, TimeUnit.MILLISECONDS)) {
                server.close();
                server = started();
                number.incrementAndGet();
            }
        } catch (InterruptedException | IOException e) {
            throw new AssertionError(e);
        }
    }

    private Closeable started() throws InterruptedException {
        while (true) {
            try {
                return start.start();
            } catch (IOException notYetFree) {
                end.await(MILLIS_BETWEEN_TRIES, TimeUnit.MILLISECONDS);
            }
        }
    }

    /** Ends it, and the server. */
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
