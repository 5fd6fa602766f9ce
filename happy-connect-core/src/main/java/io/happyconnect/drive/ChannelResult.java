package io.happyconnect.drive;

import io.happyconnect.observe.RaceReport;
import java.nio.channels.SocketChannel;
import org.jspecify.annotations.Nullable;

/** How a race on channels ended, for the front door to hand over or to throw. */
public final class ChannelResult {

    private final @Nullable SocketChannel channel;
    private final @Nullable Abort abort;
    private final RaceRecord record;

    ChannelResult(@Nullable SocketChannel channel, @Nullable Abort abort, RaceRecord record) {
        this.channel = channel;
        this.abort = abort;
        this.record = record;
    }

    /** {@return the connected channel, in blocking mode, or {@code null} if the race was lost} */
    public @Nullable SocketChannel channel() {
        return channel;
    }

    /** {@return which race it was} */
    public RacePlan plan() {
        return record.plan();
    }

    /** {@return what ended the race from outside, or {@code null}} */
    public @Nullable Abort abort() {
        return abort;
    }

    /** {@return the report, made when first asked for} */
    public RaceReport report() {
        return record.report();
    }
}
