package io.happyconnect.candidate;

import java.io.IOException;
import java.net.Socket;
import java.net.SocketException;
import java.net.UnixDomainSocketAddress;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A Unix domain socket of this machine, for races whose winner is a channel. The JDK has no plain socket of that kind: in a race
 * for one, its attempt fails at once.
 */
public final class UnixSocketCandidate implements DialableCandidate {

    private final UnixDomainSocketAddress address;
    private final List<String> aliases;

    /**
     * A candidate for one socket.
     *
     * @param path where it is; it need not exist yet
     */
    public UnixSocketCandidate(Path path) {
        this.address = UnixDomainSocketAddress.of(path);
        this.aliases = List.of();
    }

    private UnixSocketCandidate(UnixSocketCandidate found, List<String> aliases) {
        this.address = found.address;
        this.aliases = aliases;
    }

    /** {@return what a channel connects to} */
    public UnixDomainSocketAddress socketAddress() {
        return address;
    }

    @Override
    public List<String> aliases() {
        return aliases;
    }

    /**
     * The same socket, found through an alias.
     *
     * @param names what {@link #aliases()} shall be
     * @return a candidate that is equal to this one
     */
    public UnixSocketCandidate withAliases(List<String> names) {
        return new UnixSocketCandidate(this, List.copyOf(names));
    }

    @Override
    public CandidateKind kind() {
        return CandidateKind.UNIX_SOCKET;
    }

    @Override
    public @Nullable AddressFamily family() {
        return null;
    }

    @Override
    public boolean isLoopback() {
        return true;
    }

    @Override
    public Dial newDial() {
        return new Dial() {
            @Override
            public Socket connect() throws IOException {
                throw new SocketException(
                        UnixSocketCandidate.this + " can be had as a channel only: use connectChannel or connectAsync");
            }

            @Override
            public void cancel() {
                // Nothing is held.
            }
        };
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof UnixSocketCandidate that && address.equals(that.address);
    }

    @Override
    public int hashCode() {
        return address.hashCode();
    }

    /** {@return {@code unix:/run/app.sock}} */
    @Override
    public String toString() {
        return "unix:" + address.getPath();
    }
}
