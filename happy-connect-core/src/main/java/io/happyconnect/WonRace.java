package io.happyconnect;

import io.happyconnect.drive.RaceResult;
import io.happyconnect.observe.RaceReport;
import java.net.Socket;
import java.util.Objects;

/** What {@link HappyConnector#race} brings: the winner's socket, and how it went. */
public final class WonRace {

    private final RaceResult result;

    WonRace(RaceResult result) {
        this.result = result;
    }

    /** {@return the connected plain socket, which is the caller's} */
    public Socket socket() {
        return Objects.requireNonNull(result.socket());
    }

    /** {@return everything about the race, made when first asked for; not for several threads at once} */
    public RaceReport report() {
        return result.report();
    }
}
