package io.happyconnect.observe;

/** How a race ended. Every race ends once. */
public enum RaceOutcome {
    /** One attempt connected. */
    CONNECTED,
    /** Every candidate was tried and failed, or this machine could not go on (no descriptors left). */
    FAILED,
    /** No candidate was found: the name has no addresses, its lookup failed, or the address filter refused them all. */
    UNRESOLVED,
    /** The deadline passed. */
    TIMED_OUT,
    /** The caller was interrupted, the socket or the connector was closed. */
    CANCELLED
}
