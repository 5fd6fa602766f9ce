package io.happyconnect.drive;

import io.happyconnect.observe.RaceReport;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** Says that a race was lost, and why. */
@FunctionalInterface
public interface Loss {

    /**
     * The exception for a lost race.
     *
     * @param plan the race
     * @param report how it went
     * @param abort what ended it from outside, or {@code null}
     * @return what to throw
     */
    IOException of(RacePlan plan, RaceReport report, @Nullable Abort abort);
}
