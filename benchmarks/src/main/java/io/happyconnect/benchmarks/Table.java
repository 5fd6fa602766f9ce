package io.happyconnect.benchmarks;

import io.happyconnect.benchmarks.Line.Verdict;
import java.util.List;

/**
 * What came out of one contest.
 *
 * @param title of the contest
 * @param lines baseline first
 */
record Table(String title, List<Line> lines) {

    boolean meetsTargets() {
        return lines.stream().noneMatch(line -> line.verdict() == Verdict.FAIL);
    }
}
