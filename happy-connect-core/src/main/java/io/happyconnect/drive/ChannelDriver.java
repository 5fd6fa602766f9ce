package io.happyconnect.drive;

import io.happyconnect.observe.RaceListener;
import io.happyconnect.race.SortedCandidates;
import java.io.IOException;
import java.nio.channels.SocketChannel;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * Runs races on channels: any number at once on one thread, or each with a caller who waits for it. Safe for any number of
 * threads.
 */
public final class ChannelDriver implements AutoCloseable {

    private static final long NAP = 20_000_000L;
    private static final long STAY_AWAKE = 5_000_000_000L;
    private static final long LINGER = 60_000_000_000L;

    private final String connector;
    private final CallbackThreads threads;
    private final @Nullable Executor executor;
    private final RaceTrack track;

    /**
     * A driver; starts no thread.
     *
     * @param connector the name of the connector, for threads and reports
     * @param ids numbers the races of the connector
     * @param listener hears every race; must not throw
     * @param executor where listeners and receivers are called; {@code null} for threads of its own
     * @param maxSocketsInFlight how many sockets may be on their way at once; 0 for as many as suit this process
     * @param shortestAttemptDelayNanos the shortest connection attempt delay expected, to which naps adapt
     */
    public ChannelDriver(
            String connector,
            AtomicLong ids,
            RaceListener listener,
            @Nullable Executor executor,
            int maxSocketsInFlight,
            long shortestAttemptDelayNanos) {
        this(connector, ids, listener, executor, SocketLimit.of(maxSocketsInFlight), shortestAttemptDelayNanos);
    }

    /**
     * The same with a limit that others share.
     *
     * @param connector as above
     * @param ids as above
     * @param listener as above
     * @param executor as above
     * @param limit how many sockets may be on their way at once
     * @param shortestAttemptDelayNanos as above
     */
    public ChannelDriver(
            String connector,
            AtomicLong ids,
            RaceListener listener,
            @Nullable Executor executor,
            SocketLimit limit,
            long shortestAttemptDelayNanos) {
        this(connector, ids, listener, executor, limit, shortestAttemptDelayNanos, Platform.SYSTEM);
    }

    ChannelDriver(
            String connector,
            AtomicLong ids,
            RaceListener listener,
            @Nullable Executor executor,
            SocketLimit limit,
            long shortestAttemptDelayNanos,
            Platform platform) {
        this.connector = connector;
        this.executor = executor;
        SelectorLoop loop = new SelectorLoop(
                connector, new LoopThread.Pace(Math.min(shortestAttemptDelayNanos, NAP), STAY_AWAKE, LINGER), platform);
        this.threads = new CallbackThreads(connector, loop);
        this.track = new RaceTrack(new RaceStarts(connector, ids, platform), listener, this::call, loop, limit);
    }

    /**
     * Runs a race while the calling thread waits for it.
     *
     * @param plan the race
     * @return how it ended; an interrupt of the thread ends it and stays set
     */
    public ChannelResult connect(RacePlan plan) {
        return new CallerChannelRace(plan, track, track.platform().now()).run(null);
    }

    /**
     * Runs a race of which nobody wants to know how it went, as long as it is won. Where all candidates are known, the calling
     * thread makes the first attempt by itself; if that connects at once, there is no race.
     *
     * @param plan the race
     * @param loss what to throw if it is lost
     * @return the connected channel, in blocking mode
     * @throws IOException how the race was lost
     */
    public SocketChannel connect(RacePlan plan, Loss loss) throws IOException {
        SortedCandidates answered = plan.answered();
        if (answered == null || !mayBegin(plan)) {
            return channel(plan, connect(plan), loss);
        }
        SocketChannel begun = null;
        SocketChannel connected = null;
        HeadStart head = null;
        try {
            Throwable failure = null;
            long startedAt = track.platform().now();
            try {
                begun = ChannelDial.begin(answered.ordered().get(0), plan.socketSettings(), track.platform());
            } catch (IOException | RuntimeException | Error thrown) {
                failure = thrown;
            }
            if (begun != null && begun.isConnected()) {
                connected = ChannelDial.blocking(begun);
                return connected;
            }
            head = new HeadStart(answered, startedAt, track.limit(), begun, failure);
            return channel(plan, new CallerChannelRace(plan, track, startedAt).run(head), loss);
        } finally {
            if (head != null) {
                head.close();
            } else {
                endAlone(connected == null ? begun : null);
            }
        }
    }

    /** There is no race that would give the socket back. */
    private void endAlone(@Nullable SocketChannel unwanted) {
        if (unwanted != null) {
            ChannelDial.close(unwanted);
        }
        track.limit().release();
    }

    /** Whether an attempt is due at once and nobody else is to hear of it. If so, a socket is taken. */
    @SuppressWarnings("ReferenceEquality") // NONE is an identity
    private boolean mayBegin(RacePlan plan) {
        return track.listener() == RaceListener.NONE
                && !plan.isCancellable()
                && !track.loop().isClosed()
                && !Thread.currentThread().isInterrupted()
                && track.limit().tryAcquire(true);
    }

    private static SocketChannel channel(RacePlan plan, ChannelResult result, Loss loss) throws IOException {
        SocketChannel channel = result.channel();
        if (channel == null) {
            throw loss.of(plan, result.report(), result.abort());
        }
        return channel;
    }

    /**
     * Begins a race and returns when its first packet is sent, or when it has to wait for something.
     *
     * @param plan the race
     * @param caller is told how to cancel it, and how it ended
     */
    public void connectAsync(RacePlan plan, AsyncCaller caller) {
        new AsyncChannelRace(plan, track, caller).start();
    }

    /** {@return how many sockets of its races are on their way} */
    int socketsInFlight() {
        return track.limit().inFlight();
    }

    private void call(Runnable task) {
        Executor given = executor;
        if (given != null) {
            try {
                given.execute(task);
                return;
            } catch (RejectedExecutionException shutDown) {
                // Somebody waits for it all the same.
            } catch (Throwable broken) { // it may be undeclared
                Log.unexpected("in the executor of connector " + connector, broken);
            }
        }
        threads.execute(task);
    }

    /** Ends all races and threads; races begun afterwards end at once. */
    @Override
    public void close() {
        track.loop().close();
        threads.close();
    }
}
