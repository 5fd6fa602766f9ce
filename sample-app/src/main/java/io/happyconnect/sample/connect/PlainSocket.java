package io.happyconnect.sample.connect;

import io.happyconnect.sample.SampleProperties;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * What most clients for Java do: take one address after the other, and wait for each until its timeout.
 *
 * <p>{@code new Socket(host, port)} alone does less: it takes the first address only, and waits for as long as the operating
 * system does, about two minutes on Linux.
 */
@Component
public final class PlainSocket {

    private final Duration timeout;

    PlainSocket(SampleProperties properties) {
        this.timeout = properties.plainTimeout();
    }

    /** {@return how long it waits for one address} */
    public Duration timeout() {
        return timeout;
    }

    /**
     * Tries addresses until one connects.
     *
     * @param addresses what a name has been resolved to
     * @param port the port
     * @return how each try went
     */
    public PlainTries connect(List<InetAddress> addresses, int port) {
        List<PlainTries.Try> tries = new ArrayList<>();
        for (InetAddress address : addresses) {
            long start = System.nanoTime();
            IOException failure = tryToConnect(new InetSocketAddress(address, port));
            tries.add(new PlainTries.Try(address, Duration.ofNanos(System.nanoTime() - start), failure));
            if (failure == null) {
                break;
            }
        }
        return new PlainTries(tries);
    }

    private @Nullable IOException tryToConnect(InetSocketAddress address) {
        try (Socket socket = new Socket()) {
            socket.connect(address, Math.toIntExact(timeout.toMillis()));
            return null;
        } catch (IOException e) {
            return e;
        }
    }
}
