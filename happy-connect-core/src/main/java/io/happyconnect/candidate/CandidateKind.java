package io.happyconnect.candidate;

/** What kind of way a {@link Candidate} is: a closed list, fit for metric tags. */
public enum CandidateKind {
    /** An IP address. */
    ADDRESS,
    /** A proxy. */
    PROXY,
    /** A channel over an SSH session, or another tunnel. */
    TUNNEL,
    /** A Unix domain socket. */
    UNIX_SOCKET,
    /** Anything else. */
    OTHER
}
