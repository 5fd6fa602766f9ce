package io.happyconnect.sample.connect;

import io.happyconnect.HappyConnector;
import io.happyconnect.name.Target;
import java.net.Socket;
import org.springframework.stereotype.Component;

/** Connects through the {@link HappyConnector} bean that the starter makes. */
@Component
public final class HappySocket {

    private final HappyConnector connector;
    private final Stopwatch stopwatch;

    HappySocket(HappyConnector connector, Stopwatch stopwatch) {
        this.connector = connector;
        this.stopwatch = stopwatch;
    }

    /**
     * Connects, and closes the connection again.
     *
     * @param target where to
     * @return what it came to
     */
    public Outcome connect(Target target) {
        return stopwatch.time(() -> {
            try (Socket socket = connector.connect(target)) {
                return "connected to " + socket.getInetAddress().getHostAddress();
            }
        });
    }
}
