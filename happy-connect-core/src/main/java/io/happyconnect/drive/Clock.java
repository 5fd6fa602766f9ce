package io.happyconnect.drive;

import java.time.Instant;

/** Where the library reads the time; everything else is told it. */
final class Clock {

    private Clock() {}

    /** Monotonic nanoseconds, for comparing by difference. */
    static long now() {
        return System.nanoTime();
    }

    /** The wall-clock time of a moment of the recent past. */
    static Instant instantOf(long past) {
        return Instant.now().minusNanos(now() - past);
    }
}
