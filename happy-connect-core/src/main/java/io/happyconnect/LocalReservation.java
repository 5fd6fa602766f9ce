package io.happyconnect;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;

/**
 * A local address and port that a socket has bound before it has connected. A plain socket holds them, so that a bind fails
 * where it would fail for a plain socket and the port is known; it is given up just before an attempt binds to them.
 */
final class LocalReservation implements AutoCloseable {

    private final InetSocketAddress requested;
    private final InetSocketAddress reserved;
    private final Socket holder;

    private LocalReservation(InetSocketAddress requested, Socket holder) {
        this.requested = requested;
        this.reserved = (InetSocketAddress) holder.getLocalSocketAddress();
        this.holder = holder;
    }

    /** Binds a socket, which is closed if that fails. */
    static LocalReservation of(InetSocketAddress requested, Socket holder) throws IOException {
        try {
            holder.bind(requested);
            return new LocalReservation(requested, holder);
        } catch (IOException | RuntimeException | Error failure) {
            holder.close();
            throw failure;
        }
    }

    /** {@return what was asked for; the port may be 0} */
    InetSocketAddress requested() {
        return requested;
    }

    /** {@return what was bound} */
    InetSocketAddress reserved() {
        return reserved;
    }

    /** Gives it up. */
    @Override
    public void close() throws IOException {
        holder.close();
    }
}
