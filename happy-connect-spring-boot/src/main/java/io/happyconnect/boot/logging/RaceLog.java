package io.happyconnect.boot.logging;

import io.happyconnect.observe.RaceListener;
import io.happyconnect.observe.RaceOutcome;
import io.happyconnect.observe.RaceReport;
import java.time.Duration;
import java.util.function.LongSupplier;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;

/**
 * Logs races that fail, to the logger {@code io.happyconnect}: in one line at WARN, once for each target and period, and as a
 * timeline at DEBUG, every time. At TRACE every other race is there as well. A race that was cancelled has not failed.
 */
public final class RaceLog implements RaceListener {

    private static final Log LOG = LogFactory.getLog("io.happyconnect");

    private final Throttle throttle;

    /**
     * A log.
     *
     * @param period how long after a line about a target the next one may follow
     */
    public RaceLog(Duration period) {
        this(period, System::nanoTime);
    }

    RaceLog(Duration period, LongSupplier nanoTime) {
        this.throttle = new Throttle(period, nanoTime);
    }

    @Override
    public void raceEnded(RaceReport report) {
        if (hasFailed(report.outcome())) {
            warn(report);
            if (LOG.isDebugEnabled()) {
                LOG.debug(report.format());
            }
        } else if (LOG.isTraceEnabled()) {
            LOG.trace(report.format());
        }
    }

    private static boolean hasFailed(RaceOutcome outcome) {
        return switch (outcome) {
            case FAILED, UNRESOLVED, TIMED_OUT -> true;
            case CONNECTED, CANCELLED -> false;
        };
    }

    private void warn(RaceReport report) {
        int unsaid = throttle.pass(report.start().connector() + " " + report.target());
        if (unsaid != Throttle.NOT_NOW) {
            LOG.warn(report.summary() + (unsaid == 0 ? "" : "; not logged since the last such line: " + unsaid));
        }
    }
}
