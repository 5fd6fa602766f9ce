package io.happyconnect.drive;

import io.happyconnect.race.SortedCandidates;
import java.nio.channels.SocketChannel;
import org.jspecify.annotations.Nullable;

/**
 * The first attempt of a race that was made before the race was: its candidates were known and sorted, and nobody else heard of
 * it. Then the race is told what happened, and goes on from there.
 */
final class HeadStart {

    private final SortedCandidates candidates;
    private final long startedAt;
    private final SocketLimit limit;
    private final @Nullable Throwable failure;
    private @Nullable SocketChannel channel;
    private boolean counts = true;

    /**
     * A head start.
     *
     * @param limit from which its socket was taken
     * @param channel what is pending; {@code null} if the attempt has failed
     * @param failure how it has failed; {@code null} if it is pending
     */
    HeadStart(
            SortedCandidates candidates,
            long startedAt,
            SocketLimit limit,
            @Nullable SocketChannel channel,
            @Nullable Throwable failure) {
        this.candidates = candidates;
        this.startedAt = startedAt;
        this.limit = limit;
        this.channel = channel;
        this.failure = failure;
    }

    SortedCandidates candidates() {
        return candidates;
    }

    long startedAt() {
        return startedAt;
    }

    @Nullable
    Throwable failure() {
        return failure;
    }

    /** Lets an attempt have the channel, and the place among the sockets in flight. */
    void handTo(ChannelAttempt attempt) {
        counts = false;
        SocketChannel begun = channel;
        channel = null;
        if (begun != null) {
            attempt.goOn(begun);
        }
    }

    /** Nobody goes on with it, if nobody has. */
    void close() {
        if (channel != null) {
            ChannelDial.close(channel);
        }
        if (counts) {
            limit.release();
        }
    }
}
