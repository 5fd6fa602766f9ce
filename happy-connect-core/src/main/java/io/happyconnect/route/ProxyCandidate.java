package io.happyconnect.route;

import io.happyconnect.candidate.AddressFamily;
import io.happyconnect.candidate.CandidateKind;
import io.happyconnect.candidate.Dial;
import io.happyconnect.candidate.DialableCandidate;
import io.happyconnect.name.Target;
import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The way to a target through one proxy. */
final class ProxyCandidate implements DialableCandidate {

    private final ProxyServer server;
    private final Target target;
    private final Below below;
    private final boolean first;
    private final Consumer<IOException> onFailure;

    ProxyCandidate(ProxyServer server, Target target, Below below, boolean first, Consumer<IOException> onFailure) {
        this.server = server;
        this.target = target;
        this.below = below;
        this.first = first;
        this.onFailure = onFailure;
    }

    @Override
    public @Nullable AddressFamily family() {
        return null;
    }

    @Override
    public CandidateKind kind() {
        return CandidateKind.PROXY;
    }

    @Override
    public boolean isLoopback() {
        return false;
    }

    /** A literal is; a name is the proxy's to resolve. A scope that is not known here leads nowhere here. */
    @Override
    public @Nullable InetAddress destination() {
        try {
            return target.literal().orElse(null);
        } catch (UnknownHostException noSuchScope) {
            throw new IllegalArgumentException(noSuchScope);
        }
    }

    @Override
    public boolean goesFirst() {
        return first;
    }

    @Override
    public Dial newDial() {
        return new ProxyDial(server, target, below.dial(server.target()), onFailure);
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof ProxyCandidate that && server.equals(that.server) && target.equals(that.target);
    }

    @Override
    public int hashCode() {
        return 31 * server.hashCode() + target.hashCode();
    }

    /** {@return {@code http://proxy.example.com:3128 to db.example.com:5432}} */
    @Override
    public String toString() {
        return server + " to " + target;
    }
}
