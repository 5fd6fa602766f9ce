package io.happyconnect.route;

import io.happyconnect.candidate.AddressFamily;
import io.happyconnect.candidate.CandidateKind;
import io.happyconnect.candidate.Dial;
import io.happyconnect.candidate.DialableCandidate;
import java.net.InetAddress;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A way of another layer, and the names that led there. It is what the way is; the names play no part in equality.
 *
 * @param way the way
 * @param aliases the names
 */
record NamedCandidate(DialableCandidate way, List<String> aliases) implements DialableCandidate {

    @Override
    public @Nullable AddressFamily family() {
        return way.family();
    }

    @Override
    public boolean isLoopback() {
        return way.isLoopback();
    }

    @Override
    public CandidateKind kind() {
        return way.kind();
    }

    @Override
    public @Nullable InetAddress destination() {
        return way.destination();
    }

    @Override
    public boolean goesFirst() {
        return way.goesFirst();
    }

    @Override
    public Dial newDial() {
        return way.newDial();
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof NamedCandidate that && way.equals(that.way);
    }

    @Override
    public int hashCode() {
        return way.hashCode();
    }

    @Override
    public String toString() {
        return way.toString();
    }
}
