package io.happyconnect.testsupport;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;

/**
 * Lets the JDK open the descriptors that it opens once and keeps (the marker it uses to close sockets, the selectors below
 * virtual threads), so that the first test is not charged with them.
 */
final class WarmUp {

    private static final int WAIT_MILLIS = 10;

    private static boolean done;

    private WarmUp() {}

    static synchronized void once() {
        if (!done) {
            connectOnce();
            connectOnceOnAVirtualThread();
            done = true;
        }
    }

    private static void connectOnce() {
        try (ServerSocket server = new ServerSocket(0, 1, Loopback.ipv4(1));
                Socket client = new Socket(server.getInetAddress(), server.getLocalPort());
                Socket accepted = server.accept();
                SocketChannel channel = SocketChannel.open();
                Selector selector = Selector.open()) {
            channel.configureBlocking(false);
            selector.selectNow();
            client.shutdownOutput();
            client.setSoTimeout(WAIT_MILLIS);
            client.getInputStream().read();
            throw new IllegalStateException(accepted + " sent something");
        } catch (SocketTimeoutException waited) {
            // Having waited is what opens the selectors below virtual threads.
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void connectOnceOnAVirtualThread() {
        if (Runtime.version().feature() < 21) {
            return;
        }
        try {
            Runnable work = WarmUp::connectOnce;
            Threads.join((Thread)
                    Thread.class.getMethod("startVirtualThread", Runnable.class).invoke(null, work));
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }
}
