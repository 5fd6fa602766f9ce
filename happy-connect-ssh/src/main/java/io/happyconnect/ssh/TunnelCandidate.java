package io.happyconnect.ssh;

import io.happyconnect.candidate.AddressFamily;
import io.happyconnect.candidate.CandidateKind;
import io.happyconnect.candidate.Dial;
import io.happyconnect.candidate.DialableCandidate;
import io.happyconnect.route.Below;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The way to a target through jump hosts. */
final class TunnelCandidate implements DialableCandidate {

    private final SshRoute route;
    private final Below below;
    private final SharedSessions sessions;

    TunnelCandidate(SshRoute route, Below below, SharedSessions sessions) {
        this.route = route;
        this.below = below;
        this.sessions = sessions;
    }

    @Override
    public @Nullable AddressFamily family() {
        return null;
    }

    @Override
    public CandidateKind kind() {
        return CandidateKind.TUNNEL;
    }

    @Override
    public boolean isLoopback() {
        return false;
    }

    @Override
    public @Nullable InetAddress destination() {
        try {
            return route.target().literal().orElse(null);
        } catch (UnknownHostException noSuchScope) {
            throw new IllegalArgumentException(noSuchScope);
        }
    }

    @Override
    public Dial newDial() {
        return new TunnelDial(route.hops(), route.target(), below, sessions);
    }

    /** The same way is one over the same session. */
    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof TunnelCandidate that
                && sessions == that.sessions
                && route.target().equals(that.route.target())
                && Hop.logins(route.hops()).equals(Hop.logins(that.route.hops()));
    }

    @Override
    public int hashCode() {
        return Objects.hash(route.target(), Hop.logins(route.hops()));
    }

    /** {@return {@code ssh://kim@bastion.example.com:22 to 10.0.0.5:5432}} */
    @Override
    public String toString() {
        return "ssh://" + Hop.describe(route.hops()) + " to " + route.target();
    }
}
