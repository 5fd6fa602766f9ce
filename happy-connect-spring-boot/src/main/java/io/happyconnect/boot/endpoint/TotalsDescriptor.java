package io.happyconnect.boot.endpoint;

import io.happyconnect.boot.history.RaceHistory;
import io.happyconnect.boot.history.Totals;

/**
 * All races.
 *
 * @param races races that ended
 * @param succeeded races that connected
 * @param failed races that did not
 * @param cancelled races that were cancelled
 * @param fallbacks races that an attempt other than the first has won
 * @param activeRaces races that run now
 * @param activeAttempts attempts that run now
 */
public record TotalsDescriptor(
        long races, long succeeded, long failed, long cancelled, long fallbacks, int activeRaces, int activeAttempts) {

    static TotalsDescriptor of(RaceHistory history) {
        Totals totals = history.totals();
        return new TotalsDescriptor(
                totals.races(),
                totals.succeeded(),
                totals.failed(),
                totals.cancelled(),
                totals.fallbacks(),
                history.activeRaces(),
                history.activeAttempts());
    }
}
