package io.happyconnect.drive;

import io.happyconnect.candidate.AddressCandidate;
import io.happyconnect.candidate.Candidate;
import io.happyconnect.observe.RaceListener;
import io.happyconnect.race.Race;
import io.happyconnect.race.SortedCandidates;
import io.happyconnect.race.Step;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * Resolves and orders without dialling: a race that is over as soon as it may start. So a lookup waits for the preferred
 * family exactly as a race does.
 */
final class BlockingLookup extends Watchdog.Watched {

    private final RacePlan plan;
    private final Watchdog watchdog;
    private final Thread caller = Thread.currentThread();
    private final long startedAt = Clock.now();
    private final Race race;
    private final RaceRecord record;
    private final ResolutionFacts resolution;
    private volatile @Nullable Abort ended;

    BlockingLookup(String connector, RacePlan plan, Watchdog watchdog) {
        this.plan = plan;
        this.watchdog = watchdog;
        this.race = new Race(plan.settings());
        RaceStarts starts = new RaceStarts(connector, new AtomicLong(), Platform.SYSTEM);
        this.record = new RaceRecord(starts, RaceListener.NONE, plan, race, startedAt);
        this.resolution = new ResolutionFacts(plan, race, record, () -> LockSupport.unpark(caller));
    }

    LookupResult run() {
        if (!watchdog.link(this, startedAt)) {
            ended = Abort.CONNECTOR_CLOSED;
        }
        try {
            plan.onStart().accept(() -> end(Abort.CANCELLED));
            if (ended == null) {
                resolve();
            }
            return await();
        } finally {
            watchdog.unlink(this);
            resolution.cancel();
        }
    }

    private void resolve() {
        SortedCandidates answered = plan.answered();
        if (answered == null) {
            resolution.begin();
        } else {
            ResolutionFacts.tell(answered, startedAt, race, record);
        }
    }

    private LookupResult await() {
        for (; ; ) {
            resolution.sort();
            resolution.tellRace();
            long now = Clock.now();
            Abort abort = ended == null && caller.isInterrupted() ? Abort.INTERRUPTED : ended;
            if (abort != null) {
                race.cancelled(now);
            } else if (now - startedAt >= plan.timeoutNanos()) {
                race.expired(now);
            }
            Step step = race.next(now);
            if (step instanceof Step.Start) {
                return found(now);
            }
            if (race.hasEnded()) {
                return nothing(step, abort, now);
            }
            sleep(step, now);
        }
    }

    /** Addresses only: a port of their own, a tunnel or a proxy would be lost. */
    private LookupResult found(long now) {
        List<AddressCandidate> addresses = new ArrayList<>();
        for (Candidate candidate : race.candidates()) {
            if (candidate instanceof AddressCandidate address
                    && address.port() == plan.target().port()) {
                addresses.add(address);
            }
        }
        race.cancelled(now);
        return addresses.isEmpty()
                ? nothing(new Step.Lost(Step.Reason.NO_ADDRESSES), null, now)
                : new LookupResult(List.copyOf(addresses), null, null);
    }

    private LookupResult nothing(Step end, @Nullable Abort abort, long now) {
        record.endsAt(now);
        record.ended(end, abort);
        return new LookupResult(List.of(), abort, record.report());
    }

    private void sleep(Step step, long now) {
        long left = plan.timeoutNanos() - (now - startedAt);
        if (step instanceof Step.Sleep sleep) {
            left = Math.min(left, sleep.until() - now);
        }
        // What came since is either seen here or has left its permit.
        if (!resolution.hasNews()) {
            LockSupport.parkNanos(this, left);
        }
    }

    // The caller is parked and hears interrupts and its deadline itself.
    @Override
    long visit(long now) {
        return now + Watchdog.TICK;
    }

    @Override
    void closed() {
        end(Abort.CONNECTOR_CLOSED);
    }

    private void end(Abort why) {
        ended = why;
        LockSupport.unpark(caller);
    }
}
