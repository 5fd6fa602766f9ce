package io.happyconnect.boot.endpoint;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Durations as JSON has them: a number of milliseconds, to the microsecond. */
final class Milliseconds {

    private Milliseconds() {}

    static double of(Duration duration) {
        return Math.round(duration.toNanos() / 1e3) / 1e3;
    }

    static @Nullable Double ofNullable(@Nullable Duration duration) {
        return duration == null ? null : of(duration);
    }
}
