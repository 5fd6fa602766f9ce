package io.happyconnect.drive;

import io.happyconnect.candidate.Candidate;
import io.happyconnect.observe.RaceListener;
import io.happyconnect.observe.RaceReport;
import io.happyconnect.race.Race;
import io.happyconnect.race.Step;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * Resolves and orders without dialling: a race that is over as soon as it may start. So a lookup waits for the preferred
 * family exactly as a race does.
 */
public final class BlockingLookup {

    /** What a lookup came to: candidates, or why there are none. */
    public static final class Result {

        private final List<Candidate> candidates;
        private final @Nullable Abort abort;
        private final @Nullable RaceReport report;

        private Result(List<Candidate> candidates, @Nullable Abort abort, @Nullable RaceReport report) {
            this.candidates = candidates;
            this.abort = abort;
            this.report = report;
        }

        /** {@return the candidates in the order in which a race would try them; empty if there are none} */
        public List<Candidate> candidates() {
            return candidates;
        }

        /** {@return what ended the lookup from outside, or {@code null}} */
        public @Nullable Abort abort() {
            return abort;
        }

        /** {@return a report without attempts if there are no candidates, else {@code null}} */
        public @Nullable RaceReport report() {
            return report;
        }
    }

    private final RacePlan plan;
    private final Thread caller = Thread.currentThread();
    private final long startedAt = Clock.now();
    private final Race race;
    private final RaceRecord record;
    private final ResolutionFacts resolution;
    private volatile boolean cancelled;

    /**
     * A lookup to be run by the calling thread.
     *
     * @param connector the name of the connector
     * @param plan all but the settings of sockets counts
     */
    public BlockingLookup(String connector, RacePlan plan) {
        this.plan = plan;
        this.race = new Race(plan.settings());
        this.record = new RaceRecord(connector, new AtomicLong(), RaceListener.NONE, plan, race, startedAt);
        this.resolution = new ResolutionFacts(plan, race, record, () -> LockSupport.unpark(caller));
    }

    /**
     * Waits until a race could start, or could not.
     *
     * @return candidates or the reason why there are none; an interrupt of the thread ends it and stays set
     */
    public Result run() {
        try {
            plan.onStart().accept(this::cancel);
            resolution.begin();
            for (; ; ) {
                resolution.tellRace();
                long now = Clock.now();
                Abort abort = null;
                if (caller.isInterrupted()) {
                    abort = Abort.INTERRUPTED;
                    race.cancelled(now);
                } else if (cancelled) {
                    abort = Abort.CANCELLED;
                    race.cancelled(now);
                } else if (now - startedAt >= plan.timeoutNanos()) {
                    race.expired(now);
                }
                Step step = race.next(now);
                if (step instanceof Step.Start) {
                    return new Result(List.copyOf(race.candidates()), null, null);
                }
                if (race.hasEnded()) {
                    record.ended(step, abort, now);
                    return new Result(List.of(), abort, record.report());
                }
                sleep(step, now);
            }
        } finally {
            resolution.cancel();
        }
    }

    private void cancel() {
        cancelled = true;
        LockSupport.unpark(caller);
    }

    private void sleep(Step step, long now) {
        long left = plan.timeoutNanos() - (now - startedAt);
        if (step instanceof Step.Sleep sleep) {
            left = Math.min(left, sleep.until() - now);
        }
        // News may have come since: then the permit is there, or hasNews sees it.
        if (!resolution.hasNews()) {
            LockSupport.parkNanos(this, left);
        }
    }
}
