package io.happyconnect.boot.history;

import java.util.Locale;

/** Whether connecting works, judged from what happened within the window of a {@link RaceHistory}. */
public enum State {
    /** Nothing failed. */
    WORKING,
    /** Something failed and something worked: users feel little or nothing of it. */
    DEGRADED,
    /** Nothing worked, or nothing of late. */
    FAILING,
    /** Nothing happened that tells. */
    UNKNOWN;

    /** After so many failures in a row what worked before no longer counts. */
    static final int FAILURES_IN_A_ROW = 3;

    static State of(int worked, int failed) {
        if (failed == 0) {
            return worked == 0 ? UNKNOWN : WORKING;
        }
        return worked == 0 ? FAILING : DEGRADED;
    }

    /** {@return the name for JSON, such as {@code working}} */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}
