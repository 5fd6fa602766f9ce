package io.happyconnect.benchmarks;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * The most that something may cost, beside its baseline or in all; infinity for as much as it likes.
 *
 * @param ratio of the times
 * @param moreBytes allocated per operation beyond the baseline
 * @param bytes allocated per operation in all
 * @param cpuRatio of the CPU times
 */
record Target(double ratio, double moreBytes, double bytes, double cpuRatio) {

    private static final double ANY = Double.POSITIVE_INFINITY;

    /** A target for the time and the allocations. */
    Target(double ratio, double moreBytes) {
        this(ratio, moreBytes, ANY, ANY);
    }

    /** A target for the time alone. */
    static Target ofTime(double ratio) {
        return new Target(ratio, ANY);
    }

    /** A target for the allocations, whatever the baseline allocates. */
    static Target ofBytes(double bytes) {
        return new Target(ANY, ANY, bytes, ANY);
    }

    /** A target for the time and the CPU time. */
    static Target ofTimes(double ratio, double cpuRatio) {
        return new Target(ratio, ANY, ANY, cpuRatio);
    }

    /** What a table of CPU times has to hold to. */
    Target ofCpu() {
        return ofTime(cpuRatio);
    }

    /** Bytes that were not counted miss nothing; a time that was not measured does. */
    boolean isMet(double measuredRatio, double measuredMoreBytes, double measuredBytes) {
        return measuredRatio <= ratio && !(measuredMoreBytes > moreBytes) && !(measuredBytes > bytes);
    }

    @Override
    public String toString() {
        List<String> all = new ArrayList<>();
        if (ratio != ANY) {
            all.add(String.format(Locale.ROOT, "<= %.2f", ratio));
        }
        if (moreBytes != ANY) {
            all.add(String.format(Locale.ROOT, "<= %,.0f B more", moreBytes));
        }
        if (bytes != ANY) {
            all.add(String.format(Locale.ROOT, "<= %,.0f B", bytes));
        }
        return String.join(", ", all);
    }
}
