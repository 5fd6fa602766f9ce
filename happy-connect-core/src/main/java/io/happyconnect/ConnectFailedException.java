package io.happyconnect;

import io.happyconnect.observe.RaceReport;
import java.net.ConnectException;

/**
 * No address of the target connected: every candidate was tried, and each failed.
 *
 * <p>The message names the target, how many were tried and the failure that tells most; the suppressed exceptions
 * are the failures of all attempts, in the order of their starts.
 */
public final class ConnectFailedException extends ConnectException implements ConnectFailure {

    private static final long serialVersionUID = 1L;

    private final transient RaceReport report;

    ConnectFailedException(String message, RaceReport report) {
        super(message);
        this.report = report;
    }

    @Override
    public RaceReport report() {
        return report;
    }
}
