package io.happyconnect.sample.connect;

import java.time.Duration;
import java.util.Locale;

/** Durations as people read them: 0.3 ms, 152 ms, 3.00 s. */
public final class Elapsed {

    private static final double NANOS_PER_MILLI = 1e6;
    private static final double NANOS_PER_SECOND = 1e9;

    private Elapsed() {}

    /**
     * Writes a duration.
     *
     * @param duration less than a few minutes
     * @return the duration with its unit
     */
    public static String text(Duration duration) {
        double nanos = duration.toNanos();
        // Each limit is where the unit before it would round up to one digit more.
        if (nanos < 9.95 * NANOS_PER_MILLI) {
            return String.format(Locale.ROOT, "%.1f ms", nanos / NANOS_PER_MILLI);
        }
        if (nanos < 999.5 * NANOS_PER_MILLI) {
            return String.format(Locale.ROOT, "%.0f ms", nanos / NANOS_PER_MILLI);
        }
        return String.format(Locale.ROOT, "%.2f s", nanos / NANOS_PER_SECOND);
    }
}
