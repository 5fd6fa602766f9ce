package io.happyconnect.boot.observation;

import io.happyconnect.candidate.Candidate;
import io.happyconnect.observe.AnswerReport;
import io.happyconnect.observe.AttemptReport;
import io.happyconnect.observe.RaceListener;
import io.happyconnect.observe.RaceReport;
import io.happyconnect.observe.RaceStart;
import io.micrometer.observation.ObservationRegistry;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Makes an observation of every race, below that of the caller, and below it one of its lookup and one of each attempt. A
 * predicate of the registry that refuses a race refuses what is below it, too. Safe for any thread.
 */
public final class RaceObservations implements RaceListener {

    static final String UNKNOWN = "unknown";

    private final Supplier<@Nullable ObservationRegistry> source;
    private final RaceConventions conventions;
    private final Map<RaceStart, ObservedRace> running = new ConcurrentHashMap<>();
    private volatile @Nullable ObservationRegistry known;

    /**
     * Observations with these names and keys, unless a global convention of the registry says otherwise.
     *
     * @param source gives the registry, or {@code null} while there is none; asked until it gives one, by
     *     any thread, so it must not block: what exports observations may depend on what connects
     * @param conventions names and keys
     */
    public RaceObservations(Supplier<@Nullable ObservationRegistry> source, RaceConventions conventions) {
        this.source = source;
        this.conventions = conventions;
    }

    @Override
    public void raceStarted(RaceStart race) {
        ObservationRegistry registry = registry();
        if (registry == null || registry.isNoop()) {
            return;
        }
        ObservedRace observed = ObservedRace.start(race, registry, conventions);
        if (observed != null) {
            running.put(race, observed);
        }
    }

    private @Nullable ObservationRegistry registry() {
        ObservationRegistry registry = known;
        if (registry == null) {
            registry = source.get();
            known = registry;
        }
        return registry;
    }

    @Override
    public void lookupStarted(RaceStart race) {
        ObservedRace observed = running.get(race);
        if (observed != null) {
            observed.lookupStarted();
        }
    }

    @Override
    public void answerReceived(RaceStart race, AnswerReport answer) {
        ObservedRace observed = running.get(race);
        if (observed != null) {
            observed.answered(answer);
        }
    }

    @Override
    public void attemptStarted(RaceStart race, int index, Candidate candidate) {
        ObservedRace observed = running.get(race);
        if (observed != null) {
            observed.attemptStarted(index, candidate);
        }
    }

    @Override
    public void attemptEnded(RaceStart race, AttemptReport attempt) {
        ObservedRace observed = running.get(race);
        if (observed != null) {
            observed.attemptEnded(attempt);
        }
    }

    @Override
    public void raceEnded(RaceReport report) {
        ObservedRace observed = running.remove(report.start());
        if (observed != null) {
            observed.ended(report);
        }
    }
}
