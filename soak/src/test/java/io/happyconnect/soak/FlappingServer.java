package io.happyconnect.soak;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.SocketTimeoutException;
import java.util.concurrent.locks.LockSupport;

/** Accepts and closes for a while, and for another while refuses. */
final class FlappingServer implements AutoCloseable {

    private static final int UP_MILLIS = 150;
    private static final long DOWN_NANOS = 100_000_000;

    private final InetSocketAddress address;
    private final Thread thread = new Thread(this::flap, "flapping");
    private volatile boolean closed;

    FlappingServer(InetSocketAddress address) {
        this.address = address;
        thread.start();
    }

    private void flap() {
        while (!closed) {
            try (ServerSocket server = new ServerSocket()) {
                server.setReuseAddress(true);
                server.bind(address, 1_000);
                server.setSoTimeout(UP_MILLIS);
                acceptUntilSilent(server);
            } catch (IOException taken) {
                // Then it is down for longer.
            }
            LockSupport.parkNanos(DOWN_NANOS);
        }
    }

    private void acceptUntilSilent(ServerSocket server) throws IOException {
        long until = System.nanoTime() + UP_MILLIS * 1_000_000L;
        try {
            while (!closed && System.nanoTime() - until < 0) {
                server.accept().close();
            }
        } catch (SocketTimeoutException silent) {
            // Nobody came.
        }
    }

    @Override
    public void close() {
        closed = true;
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
