package io.happyconnect.okhttp;

import java.io.IOException;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Puts first what a call has failed of. OkHttp throws the failure of the first route and suppresses the rest; when that route
 * was only overtaken, and the TLS handshake with the winner is what went wrong, the application should be told of the latter.
 */
final class DecisiveFailure {

    private DecisiveFailure() {}

    /** The exception to throw instead; the same one unless it is about a route that was overtaken. */
    static IOException of(IOException first) {
        if (!isOvertaken(first)) {
            return first;
        }
        List<Throwable> others = List.of(first.getSuppressed());
        IOException decisive = find(others, failure -> !isOvertaken(failure) && !isOfConnecting(failure));
        if (decisive == null) {
            decisive = find(others, failure -> !isOvertaken(failure));
        }
        if (decisive == null) {
            return first;
        }
        // The cause, for the first exception itself has the decisive one among its suppressed.
        decisive.addSuppressed(first.getCause() == null ? first : first.getCause());
        for (Throwable other : others) {
            if (!other.equals(decisive)) {
                decisive.addSuppressed(other);
            }
        }
        return decisive;
    }

    private static @Nullable IOException find(List<Throwable> failures, Predicate<Throwable> wanted) {
        for (Throwable failure : failures) {
            if (failure instanceof IOException found && wanted.test(failure)) {
                return found;
            }
        }
        return null;
    }

    private static boolean isOvertaken(Throwable failure) {
        return failure instanceof OvertakenException || failure.getCause() instanceof OvertakenException;
    }

    private static boolean isOfConnecting(Throwable failure) {
        return failure instanceof SocketException || failure instanceof SocketTimeoutException;
    }
}
