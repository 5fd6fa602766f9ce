package io.happyconnect.sample.connect;

import java.io.IOException;
import java.net.InetAddress;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * How it went with plain {@code java.net.Socket}.
 *
 * @param tries one address after the other
 */
public record PlainTries(List<Try> tries) {

    /** Copies the list. */
    public PlainTries {
        tries = List.copyOf(tries);
    }

    /** {@return how long all of it took} */
    public Duration elapsed() {
        return tries.stream().map(Try::elapsed).reduce(Duration.ZERO, Duration::plus);
    }

    /** {@return a line for each} */
    public String text() {
        return tries.stream().map(Try::toString).collect(Collectors.joining("\n"));
    }

    /**
     * One address.
     *
     * @param address the address
     * @param elapsed how long it took
     * @param failure why it did not connect; {@code null} if it did
     */
    public record Try(
            InetAddress address, Duration elapsed, @Nullable IOException failure) {

        /** {@return the address and how it went} */
        @Override
        public String toString() {
            return "%-11s  %s after %s".formatted(address.getHostAddress(), result(), Elapsed.text(elapsed));
        }

        private String result() {
            if (failure == null) {
                return "connected";
            }
            return failure instanceof SocketTimeoutException
                    ? "no answer, given up"
                    : Failures.text(failure).toLowerCase(Locale.ROOT);
        }
    }
}
