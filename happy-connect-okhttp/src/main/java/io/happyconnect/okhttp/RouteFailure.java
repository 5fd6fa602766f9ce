package io.happyconnect.okhttp;

import io.happyconnect.candidate.AddressCandidate;
import io.happyconnect.observe.AttemptReport;
import io.happyconnect.observe.RaceReport;
import java.io.IOException;
import java.net.BindException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * Makes the exception of one address out of the report of the race: what a connect to this address alone would have thrown,
 * or that it came too late. A new one each time, for OkHttp adds to it.
 */
final class RouteFailure {

    private RouteFailure() {}

    /**
     * Why an address is not connected.
     *
     * @param own the address, not the winner
     * @param report the race
     * @param failure the exception of the race; null if it was won
     */
    static IOException of(AddressCandidate own, RaceReport report, @Nullable IOException failure) {
        for (AttemptReport attempt : report.attempts()) {
            if (attempt.candidate().equals(own)) {
                return of(attempt, report);
            }
        }
        if (failure == null) {
            return new OvertakenException(winner(report) + " connected before " + own + " was tried");
        }
        return caused(
                failure instanceof SocketTimeoutException
                        ? new SocketTimeoutException(own + " was not tried: the connect timeout passed")
                        : new ConnectException(own + " was not tried: " + failure.getMessage()),
                failure);
    }

    private static IOException of(AttemptReport attempt, RaceReport report) {
        long millis = attempt.elapsed().toMillis();
        return switch (attempt.outcome()) {
            case FAILED -> ofSameKind(attempt);
            case TIMED_OUT -> new SocketTimeoutException(attempt.candidate() + ": no answer after " + millis + " ms");
            case WON, LOST, CANCELLED ->
                new OvertakenException(attempt.candidate() + " had not answered after " + millis + " ms when "
                        + winner(report) + " connected");
        };
    }

    private static String winner(RaceReport report) {
        return report.winner().map(attempt -> attempt.candidate().toString()).orElse("another address");
    }

    // Applications tell a refusal from a missing route by the type.
    private static IOException ofSameKind(AttemptReport attempt) {
        Throwable original = attempt.failure();
        String message = original == null ? "connect failed" : original.getMessage();
        IOException same;
        if (original instanceof NoRouteToHostException) {
            same = new NoRouteToHostException(message);
        } else if (original instanceof BindException) {
            same = new BindException(message);
        } else if (original instanceof ConnectException) {
            same = new ConnectException(message);
        } else if (original instanceof SocketTimeoutException) {
            same = new SocketTimeoutException(message);
        } else {
            same = new SocketException(message);
        }
        return caused(same, original);
    }

    private static IOException caused(IOException failure, @Nullable Throwable cause) {
        if (cause != null) {
            failure.initCause(cause);
        }
        return failure;
    }
}
