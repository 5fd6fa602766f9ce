package io.happyconnect.boot.autoconfigure;

import java.time.Duration;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * What one property may be, in words and as a check.
 *
 * @param property its full name
 * @param allowed the words
 * @param value reads it; {@code null} where it is not set, which is always allowed
 * @param allows the check
 * @param <T> the type of the property
 */
record Limit<T>(
        String property, String allowed, Function<HappyConnectProperties, @Nullable T> value, Predicate<T> allows) {

    static Limit<Duration> range(
            String name, Duration from, Duration to, Function<HappyConnectProperties, @Nullable Duration> value) {
        return new Limit<>(
                PropertyLimits.PREFIX + name,
                text(from) + " to " + text(to),
                value,
                duration -> duration.compareTo(from) >= 0 && duration.compareTo(to) <= 0);
    }

    static Limit<Integer> range(
            String name, int from, int to, Function<HappyConnectProperties, @Nullable Integer> value) {
        return new Limit<>(
                PropertyLimits.PREFIX + name,
                to == Integer.MAX_VALUE ? "a whole number, at least " + from : "a whole number, " + from + " to " + to,
                value,
                number -> number >= from && number <= to);
    }

    /** Says so if the property is not allowed. */
    @Nullable
    RefusedProperty check(HappyConnectProperties properties) {
        T set = value.apply(properties);
        return set == null || allows.test(set) ? null : new RefusedProperty(property, set, allowed);
    }

    /** Whether a value of the property's type is allowed, wherever it comes from. */
    @SuppressWarnings("unchecked") // a property of the same name has the same type everywhere
    boolean allowsValue(Object value) {
        return allows.test((T) value);
    }

    // As people write it in a configuration.
    private static String text(Duration duration) {
        if (duration.equals(Duration.ofDays(duration.toDays())) && !duration.isZero()) {
            return duration.toDays() + "d";
        }
        if (duration.equals(Duration.ofSeconds(duration.toSeconds())) && !duration.isZero()) {
            return duration.toSeconds() + "s";
        }
        return duration.toMillis() + "ms";
    }
}
