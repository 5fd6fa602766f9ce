package io.happyconnect.observe;

/** How an attempt ended. Every attempt that started ends once. */
public enum AttemptOutcome {
    /** Connected first. */
    WON,
    /** Still running when another attempt won, and closed. */
    LOST,
    /** Ended with an error of its own. */
    FAILED,
    /** Still running after the attempt timeout or at the deadline of the race, and closed. */
    TIMED_OUT,
    /** Still running when the race was cancelled, and closed. */
    CANCELLED
}
