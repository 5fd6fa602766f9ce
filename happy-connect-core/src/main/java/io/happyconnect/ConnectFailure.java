package io.happyconnect;

import io.happyconnect.observe.RaceReport;

/**
 * What every exception of {@link HappyConnector#connect} has in common: the report of the race that was lost.
 *
 * <pre>{@code
 * catch (IOException e) {
 *     if (e instanceof ConnectFailure failure) {
 *         log.warn(failure.report().format());
 *     }
 * }
 * }</pre>
 */
public sealed interface ConnectFailure
        permits ConnectFailedException, ConnectTimeoutException, UnresolvedTargetException, ConnectCancelledException {

    /** {@return everything about the race} */
    RaceReport report();
}
