package io.happyconnect.benchmarks;

import io.happyconnect.benchmarks.Line.Verdict;
import java.time.Instant;
import java.util.List;

/**
 * Everything one run has found.
 *
 * @param startedAt wall-clock time
 * @param machine where it ran
 * @param loadBefore the load average when it began
 * @param loadAfter the load average when it ended, the run itself included
 * @param effort how long it measured
 * @param tables of the contests
 * @param late how late second attempts are; empty if it was not measured
 * @param races the race alone; empty if it was not measured
 * @param skipped what could not be measured here, and why
 */
record Comparison(
        Instant startedAt,
        Machine machine,
        double loadBefore,
        double loadAfter,
        Effort effort,
        List<Table> tables,
        List<LateLine> late,
        List<RaceLine> races,
        List<String> skipped) {

    /** {@return whether nothing is above its target} */
    boolean meetsTargets() {
        return tables.stream().allMatch(Table::meetsTargets)
                && late.stream().noneMatch(line -> line.verdict() == Verdict.FAIL);
    }
}
