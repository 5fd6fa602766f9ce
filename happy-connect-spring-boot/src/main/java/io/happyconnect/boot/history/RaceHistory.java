package io.happyconnect.boot.history;

import io.happyconnect.candidate.Candidate;
import io.happyconnect.name.Target;
import io.happyconnect.observe.AttemptReport;
import io.happyconnect.observe.RaceListener;
import io.happyconnect.observe.RaceReport;
import io.happyconnect.observe.RaceStart;
import java.time.Clock;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Remembers past races: the last ones one by one, and of the targets that were connected to last, and of their addresses,
 * whether they work. Bounded in memory whatever is connected to. Safe for any thread; recording takes no lock, and about a
 * microsecond a race.
 */
public final class RaceHistory implements RaceListener {

    private final HistoryLimits limits;
    private final Set<Target> critical;
    private final Clock clock;
    private final AtomicInteger activeRaces = new AtomicInteger();
    private final AtomicInteger activeAttempts = new AtomicInteger();
    private volatile Memory memory;

    /**
     * An empty history.
     *
     * @param limits how much it remembers
     * @param critical targets that are never forgotten in favour of others
     * @param clock tells how long ago something was when somebody asks
     */
    public RaceHistory(HistoryLimits limits, Collection<Target> critical, Clock clock) {
        this.limits = limits;
        this.critical = Set.copyOf(critical);
        this.clock = clock;
        this.memory = fresh();
    }

    private Memory fresh() {
        return new Memory(clock.instant(), limits, critical::contains);
    }

    @Override
    public void raceStarted(RaceStart race) {
        activeRaces.incrementAndGet();
    }

    @Override
    public void attemptStarted(RaceStart race, int index, Candidate candidate) {
        activeAttempts.incrementAndGet();
    }

    @Override
    public void attemptEnded(RaceStart race, AttemptReport attempt) {
        activeAttempts.decrementAndGet();
    }

    @Override
    public void raceEnded(RaceReport report) {
        activeRaces.decrementAndGet();
        memory.ended(report);
    }

    /** {@return how much this history remembers} */
    public HistoryLimits limits() {
        return limits;
    }

    /** {@return how many races run now} */
    public int activeRaces() {
        return activeRaces.get();
    }

    /** {@return how many attempts run now} */
    public int activeAttempts() {
        return activeAttempts.get();
    }

    /** {@return all races since the start, or since the history was cleared} */
    public Totals totals() {
        return memory.totals();
    }

    /** {@return both families} */
    public List<FamilySummary> families() {
        return memory.families(clock.millis());
    }

    /** {@return the targets, the one that was connected to last first} */
    public List<TargetSummary> targets() {
        return memory.targets(clock.millis()).stream()
                .sorted(Comparator.comparing(TargetSummary::lastUsedAt).reversed())
                .toList();
    }

    /** {@return the last races, the newest first} */
    public List<RaceEntry> recentRaces() {
        return memory.recentRaces();
    }

    /** Forgets everything. What runs now is remembered when it ends. */
    public void clear() {
        memory = fresh();
    }
}
