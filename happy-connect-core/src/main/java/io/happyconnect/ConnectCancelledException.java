package io.happyconnect;

import io.happyconnect.observe.RaceReport;
import java.io.InterruptedIOException;

/**
 * The race was cancelled: the calling thread was interrupted (the flag is still set), the connector was closed, or the
 * {@link Cancellation} was used.
 */
public final class ConnectCancelledException extends InterruptedIOException implements ConnectFailure {

    private static final long serialVersionUID = 1L;

    private final transient RaceReport report;

    ConnectCancelledException(String message, RaceReport report) {
        super(message);
        this.report = report;
    }

    @Override
    public RaceReport report() {
        return report;
    }
}
