package io.happyconnect;

import io.happyconnect.observe.RaceReport;
import java.net.SocketTimeoutException;

/**
 * The timeout of the whole race passed, name resolution included.
 *
 * <p>The message names the target, the timeout and what was still running; the suppressed exceptions are the failures of all
 * attempts, in the order of their starts.
 */
public final class ConnectTimeoutException extends SocketTimeoutException implements ConnectFailure {

    private static final long serialVersionUID = 1L;

    private final transient RaceReport report;

    ConnectTimeoutException(String message, RaceReport report) {
        super(message);
        this.report = report;
    }

    @Override
    public RaceReport report() {
        return report;
    }
}
