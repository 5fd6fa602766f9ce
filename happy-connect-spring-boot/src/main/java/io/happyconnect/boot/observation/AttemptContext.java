package io.happyconnect.boot.observation;

import io.happyconnect.candidate.Candidate;
import io.happyconnect.observe.AttemptReport;
import io.happyconnect.observe.RaceStart;
import io.micrometer.observation.Observation;
import org.jspecify.annotations.Nullable;

/** What is observed of one attempt of a race. */
public final class AttemptContext extends Observation.Context {

    private final RaceStart race;
    private final int index;
    private final Candidate candidate;
    private volatile @Nullable AttemptReport report;

    /**
     * Of an attempt that begins.
     *
     * @param race the race
     * @param index the position in the order of starts, from 0
     * @param candidate what is tried
     */
    public AttemptContext(RaceStart race, int index, Candidate candidate) {
        this.race = race;
        this.index = index;
        this.candidate = candidate;
    }

    /** {@return the race} */
    public RaceStart race() {
        return race;
    }

    /** {@return the position in the order of starts, from 0} */
    public int index() {
        return index;
    }

    /** {@return what is tried} */
    public Candidate candidate() {
        return candidate;
    }

    /** {@return how it went, {@code null} while it runs} */
    public @Nullable AttemptReport report() {
        return report;
    }

    /**
     * The attempt is over.
     *
     * @param report how it went
     */
    public void end(AttemptReport report) {
        this.report = report;
    }
}
