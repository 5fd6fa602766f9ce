package io.happyconnect.candidate;

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
}
