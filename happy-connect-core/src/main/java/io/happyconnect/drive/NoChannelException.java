package io.happyconnect.drive;

import io.happyconnect.candidate.Candidate;
import java.io.IOException;

/** A candidate that brings a socket of its own, in a race whose winner shall be a channel. */
final class NoChannelException extends IOException {

    private static final long serialVersionUID = 1L;

    NoChannelException(Candidate candidate) {
        super(candidate + " brings a socket of its own, which cannot be had as a channel");
    }
}
