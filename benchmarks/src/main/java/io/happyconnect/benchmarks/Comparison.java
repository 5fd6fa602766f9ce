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
 * @param races the race alone; empty if it was not measured
 */
record Comparison(
        Instant startedAt,
        Machine machine,
        double loadBefore,
        double loadAfter,
        Effort effort,
        List<Table> tables,
        List<RaceLine> races) {

    /** {@return whether nothing is above its target} */
    boolean meetsTargets() {
        return tables.stream()
                .flatMap(table -> table.lines().stream())
                .noneMatch(line -> line.verdict() == Verdict.FAIL);
    }
}
