package io.happyconnect.drive;

import io.happyconnect.candidate.Candidate;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** A candidate that brings a socket of its own, in a race whose winner shall be a channel. */
final class NoChannelException extends IOException {

    private static final long serialVersionUID = 1L;

    private final transient @Nullable Candidate candidate;

    NoChannelException(Candidate candidate) {
        this.candidate = candidate;
    }

    // When somebody asks: the name of such a candidate is code of others.
    @Override
    public String getMessage() {
        return (candidate == null ? "the candidate" : candidate)
                + " brings a socket of its own, which cannot be had as a channel";
    }
}
