package io.happyconnect.drive;

/** What ends a race from outside. */
public enum Abort {
    /** The thread that called connect was interrupted. */
    INTERRUPTED,
    /** The connector was closed. */
    CONNECTOR_CLOSED,
    /** The caller cancelled this race. */
    CANCELLED,
    /** The process has no descriptors left: trying further addresses cannot help. */
    NO_DESCRIPTORS,
    /** The deadline passed while the race waited for a socket that the limit of its connector did not allow. */
    SOCKET_LIMIT,
    /** The race could not be run: each time it was looked at, something failed that must not. The log has it. */
    FAULT
}
