package io.happyconnect.drive;

import java.nio.channels.SocketChannel;

/** Makes what only the drivers make, for tests of who takes it. */
public final class ChannelResults {

    private ChannelResults() {}

    /** A race that was won. */
    public static ChannelResult won(SocketChannel channel) {
        return new ChannelResult(channel, null, null);
    }
}
