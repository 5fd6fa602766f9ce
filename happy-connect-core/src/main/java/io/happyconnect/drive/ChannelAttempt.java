package io.happyconnect.drive;

import io.happyconnect.candidate.AddressCandidate;
import io.happyconnect.candidate.AddressFamily;
import io.happyconnect.candidate.Candidate;
import io.happyconnect.candidate.UnixSocketCandidate;
import io.happyconnect.race.Attempt;
import java.io.IOException;
import java.net.ConnectException;
import java.net.StandardProtocolFamily;
import java.nio.channels.SelectionKey;
import java.nio.channels.SocketChannel;
import org.jspecify.annotations.Nullable;

/**
 * The channel of one attempt. Guarded by the lock of its race; once registered with the selector, only the selector's thread
 * closes it, because a registered channel keeps its descriptor until that thread looks.
 */
final class ChannelAttempt {

    private final ChannelRace race;
    private final Attempt attempt;
    private final SocketLimit limit;
    private boolean counts = true;
    private @Nullable SocketChannel channel;
    private @Nullable SelectionKey key;
    private boolean ready;

    /**
     * An attempt not yet begun.
     *
     * @param limit from which its socket was taken, and to which it is given back
     */
    ChannelAttempt(ChannelRace race, Attempt attempt, SocketLimit limit) {
        this.race = race;
        this.attempt = attempt;
        this.limit = limit;
    }

    ChannelRace race() {
        return race;
    }

    Attempt attempt() {
        return attempt;
    }

    Candidate candidate() {
        return attempt.candidate();
    }

    /**
     * Sends the first packet, without waiting.
     *
     * @return whether it is connected already, as over loopback; otherwise somebody has to wait for it
     * @throws IOException if it has failed already; then it is closed
     */
    boolean begin(SocketSettings settings) throws IOException {
        if (candidate() instanceof UnixSocketCandidate unix) {
            return begin(unix);
        }
        if (!(candidate() instanceof AddressCandidate address)) {
            throw new NoChannelException(candidate());
        }
        AddressFamily family = address.family();
        // Of its own family rather than of both: half a microsecond, and no IPv4-mapped addresses.
        SocketChannel opened = race.platform()
                .openChannel(family == AddressFamily.IPV4 ? StandardProtocolFamily.INET : StandardProtocolFamily.INET6);
        channel = opened;
        try {
            opened.configureBlocking(false);
            settings.applyTo(opened, family);
            // Over loopback the answer is there by the time the call returns, but the call does not say so.
            return opened.connect(address.socketAddress()) || opened.finishConnect();
        } catch (IOException | RuntimeException | Error failure) {
            close();
            throw failure;
        }
    }

    // Here the kernel answers at once. "Not yet" would mean that the backlog is full, which never becomes a connection
    // by itself.
    private boolean begin(UnixSocketCandidate unix) throws IOException {
        SocketChannel opened = race.platform().openChannel(StandardProtocolFamily.UNIX);
        channel = opened;
        try {
            opened.configureBlocking(false);
            if (opened.connect(unix.socketAddress())) {
                return true;
            }
            throw new ConnectException(unix + " takes no more connections at the moment");
        } catch (IOException | RuntimeException | Error failure) {
            close();
            throw failure;
        }
    }

    SocketChannel channel() {
        SocketChannel opened = channel;
        if (opened == null) {
            throw new IllegalStateException("closed");
        }
        return opened;
    }

    boolean isOpen() {
        return channel != null;
    }

    boolean isRegistered() {
        return key != null;
    }

    void register(LoopThread loop) throws IOException {
        key = loop.register(channel(), this);
    }

    /** The selector says that it has ended, one way or the other, and nobody has looked yet. */
    boolean isReady() {
        return ready;
    }

    void setReady(boolean hasEnded) {
        ready = hasEnded;
        SelectionKey registered = key;
        if (registered != null && registered.isValid()) {
            registered.interestOps(hasEnded ? 0 : SelectionKey.OP_CONNECT);
        }
    }

    /** The channel leaves the selector when that is looked at next. {@return whether it has to be, false the second time} */
    boolean deregister() {
        SelectionKey registered = key;
        if (registered == null || !registered.isValid()) {
            return false;
        }
        registered.cancel();
        return true;
    }

    /** The channel, in the mode in which channels are opened. */
    SocketChannel blocking() {
        SocketChannel connected = channel();
        giveBack();
        try {
            connected.configureBlocking(true);
        } catch (IOException failure) {
            Log.unexpected("in making a channel blocking", failure);
        }
        return connected;
    }

    void close() {
        SocketChannel opened = channel;
        channel = null;
        if (opened != null) {
            try {
                opened.close();
            } catch (IOException failure) {
                Log.foreignFailure("closing a channel", failure);
            }
        }
        giveBack();
    }

    private void giveBack() {
        if (counts) {
            counts = false;
            limit.release();
        }
    }
}
