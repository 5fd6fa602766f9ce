package io.happyconnect.observe;

import static io.happyconnect.observe.FailureCause.*;

import java.net.BindException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.SocketTimeoutException;
import java.nio.channels.InterruptedByTimeoutException;
import java.nio.channels.UnsupportedAddressTypeException;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/** Tells the kind of a failure by its type where that suffices, by its message where it is known, else by its cause. */
final class FailureClassification {

    // An exception may be caused by itself through others; real chains are shorter.
    private static final int MOST_CAUSES = 20;

    // In the words of glibc, musl, macOS, the JDK for Windows and the JDK's client of SOCKS, lower case. Each has a
    // blank, so that no host name the JDK was told to add to its messages is taken for one. If two begin at the same
    // place, the first of this list counts.
    private static final List<Phrase> PHRASES = List.of(
            // What follows is how the proxy or the jump host fared, not the target.
            new Phrase("can't connect to socks proxy", OTHER),
            new Phrase("no way to the proxy", OTHER),
            new Phrase("no way to the jump host", OTHER),
            new Phrase("connection refused", CONNECTION_REFUSED),
            new Phrase("timed out", TIMED_OUT),
            new Phrase("network is unreachable", NETWORK_UNREACHABLE),
            new Phrase("network unreachable", NETWORK_UNREACHABLE),
            new Phrase("network is down", NETWORK_UNREACHABLE),
            new Phrase("no route to host", HOST_UNREACHABLE),
            new Phrase("host unreachable", HOST_UNREACHABLE),
            new Phrase("host is unreachable", HOST_UNREACHABLE),
            new Phrase("host is down", HOST_UNREACHABLE),
            new Phrase("permission denied", ACCESS_DENIED),
            new Phrase("operation not permitted", ACCESS_DENIED),
            new Phrase("assign requested address", ADDRESS_NOT_AVAILABLE),
            new Phrase("address not available", ADDRESS_NOT_AVAILABLE),
            new Phrase("address already in use", ADDRESS_NOT_AVAILABLE),
            new Phrase("address in use", ADDRESS_NOT_AVAILABLE),
            new Phrase("ipv6 not available", ADDRESS_FAMILY_NOT_SUPPORTED),
            new Phrase("protocol family unavailable", ADDRESS_FAMILY_NOT_SUPPORTED),
            new Phrase("address family not supported", ADDRESS_FAMILY_NOT_SUPPORTED),
            // Our own word for a Unix domain socket where a plain socket is wanted.
            new Phrase("can be had as a channel only", ADDRESS_FAMILY_NOT_SUPPORTED),
            new Phrase("no such file or directory", NO_SUCH_FILE),
            new Phrase("connection reset", CONNECTION_RESET),
            new Phrase("connection abort", CONNECTION_RESET),
            new Phrase("broken pipe", CONNECTION_RESET),
            new Phrase("too many open files", TOO_MANY_OPEN_FILES),
            new Phrase("no file descriptors available", TOO_MANY_OPEN_FILES));

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
        return inWords(PlainText.message(failure).toLowerCase(Locale.ROOT));
    }

    /** What a message says first: what comes after is an explanation, or somebody else's failure. */
    private static @Nullable FailureCause inWords(String message) {
        FailureCause first = null;
        int earliest = message.length();
        for (Phrase phrase : PHRASES) {
            int at = message.indexOf(phrase.text);
            if (at >= 0 && at < earliest) {
                earliest = at;
                first = phrase.cause;
            }
        }
        return first;
    }

    private static FailureCause likely(Throwable failure) {
        if (failure instanceof ConnectException) {
            return CONNECTION_REFUSED;
        }
        return failure instanceof BindException ? ADDRESS_NOT_AVAILABLE : OTHER;
    }

    private record Phrase(String text, FailureCause cause) {}
}
