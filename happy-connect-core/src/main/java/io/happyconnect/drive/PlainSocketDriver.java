package io.happyconnect.drive;

import io.happyconnect.observe.RaceListener;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Runs races on plain sockets; the winner is a plain {@link java.net.Socket}, which an interrupt of a reading thread does not
 * close. Safe for any number of threads.
 */
public final class PlainSocketDriver implements AutoCloseable {

    private final String connector;
    private final RaceListener listener;
    private final RaceStarts starts;
    private final Watchdog watchdog;
    private final AttemptThreads threads;
    private final SocketLimit limit;

    /**
     * A driver; starts no thread.
     *
     * @param connector the name of the connector, for threads and reports
     * @param ids numbers the races of the connector
     * @param listener hears every race; must not throw
     * @param shortestAttemptDelayNanos the shortest connection attempt delay expected, to which the watchdog's naps adapt
     */
    public PlainSocketDriver(String connector, AtomicLong ids, RaceListener listener, long shortestAttemptDelayNanos) {
        this(connector, ids, listener, SocketLimit.of(0), shortestAttemptDelayNanos, () -> {});
    }

    /**
     * The same with a limit that others share, and with an errand.
     *
     * @param connector as above
     * @param ids as above
     * @param listener as above
     * @param limit how many sockets may be on their way at once
     * @param shortestAttemptDelayNanos as above
     * @param errand is run a few times a second between races, and for a minute after the last; must not wait for anything
     */
    public PlainSocketDriver(
            String connector,
            AtomicLong ids,
            RaceListener listener,
            SocketLimit limit,
            long shortestAttemptDelayNanos,
            Runnable errand) {
        this.limit = limit;
        this.connector = connector;
        this.starts = new RaceStarts(connector, ids, Platform.SYSTEM);
        this.listener = listener;
        this.threads = new AttemptThreads(connector);
        this.watchdog = new Watchdog(connector, shortestAttemptDelayNanos, errand);
    }

    /**
     * Runs a race on the calling thread until it ends.
     *
     * @param plan the race
     * @return how it ended; an interrupt of the thread ends it and stays set
     */
    public RaceResult connect(RacePlan plan) {
        return race(plan, false).run();
    }

    /**
     * The same for a race that is a part of an attempt of another race of this driver. It counts as one that has tried before, so that
     * it does not wait for what the race around it holds.
     *
     * @param plan the race
     * @return as above
     */
    public RaceResult connectWithinAttempt(RacePlan plan) {
        return race(plan, true).run();
    }

    private BlockingRace race(RacePlan plan, boolean withinAttempt) {
        return new BlockingRace(plan, withinAttempt, watchdog, threads, limit, starts, listener);
    }

    /**
     * Resolves and orders on the calling thread, and dials nothing.
     *
     * @param plan target, resolver, filter, settings and timeout count
     * @return candidates, or the reason why there are none; an interrupt of the thread ends it and stays set
     */
    public LookupResult lookup(RacePlan plan) {
        return new BlockingLookup(connector, plan, watchdog).run();
    }

    /** Ends all races, lookups and threads; races begun afterwards end at once. */
    @Override
    public void close() {
        watchdog.close();
        threads.close();
    }
}
