package io.happyconnect.benchmarks;

import java.util.Locale;

/**
 * The most that something may cost beside its baseline.
 *
 * @param ratio of the times
 * @param moreBytes allocated per operation; infinity for as much as it likes
 */
record Target(double ratio, double moreBytes) {

    private static final double ANY = Double.POSITIVE_INFINITY;

    /** A target for the time alone. */
    Target(double ratio) {
        this(ratio, ANY);
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
