package io.happyconnect.boot.observation;

import io.happyconnect.observe.RaceReport;
import io.happyconnect.observe.RaceStart;
import io.micrometer.observation.Observation;
import org.jspecify.annotations.Nullable;

/** What is observed of a race. */
public final class RaceContext extends Observation.Context {

    private final RaceStart race;
    private volatile @Nullable RaceReport report;

    /**
     * Of a race that begins.
     *
     * @param race the race
     */
    public RaceContext(RaceStart race) {
        this.race = race;
    }

    /** {@return the race} */
    public RaceStart race() {
        return race;
    }

    /** {@return how it went, {@code null} while it runs} */
    public @Nullable RaceReport report() {
        return report;
    }

    /**
     * The race is over.
     *
     * @param report how it went
     */
    public void end(RaceReport report) {
        this.report = report;
    }
}
