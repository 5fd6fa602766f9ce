package io.happyconnect.boot.label;

import io.happyconnect.candidate.AddressCandidate;
import io.happyconnect.candidate.AddressFamily;
import io.happyconnect.candidate.Candidate;
import io.happyconnect.candidate.CandidateKind;
import java.net.Inet6Address;
import java.net.InetAddress;
import org.jspecify.annotations.Nullable;

/**
 * What an attempt was made to, whatever the port: an address, or a candidate of another kind. A key that is made without
 * writing the address down, which would cost as much as the rest of recording.
 */
public final class Peer {

    /** What tells one way that is no address from another. Its own equality may tell each race's from that of the next. */
    private record Way(CandidateKind kind, String text) {}

    private final Object identity;
    private final int scope;
    private final Candidate candidate;

    private Peer(Candidate candidate, Object identity, int scope) {
        this.candidate = candidate;
        this.identity = identity;
        this.scope = scope;
    }

    /**
     * The peer of a candidate.
     *
     * @param candidate a candidate
     * @return its peer, equal for all ports of an address, and for all ways of one kind that say the same of themselves
     */
    public static Peer of(Candidate candidate) {
        if (!(candidate instanceof AddressCandidate address)) {
            return new Peer(candidate, new Way(candidate.kind(), Labels.address(candidate)), 0);
        }
        InetAddress identity = address.address();
        // Inet6Address.equals ignores the scope, but fe80::1%1 and fe80::1%2 are two machines.
        return new Peer(candidate, identity, identity instanceof Inet6Address inet6 ? inet6.getScopeId() : 0);
    }

    /** {@return the family of the address, {@code null} for a candidate of another kind} */
    public @Nullable AddressFamily family() {
        return candidate.family();
    }

    /** {@return its family, or what stands for one in metrics and JSON} */
    public String networkType() {
        return Labels.networkType(candidate);
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Peer that && scope == that.scope && identity.equals(that.identity);
    }

    @Override
    public int hashCode() {
        return 31 * identity.hashCode() + scope;
    }

    /** {@return the address as RFC 5952 writes it, or what a candidate of another kind says of itself} */
    @Override
    public String toString() {
        return Labels.address(candidate);
    }
}
