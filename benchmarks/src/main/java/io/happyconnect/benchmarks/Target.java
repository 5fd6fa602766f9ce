package io.happyconnect.benchmarks;

import java.util.Locale;

/**
 * The most that something may cost beside its baseline.
 *
 * @param ratio of the times
 * @param moreBytes allocated per operation; infinity for as much as it likes
 * @param cpuRatio of the CPU times; infinity for as much as it likes
 */
record Target(double ratio, double moreBytes, double cpuRatio) {

    private static final double ANY = Double.POSITIVE_INFINITY;

    /** A target for the time and the allocations. */
    Target(double ratio, double moreBytes) {
        this(ratio, moreBytes, ANY);
    }

    /** A target for the time and the CPU time. */
    static Target ofTimes(double ratio, double cpuRatio) {
        return new Target(ratio, ANY, cpuRatio);
    }

    /** What a table of CPU times has to hold to. */
    Target ofCpu() {
        return new Target(cpuRatio, ANY);
    }

    boolean isMet(double measuredRatio, double measuredMoreBytes) {
        return measuredRatio <= ratio && measuredMoreBytes <= moreBytes;
    }

    @Override
    public String toString() {
        String time = String.format(Locale.ROOT, "<= %.2f", ratio);
        return moreBytes == ANY ? time : time + String.format(Locale.ROOT, ", <= %,.0f B more", moreBytes);
    }
}
