package io.happyconnect.boot.http;

import io.happyconnect.testsupport.BlackHole;
import io.happyconnect.testsupport.Loopback;
import io.happyconnect.testsupport.RefusingPort;
import io.happyconnect.testsupport.Restarts;
import java.io.Closeable;
import java.io.IOException;
import java.net.BindException;
import java.util.ArrayDeque;
import java.util.Deque;
import mockwebserver3.MockWebServer;

/**
 * One port of five addresses: 127.0.0.1 is a server that restarts and says {@code a}, 127.0.0.2 is one that stays and says
 * {@code b}, 127.0.0.3 refuses, and 127.0.0.4 and 127.0.0.5 are silent.
 */
final class BrokenSite implements Closeable {

    private static final int MOST_TRIES = 50;

    private final Deque<Closeable> opened = new ArrayDeque<>();
    private final int port;
    private final Restarts restarting;

    private BrokenSite() throws IOException {
        try {
            MockWebServer good = opened(Servers.started("b", Loopback.ipv4(2), 0));
            port = good.getPort();
            opened(new RefusingPort(Loopback.ipv4(3), port)::close);
            opened(new BlackHole(Loopback.ipv4(4), port)::close);
            opened(new BlackHole(Loopback.ipv4(5), port)::close);
            restarting = opened(new Restarts(
                    Servers.started("a", Loopback.ipv4(1), port), () -> Servers.started("a", Loopback.ipv4(1), port)));
        } catch (IOException | RuntimeException taken) {
            close();
            throw taken;
        }
    }

    private <T extends Closeable> T opened(T resource) {
        opened.push(resource);
        return resource;
    }

    // Free on one address does not mean free on the next: other tests of this machine use ports as well.
    static BrokenSite open() throws IOException {
        for (int tries = 1; ; tries++) {
            try {
                return new BrokenSite();
            } catch (BindException taken) {
                if (tries == MOST_TRIES) {
                    throw taken;
                }
            }
        }
    }

    int port() {
        return port;
    }

    Restarts restarting() {
        return restarting;
    }

    @Override
    public void close() throws IOException {
        while (!opened.isEmpty()) {
            opened.pop().close();
        }
    }
}
