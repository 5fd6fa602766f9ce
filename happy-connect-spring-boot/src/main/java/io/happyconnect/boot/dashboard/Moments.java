package io.happyconnect.boot.dashboard;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/**
 * Moments as seen from the one at which the page is made. In UTC, like the endpoint and most logs.
 *
 * @param now when the page is made
 */
record Moments(Instant now) {

    private static final DateTimeFormatter TIME = formatter("HH:mm:ss 'UTC'");
    private static final DateTimeFormatter DAY_AND_TIME = formatter("yyyy-MM-dd HH:mm:ss 'UTC'");

    private static DateTimeFormatter formatter(String pattern) {
        return DateTimeFormatter.ofPattern(pattern, Locale.ROOT).withZone(ZoneOffset.UTC);
    }

    /** The time, and the day unless it is today. */
    void at(Html html, Instant moment) {
        html.element("time", text(moment), "datetime", moment.toString());
    }

    /** How long ago it was. */
    void ago(Html html, Instant moment) {
        html.element("time", length(moment) + " ago", "datetime", moment.toString());
    }

    private String text(Instant moment) {
        boolean today = day(moment).equals(day(now));
        return (today ? TIME : DAY_AND_TIME).format(moment);
    }

    private static Object day(Instant moment) {
        return moment.atOffset(ZoneOffset.UTC).toLocalDate();
    }

    /** How long ago it was, in one unit. */
    String length(Instant moment) {
        Duration length = Duration.between(moment, now);
        if (length.compareTo(Duration.ofMinutes(2)) < 0) {
            return Math.max(0, length.toSeconds()) + " s";
        }
        if (length.compareTo(Duration.ofHours(2)) < 0) {
            return length.toMinutes() + " min";
        }
        return length.compareTo(Duration.ofDays(2)) < 0 ? length.toHours() + " h" : length.toDays() + " days";
    }
}
