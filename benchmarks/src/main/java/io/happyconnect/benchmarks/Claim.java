package io.happyconnect.benchmarks;

import java.util.Locale;

/**
 * A target that is not a ratio of times, and what was measured.
 *
 * @param what of what
 * @param measured the value; not a number if there is none, which misses every target
 * @param bound on which side of the limit it has to be
 * @param limit the target
 * @param unit of both
 */
record Claim(String what, double measured, Bound bound, double limit, String unit) {

    /** Sides of a limit. */
    enum Bound {
        AT_MOST("<="),
        AT_LEAST(">=");

        private final String sign;

        Bound(String sign) {
            this.sign = sign;
        }
    }

    static Claim atMost(String what, double measured, double limit, String unit) {
        return new Claim(what, measured, Bound.AT_MOST, limit, unit);
    }

    static Claim atLeast(String what, double measured, double limit, String unit) {
        return new Claim(what, measured, Bound.AT_LEAST, limit, unit);
    }

    boolean met() {
        return bound == Bound.AT_MOST ? measured <= limit : measured >= limit;
    }

    /** The target as text. */
    String target() {
        return (bound.sign + " " + number(limit) + " " + unit).strip();
    }

    /** A row of a table: what, measured, target, verdict. */
    String row() {
        return "| " + what + " | " + number(measured) + " | " + target() + " | " + (met() ? "PASS" : "FAIL") + " |";
    }

    private static String number(double value) {
        return String.format(Locale.ROOT, value == Math.rint(value) ? "%,.0f" : "%,.2f", value);
    }
}
