package io.happyconnect;

import io.happyconnect.observe.RaceReport;
import java.net.UnknownHostException;

/**
 * There is nothing to try: the name has no addresses, its lookup failed, or the address filter refused them all.
 *
 * <p>The suppressed exceptions are the failures of the lookups, one for each that failed.
 */
public final class UnresolvedTargetException extends UnknownHostException implements ConnectFailure {

    private static final long serialVersionUID = 1L;

    private final transient RaceReport report;

    UnresolvedTargetException(String message, RaceReport report) {
        super(message);
        this.report = report;
    }

    @Override
    public RaceReport report() {
        return report;
    }
}
