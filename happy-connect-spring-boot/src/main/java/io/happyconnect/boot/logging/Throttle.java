package io.happyconnect.boot.logging;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.function.LongSupplier;

/**
 * Lets each key pass once a period. Remembers so many keys at most; while all of them are within their period, other keys
 * share one place.
 */
final class Throttle {

    static final int MOST_KEYS = 200;

    /** The answer to a key that has to wait. */
    static final int NOT_NOW = -1;

    private static final String OTHERS = "";

    private static final class Place {
        final long passedAt;
        int held;

        Place(long passedAt) {
            this.passedAt = passedAt;
        }
    }

    private final long periodNanos;
    private final LongSupplier nanoTime;
    private final Map<String, Place> places = new HashMap<>();

    Throttle(Duration period, LongSupplier nanoTime) {
        this.periodNanos = period.toNanos();
        this.nanoTime = nanoTime;
    }

    /**
     * Asks for one key.
     *
     * @return how often the key was held since it last passed, or {@link #NOT_NOW}
     */
    synchronized int pass(String key) {
        long now = nanoTime.getAsLong();
        String place = placeOf(key, now);
        Place last = places.get(place);
        if (last != null && now - last.passedAt < periodNanos) {
            last.held++;
            return NOT_NOW;
        }
        places.put(place, new Place(now));
        return last == null ? 0 : last.held;
    }

    private String placeOf(String key, long now) {
        if (places.containsKey(key) || places.size() < MOST_KEYS) {
            return key;
        }
        places.values().removeIf(place -> now - place.passedAt >= periodNanos);
        return places.size() < MOST_KEYS ? key : OTHERS;
    }
}
