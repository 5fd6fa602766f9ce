package io.happyconnect.drive;

import java.io.IOException;
import java.nio.channels.SocketChannel;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * A race whose caller waits for it. The caller sends the first packet itself and then blocks in that attempt, as in any connect:
 * handing it to another thread would cost several times the connect. Meanwhile the loop makes the other attempts; if one of them
 * wins, the caller's channel is closed, which wakes the caller at once. When the caller's own attempt fails, the caller makes the
 * next one.
 */
final class CallerChannelRace extends ChannelRace {

    /**
     * For how long the caller waits for a listener that another thread tells something, when all else is over: longer than one that
     * keeps its contract takes on a busy machine.
     */
    private static final long PATIENCE = 250_000_000L;

    /** And for how long beyond its deadline. */
    private static final long PATIENCE_AFTER_DEADLINE = 50_000_000L;

    private final Thread caller = Thread.currentThread();

    /**
     * A virtual thread that blocks in a channel is parked as well, and woken by a thread of the JDK's: left to the loop, it is spared the
     * exception that tells it of the loop's victory, 1 KB with what the JDK notes.
     */
    private final boolean blocks = !Threads.isVirtual(caller);

    private final long startedAt;
    private @Nullable ChannelAttempt mine; // written by the caller; who compares it with a running attempt has the lock
    private @Nullable SocketChannel channelOfMine;
    private boolean endIsRecorded; // the caller's alone
    private boolean tellsTheEnd; // the caller's alone
    private boolean leavesTheEnd; // the caller's alone: to the thread that tells something else
    private volatile boolean blocked;
    private volatile boolean idle;
    private volatile @Nullable ChannelResult result;

    CallerChannelRace(RacePlan plan, RaceTrack track, long startedAt) {
        super(plan, track, startedAt);
        this.startedAt = startedAt;
    }

    /**
     * Runs the race. Once, on the thread that made it.
     *
     * @param begun the first attempt, if it is made already
     */
    ChannelResult run(@Nullable HeadStart begun) {
        boolean ended = false;
        try {
            if (begun == null) {
                begin();
            } else {
                begin(begun);
            }
            ChannelResult how = race();
            ended = true;
            return how;
        } finally {
            if (!ended) {
                abandon();
            }
            resolution().cancel();
        }
    }

    private ChannelResult race() {
        for (; ; ) {
            resolution().sort();
            advance();
            ChannelResult how = result;
            if (how != null) {
                recordTheEnd();
                return how;
            }
            ChannelAttempt attempt = mine;
            SocketChannel channel = channelOfMine;
            if (attempt != null && channel != null) {
                if (attends(attempt)) {
                    await(attempt, channel);
                }
                mine = null;
                channelOfMine = null;
            } else {
                park();
            }
        }
    }

    private void park() {
        idle = true;
        // What came before that could be seen is seen here, and what comes later wakes this thread.
        if (!resolution().hasNews() && !caller.isInterrupted()) {
            LockSupport.park(this);
        }
        idle = false;
    }

    private void await(ChannelAttempt attempt, SocketChannel channel) {
        Throwable failure = null;
        try {
            blocked = true;
            // What came before it could be seen that this thread is blocked is seen here, and what comes later is seen
            // to.
            if (resolution().hasNews()) {
                goOnWithNews();
            }
            channel.configureBlocking(true);
            if (!channel.finishConnect()) {
                throw new IOException("a blocking connect returned without a result");
            }
        } catch (Throwable thrown) { // whatever it is, somebody waits for the end of this attempt
            failure = thrown;
        }
        blocked = false;
        ended(attempt, failure);
    }

    /**
     * The caller hears the end itself: what others are telling still comes before it. Unless a listener blocks: then the end
     * waits for it, and the caller does not.
     */
    private void recordTheEnd() {
        if (endIsRecorded) {
            return;
        }
        RaceEvents untold = events();
        if (untold != null) {
            tellsTheEnd = untold.awaitTurn(patience());
            leavesTheEnd = !tellsTheEnd;
        }
        advance();
    }

    private long patience() {
        long timeout = plan().timeoutNanos();
        if (timeout == Long.MAX_VALUE) {
            return PATIENCE;
        }
        long left = Math.max(0, timeout - (platform().now() - startedAt));
        return Math.min(PATIENCE, left + PATIENCE_AFTER_DEADLINE);
    }

    @Override
    boolean recordsTheEnd() {
        if (!isCaller()) {
            return false;
        }
        RaceEvents untold = events();
        if (untold != null && !tellsTheEnd && !leavesTheEnd) {
            tellsTheEnd = untold.takesTurn();
        }
        endIsRecorded = untold == null || tellsTheEnd || leavesTheEnd;
        return endIsRecorded;
    }

    @Override
    void tell(RaceEvents untold) {
        if (!isCaller() || leavesTheEnd) {
            untold.tell();
        } else if (tellsTheEnd) {
            untold.tellAll();
        } else {
            untold.tellHere();
        }
    }

    @Override
    public void news() {
        // The caller asks the resolver itself and looks afterwards.
        if (isCaller()) {
            return;
        }
        if (idle) {
            LockSupport.unpark(caller);
        } else {
            goOnWithNews();
        }
    }

    @Override
    void sorted() {
        if (blocked) {
            advanceForOthers();
        } else {
            LockSupport.unpark(caller);
        }
    }

    @Override
    boolean waitsFor(ChannelAttempt pending) {
        if (blocks && mine == null && isCaller()) {
            mine = pending;
            channelOfMine = pending.channel();
        }
        return pending == mine;
    }

    @Override
    @Nullable
    Abort endedFromOutside() {
        Abort why = super.endedFromOutside();
        return why == null && caller.isInterrupted() ? Abort.INTERRUPTED : why;
    }

    @Override
    void over(ChannelResult how) {
        result = how;
        LockSupport.unpark(caller);
    }

    private boolean isCaller() {
        return Thread.currentThread().equals(caller);
    }
}
