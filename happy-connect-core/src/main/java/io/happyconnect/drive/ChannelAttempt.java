package io.happyconnect.drive;

import io.happyconnect.candidate.Candidate;
import io.happyconnect.race.Attempt;
import java.io.IOException;
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
    private boolean counts = true;
    private @Nullable SocketChannel channel;
    private @Nullable SelectionKey key;
    private boolean ready;
    private boolean attended;
    private @Nullable ChannelAttempt next;

    /** An attempt not yet begun, for which a socket was taken. */
    ChannelAttempt(ChannelRace race, Attempt attempt) {
        this.race = race;
        this.attempt = attempt;
    }

    ChannelRace race() {
        return race;
    }

    Attempt attempt() {
        return attempt;
    }

    /** {@return the attempt of the race that started after it, if one did} */
    @Nullable
    ChannelAttempt next() {
        return next;
    }

    void setNext(ChannelAttempt startedLater) {
        next = startedLater;
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
        SocketChannel opened = ChannelDial.begin(candidate(), settings, race.platform());
        channel = opened;
        return opened.isConnected();
    }

    /** Goes on with what has begun already. */
    void goOn(SocketChannel begun) {
        channel = begun;
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

    /** Has neither a channel nor a place among the sockets in flight. */
    boolean isGone() {
        return channel == null && !counts;
    }

    boolean isRegistered() {
        return key != null;
    }

    void register(LoopThread loop) throws IOException {
        key = loop.register(channel(), this);
    }

    /** Somebody is blocked in it, or about to be: nobody else may look how it stands. */
    boolean isAttended() {
        return attended;
    }

    void attend() {
        attended = true;
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

    /** It has left the selector. */
    void deregistered() {
        key = null;
    }

    /** The channel, in the mode in which channels are opened. */
    SocketChannel blocking() {
        SocketChannel connected = channel();
        giveBack();
        return ChannelDial.blocking(connected);
    }

    void close() {
        SocketChannel opened = channel;
        channel = null;
        if (opened != null) {
            ChannelDial.close(opened);
        }
        giveBack();
    }

    private void giveBack() {
        if (counts) {
            counts = false;
            race.track().limit().release();
        }
    }
}
