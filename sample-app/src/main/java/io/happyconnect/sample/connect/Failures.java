package io.happyconnect.sample.connect;

import io.happyconnect.ConnectFailure;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import javax.net.ssl.SSLException;

/** What went wrong, for the person who asked. */
final class Failures {

    private Failures() {}

    static String text(IOException failure) {
        Optional<ConnectFailure> lost = connectFailure(failure);
        if (lost.isPresent() && lost.get() instanceof IOException connect) {
            return message(connect);
        }
        if (failure instanceof SSLException) {
            return "connected, but TLS failed: " + message(failure);
        }
        if (failure instanceof InterruptedIOException) {
            return "connected, but no complete answer in time: " + message(failure);
        }
        return message(failure);
    }

    /** The failure of Happy Connect that a library has put into one of its own, if there is one. */
    static Optional<ConnectFailure> connectFailure(Throwable failure) {
        if (failure instanceof ConnectFailure lost) {
            return Optional.of(lost);
        }
        return Stream.concat(Stream.ofNullable(failure.getCause()), Stream.of(failure.getSuppressed()))
                .flatMap(within -> connectFailure(within).stream())
                .findFirst();
    }

    private static String message(IOException failure) {
        return Objects.requireNonNullElse(
                failure.getMessage(), failure.getClass().getSimpleName());
    }
}
