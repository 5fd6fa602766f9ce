package io.happyconnect.candidate;

import java.net.InetAddress;
import org.jspecify.annotations.Nullable;

/**
 * A candidate that brings its own way of connecting: a proxy handshake, a tunnel, a local socket of another kind.
 *
 * <p>It takes part in a race like an address: it can be started, succeed with a connected {@link java.net.Socket}, fail
 * and be cancelled.
 */
public non-sealed interface DialableCandidate extends Candidate {

    /**
     * Prepares one attempt. Does no I/O and does not block; called at most once in a race.
     *
     * @return a fresh attempt, not yet started
     */
    Dial newDial();

    /**
     * The address it leads to, where that is known here and not only to a proxy. The address filter is asked about it.
     *
     * @return {@code null} unless overridden
     */
    default @Nullable InetAddress destination() {
        return null;
    }

    /**
     * Whether it goes ahead of all addresses, and waits for no answer about them.
     *
     * @return false unless overridden: it takes its turn with IPv6 and IPv4
     */
    default boolean goesFirst() {
        return false;
    }
}
