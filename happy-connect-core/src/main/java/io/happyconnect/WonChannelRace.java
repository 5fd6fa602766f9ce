package io.happyconnect;

import io.happyconnect.drive.ChannelResult;
import io.happyconnect.observe.RaceReport;
import java.nio.channels.SocketChannel;
import java.util.Objects;

/** What {@link ChannelConnector#raceChannel} and {@link ChannelConnector#raceAsync} bring: the winner's channel, and how it went. */
public final class WonChannelRace {

    private final ChannelResult result;

    WonChannelRace(ChannelResult result) {
        this.result = result;
    }

    /** {@return the connected channel, in blocking mode, which is the caller's} */
    public SocketChannel channel() {
        return Objects.requireNonNull(result.channel());
    }

    /** {@return everything about the race, made when first asked for; not for several threads at once} */
    public RaceReport report() {
        return result.report();
    }
}
