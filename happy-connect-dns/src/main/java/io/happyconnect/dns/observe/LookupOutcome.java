package io.happyconnect.dns.observe;

/** How the question for one family's addresses of one name ended. */
public enum LookupOutcome {

    /** There are addresses. */
    ADDRESSES("addresses"),

    /** The name exists and has no address of this family (NODATA). */
    NO_ADDRESSES("no_addresses"),

    /** There is no such name (NXDOMAIN). */
    NO_SUCH_NAME("no_such_name"),

    /** Servers answered, but with an error: SERVFAIL, REFUSED, or aliases without end. */
    SERVER_FAILURE("server_failure"),

    /** No server answered in time. */
    TIMED_OUT("timed_out"),

    /** No server could be reached: no route, or nothing listens there. */
    UNREACHABLE("unreachable"),

    /** Nobody waited for it any more. */
    CANCELLED("cancelled");

    private final String text;

    LookupOutcome(String text) {
        this.text = text;
    }

    /** {@return whether a server has said that there is nothing, rather than failed to say anything} */
    public boolean isNegative() {
        return this == NO_ADDRESSES || this == NO_SUCH_NAME;
    }

    /** {@return the value for a metric: lower case and underscores} */
    @Override
    public String toString() {
        return text;
    }
}
