package io.happyconnect.benchmarks;

import java.util.Arrays;
import java.util.List;
import java.util.function.ToDoubleFunction;

/**
 * What came out for one entry; not a number where nothing was measured.
 *
 * @param entry what was measured
 * @param micros the median of the forks' times
 * @param bytes the median of what the forks allocated per operation
 * @param ratio the median over the rounds of time / baseline's time
 * @param lowestRatio of a round
 * @param highestRatio of a round
 * @param moreBytes the median over the rounds of what was allocated beyond the baseline
 */
record Line(
        Entry entry,
        double micros,
        double bytes,
        double ratio,
        double lowestRatio,
        double highestRatio,
        double moreBytes) {

    /** How an entry stands to its target. */
    enum Verdict {
        /** At or below it. */
        PASS,
        /** Above it, in time or in bytes, or it failed. */
        FAIL,
        /** It has none. */
        NONE
    }

    static Line of(Entry entry, List<Sample> samples, List<Sample> baseline) {
        return of(entry, samples, baseline, Sample::micros);
    }

    /** The CPU time in place of the time. */
    static Line ofCpu(Entry entry, List<Sample> samples, List<Sample> baseline) {
        return of(entry.ofCpu(), samples, baseline, Sample::cpuMicros);
    }

    private static Line of(Entry entry, List<Sample> samples, List<Sample> baseline, ToDoubleFunction<Sample> micros) {
        double[] ratios = new double[samples.size()];
        double[] more = new double[samples.size()];
        for (int round = 0; round < ratios.length; round++) {
            ratios[round] = micros.applyAsDouble(samples.get(round)) / micros.applyAsDouble(baseline.get(round));
            more[round] = samples.get(round).bytes() - baseline.get(round).bytes();
        }
        return new Line(
                entry,
                medianOf(samples, micros),
                medianOf(samples, Sample::bytes),
                median(ratios),
                Arrays.stream(ratios).min().orElseThrow(),
                Arrays.stream(ratios).max().orElseThrow(),
                median(more));
    }

    private static double medianOf(List<Sample> samples, ToDoubleFunction<Sample> value) {
        return median(samples.stream().mapToDouble(value).toArray());
    }

    /** The middle value, or the mean of the middle two. */
    static double median(double... values) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        int middle = sorted.length / 2;
        return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    }

    Verdict verdict() {
        Target target = entry.target();
        if (target == null) {
            return Verdict.NONE;
        }
        return target.isMet(ratio, moreBytes, bytes) ? Verdict.PASS : Verdict.FAIL;
    }
}
