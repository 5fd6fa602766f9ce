package io.happyconnect.candidate;

import java.io.IOException;
import java.net.Socket;
import java.net.SocketException;
import java.net.UnixDomainSocketAddress;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * A Unix domain socket of this machine, for races whose winner is a channel. The JDK has no plain socket of that kind: in a race
 * for one, its attempt fails at once.
 */
public final class UnixSocketCandidate implements DialableCandidate {

    private final UnixDomainSocketAddress address;

    /**
     * A candidate for one socket.
     *
     * @param path where it is; it need not exist yet
     */
    public UnixSocketCandidate(Path path) {
        this.address = UnixDomainSocketAddress.of(path);
    }

    /** {@return what a channel connects to} */
    public UnixDomainSocketAddress socketAddress() {
        return address;
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
