package io.happyconnect.benchmarks;

import java.util.Arrays;
import java.util.List;

/**
 * How late one way to connect gets past a dead first address, in milliseconds beyond the attempt delay of 250 ms after the start of
 * the race.
 *
 * @param what the way
 * @param samples how many races
 * @param begun when it says that the second attempt began
 * @param arrived when the server had accepted it
 * @param connected when the caller had its connection
 * @param judged whether there is a target
 */
record LateLine(String what, int samples, Spread begun, Spread arrived, Spread connected, boolean judged) {

    /** Of the median, when the second attempt begins. */
    static final double TARGET_P50 = 0.2;

    /** Of all but one in a hundred. */
    static final double TARGET_P99 = 2;

    /**
     * How far apart samples are.
     *
     * @param p50 the median
     * @param p99 one of a hundred is worse
     * @param worst the worst
     */
    record Spread(double p50, double p99, double worst) {

        static Spread of(List<Double> millis) {
            double[] sorted = millis.stream().mapToDouble(Double::doubleValue).toArray();
            Arrays.sort(sorted);
            return new Spread(Line.median(sorted), percentile(sorted, 99), sorted[sorted.length - 1]);
        }

        private static double percentile(double[] sorted, int percent) {
            return sorted[(int) Math.min(sorted.length - 1L, (long) sorted.length * percent / 100)];
        }
    }

    Line.Verdict verdict() {
        if (!judged) {
            return Line.Verdict.NONE;
        }
        return begun.p50() <= TARGET_P50 && begun.p99() <= TARGET_P99 ? Line.Verdict.PASS : Line.Verdict.FAIL;
    }
}
