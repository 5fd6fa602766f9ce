package io.happyconnect.observe;

import static io.happyconnect.observe.FailureCause.*;

import java.net.BindException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.SocketTimeoutException;
import java.nio.channels.InterruptedByTimeoutException;
import java.nio.channels.UnsupportedAddressTypeException;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/** Tells the kind of a failure by its type where that suffices, by its message where it is known, else by its cause. */
final class FailureClassification {

    // An exception may be caused by itself through others; real chains are shorter.
    private static final int MOST_CAUSES = 20;

    // In the words of glibc, musl, macOS and the JDK for Windows, lower case. Each has a blank, so that no host name
    // the JDK
    // was told to add to its messages is taken for one.
    private static final Map<String, FailureCause> PHRASES = Map.ofEntries(
            Map.entry("connection refused", CONNECTION_REFUSED),
            Map.entry("timed out", TIMED_OUT),
            Map.entry("network is unreachable", NETWORK_UNREACHABLE),
            Map.entry("network unreachable", NETWORK_UNREACHABLE),
            Map.entry("network is down", NETWORK_UNREACHABLE),
            Map.entry("no route to host", HOST_UNREACHABLE),
            Map.entry("host is unreachable", HOST_UNREACHABLE),
            Map.entry("host is down", HOST_UNREACHABLE),
            Map.entry("permission denied", ACCESS_DENIED),
            Map.entry("operation not permitted", ACCESS_DENIED),
            Map.entry("assign requested address", ADDRESS_NOT_AVAILABLE),
            Map.entry("address not available", ADDRESS_NOT_AVAILABLE),
            Map.entry("address already in use", ADDRESS_NOT_AVAILABLE),
            Map.entry("address in use", ADDRESS_NOT_AVAILABLE),
            Map.entry("ipv6 not available", ADDRESS_FAMILY_NOT_SUPPORTED),
            Map.entry("protocol family unavailable", ADDRESS_FAMILY_NOT_SUPPORTED),
            Map.entry("address family not supported", ADDRESS_FAMILY_NOT_SUPPORTED),
            Map.entry("connection reset", CONNECTION_RESET),
            Map.entry("connection abort", CONNECTION_RESET),
            Map.entry("broken pipe", CONNECTION_RESET),
            Map.entry("too many open files", TOO_MANY_OPEN_FILES),
            Map.entry("no file descriptors available", TOO_MANY_OPEN_FILES));

    private FailureClassification() {}

    static FailureCause of(Throwable failure) {
        FailureCause likely = OTHER;
        Throwable current = failure;
        for (int i = 0; current != null && i < MOST_CAUSES; i++) {
            FailureCause certain = certain(current);
            if (certain != null) {
                return certain;
            }
            if (likely == OTHER) {
                likely = likely(current);
            }
            current = current.getCause();
        }
        return likely;
    }

    private static @Nullable FailureCause certain(Throwable failure) {
        if (failure instanceof SocketTimeoutException
                || failure instanceof TimeoutException
                || failure instanceof InterruptedByTimeoutException) {
            return TIMED_OUT;
        }
        if (failure instanceof NoRouteToHostException) {
            return HOST_UNREACHABLE;
        }
        if (failure instanceof UnsupportedAddressTypeException) {
            return ADDRESS_FAMILY_NOT_SUPPORTED;
        }
        if (failure instanceof SecurityException) {
            return ACCESS_DENIED;
        }
        String message = PlainText.message(failure).toLowerCase(Locale.ROOT);
        for (Map.Entry<String, FailureCause> phrase : PHRASES.entrySet()) {
            if (message.contains(phrase.getKey())) {
                return phrase.getValue();
            }
        }
        return null;
    }

    private static FailureCause likely(Throwable failure) {
        if (failure instanceof ConnectException) {
            return CONNECTION_REFUSED;
        }
        return failure instanceof BindException ? ADDRESS_NOT_AVAILABLE : OTHER;
    }
}
