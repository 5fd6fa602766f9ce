package io.happyconnect.observe;

import java.time.Duration;

/** Durations as people read them, with two or three digits that matter: 0.04 ms, 0.4 ms, 12 ms, 1.25 s, 2 min 14 s, 3 h 5 min. */
final class DurationText {

    private static final long MILLI = 1_000_000;
    private static final long SECOND = 1_000 * MILLI;
    private static final long MINUTE = 60 * SECOND;
    private static final long HOUR = 60 * MINUTE;

    private DurationText() {}

    static String of(Duration duration) {
        return of(nanos(duration));
    }

    // Each limit is where the unit before it would round up to one digit more.
    static String of(long nanos) {
        if (nanos < MILLI / 200) {
            return "0 ms";
        }
        if (nanos < 95_000) {
            return decimal(nanos, MILLI, 2) + " ms";
        }
        if (nanos < 9_950_000) {
            return decimal(nanos, MILLI, 1) + " ms";
        }
        if (nanos < 999_500_000) {
            return rounded(nanos, MILLI) + " ms";
        }
        if (nanos < 9_995 * MILLI) {
            return decimal(nanos, SECOND, 2) + " s";
        }
        if (nanos < 59_950 * MILLI) {
            return decimal(nanos, SECOND, 1) + " s";
        }
        if (nanos < HOUR - SECOND / 2) {
            long seconds = rounded(nanos, SECOND);
            return seconds / 60 + " min " + seconds % 60 + " s";
        }
        if (nanos < 100 * HOUR - MINUTE / 2) {
            long minutes = rounded(nanos, MINUTE);
            return minutes / 60 + " h " + minutes % 60 + " min";
        }
        return rounded(nanos, HOUR) + " h";
    }

    /** Nanoseconds from 0 to {@link Long#MAX_VALUE}, whatever the duration. */
    static long nanos(Duration duration) {
        if (duration.isNegative()) {
            return 0;
        }
        return duration.toSeconds() >= Long.MAX_VALUE / SECOND ? Long.MAX_VALUE : duration.toNanos();
    }

    private static String decimal(long nanos, long unit, int places) {
        long factor = places == 1 ? 10 : 100;
        long scaled = rounded(nanos, unit / factor);
        String fraction = String.valueOf(scaled % factor);
        return scaled / factor + "." + "0".repeat(places - fraction.length()) + fraction;
    }

    private static long rounded(long nanos, long unit) {
        return nanos / unit + (nanos % unit * 2 >= unit ? 1 : 0);
    }
}
