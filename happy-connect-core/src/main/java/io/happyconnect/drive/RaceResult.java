package io.happyconnect.drive;

import io.happyconnect.observe.RaceReport;
import java.net.Socket;
import org.jspecify.annotations.Nullable;

/** How a race ended, for the front door to hand over or to throw. */
public final class RaceResult {

    private final @Nullable Socket socket;
    private final @Nullable Abort abort;
    private final RaceRecord record;

    RaceResult(@Nullable Socket socket, @Nullable Abort abort, RaceRecord record) {
        this.socket = socket;
        this.abort = abort;
        this.record = record;
    }

    /** {@return the connected socket, or {@code null} if the race was lost} */
    public @Nullable Socket socket() {
        return socket;
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
