package io.happyconnect.observe;

import java.util.Locale;

/** Why an attempt failed: a closed list, fit for metric tags. The labels are OpenTelemetry's {@code error.type} values for sockets. */
public enum FailureCause {
    /** The other side answered with a reset: nothing listens there. */
    CONNECTION_REFUSED,
    /** No answer in time. */
    TIMED_OUT,
    /** No route to the network. */
    NETWORK_UNREACHABLE,
    /** The host, or the way to it, does not exist. */
    HOST_UNREACHABLE,
    /** A firewall or a routing rule forbids it. */
    ACCESS_DENIED,
    /** The local address cannot be used, or no local port is left. */
    ADDRESS_NOT_AVAILABLE,
    /** This machine does not speak this family. */
    ADDRESS_FAMILY_NOT_SUPPORTED,
    /** The connection was reset. */
    CONNECTION_RESET,
    /** This process has no descriptors left. */
    TOO_MANY_OPEN_FILES,
    /** Anything else. */
    OTHER;

    private final String label = name().toLowerCase(Locale.ROOT);

    /** {@return the name for metrics and JSON, such as {@code connection_refused}; {@code _other} for {@link #OTHER}} */
    public String label() {
        return this == OTHER ? "_other" : label;
    }
}
