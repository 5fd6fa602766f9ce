package io.happyconnect.dns;

import io.happyconnect.dns.observe.LookupOutcome;
import java.io.Serial;
import java.net.UnknownHostException;

/** A name that DNS has no address for, and why. The message begins with the name. */
public final class NameLookupException extends UnknownHostException {

    @Serial
    private static final long serialVersionUID = 1L;

    /** Why. */
    private final LookupOutcome outcome;

    NameLookupException(String message, LookupOutcome outcome) {
        super(message);
        this.outcome = outcome;
    }

    /** {@return why: no such name, failing servers, silent servers} */
    public LookupOutcome outcome() {
        return outcome;
    }
}
