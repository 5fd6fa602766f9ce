package io.happyconnect.boot.observation;

import org.jspecify.annotations.Nullable;

/**
 * Names and keys of all observations.
 *
 * @param race those of a race; {@code null} for a global convention, or else the default
 * @param lookup the same for lookups
 * @param attempt the same for attempts
 */
public record RaceConventions(
        @Nullable RaceObservationConvention race,
        @Nullable LookupObservationConvention lookup,
        @Nullable AttemptObservationConvention attempt) {

    static final RaceObservationConvention DEFAULT_RACE = new DefaultRaceObservationConvention();
    static final LookupObservationConvention DEFAULT_LOOKUP = new DefaultLookupObservationConvention();
    static final AttemptObservationConvention DEFAULT_ATTEMPT = new DefaultAttemptObservationConvention();

    /** {@return global conventions, or else the defaults} */
    public static RaceConventions defaults() {
        return new RaceConventions(null, null, null);
    }
}
