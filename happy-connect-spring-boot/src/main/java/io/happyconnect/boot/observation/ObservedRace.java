package io.happyconnect.boot.observation;

import io.happyconnect.candidate.Candidate;
import io.happyconnect.observe.AnswerReport;
import io.happyconnect.observe.AttemptReport;
import io.happyconnect.observe.RaceOutcome;
import io.happyconnect.observe.RaceReport;
import io.happyconnect.observe.RaceStart;
import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationRegistry;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The observations of one race. Its events come one at a time, on several threads: so the parent is always given. */
final class ObservedRace {

    private final RaceStart race;
    private final ObservationRegistry registry;
    private final RaceConventions conventions;
    private final RaceContext context;
    private final Observation observation;
    private final Map<Integer, Attempt> attempts = new HashMap<>();
    private @Nullable LookupContext lookupContext;
    private @Nullable Observation lookup;

    private record Attempt(AttemptContext context, Observation observation) {}

    private ObservedRace(
            RaceContext context, Observation observation, ObservationRegistry registry, RaceConventions conventions) {
        this.race = context.race();
        this.context = context;
        this.observation = observation;
        this.registry = registry;
        this.conventions = conventions;
    }

    /** {@return the observations of a race that begins on this thread; null if nobody wants them} */
    static @Nullable ObservedRace start(RaceStart race, ObservationRegistry registry, RaceConventions conventions) {
        RaceContext context = new RaceContext(race);
        Observation caller = registry.getCurrentObservation();
        if (caller != null) {
            // Before the observation is made, so that predicates see whose it is.
            context.setParentObservation(caller);
        }
        Observation observation = RaceObservation.RACE.observation(
                conventions.race(), RaceConventions.DEFAULT_RACE, () -> context, registry);
        if (observation.isNoop()) {
            return null;
        }
        observation.start();
        return new ObservedRace(context, observation, registry, conventions);
    }

    void lookupStarted() {
        LookupContext begun = new LookupContext(race);
        begun.setParentObservation(observation);
        lookupContext = begun;
        lookup = RaceObservation.LOOKUP
                .observation(conventions.lookup(), RaceConventions.DEFAULT_LOOKUP, () -> begun, registry)
                .parentObservation(observation)
                .start();
    }

    void answered(AnswerReport answer) {
        if (lookup == null || lookupContext == null) {
            return;
        }
        lookupContext.answer(answer);
        if (!answer.candidates().isEmpty()) {
            endLookup();
        }
    }

    private void endLookup() {
        Observation running = lookup;
        if (running == null || lookupContext == null) {
            return;
        }
        lookup = null;
        lookupContext.end();
        AnswerReport answer = lookupContext.answer();
        if (answer != null && answer.failure() != null) {
            running.error(answer.failure());
        }
        running.stop();
    }

    void attemptStarted(int index, Candidate candidate) {
        AttemptContext begun = new AttemptContext(race, index, candidate);
        begun.setParentObservation(observation);
        Observation attempt = RaceObservation.ATTEMPT
                .observation(conventions.attempt(), RaceConventions.DEFAULT_ATTEMPT, () -> begun, registry)
                .parentObservation(observation)
                .start();
        attempts.put(index, new Attempt(begun, attempt));
    }

    void attemptEnded(AttemptReport report) {
        Attempt attempt = attempts.remove(report.index());
        if (attempt == null) {
            return;
        }
        attempt.context().end(report);
        if (report.failed()) {
            Throwable failure = report.failure();
            attempt.observation().error(failure == null ? new UnconnectedException(report.describe(), null) : failure);
        }
        attempt.observation().stop();
    }

    void ended(RaceReport report) {
        endLookup();
        context.end(report);
        if (report.outcome() != RaceOutcome.CONNECTED && report.outcome() != RaceOutcome.CANCELLED) {
            observation.error(new UnconnectedException(
                    report.summary(),
                    report.decisiveFailure().map(AttemptReport::failure).orElse(null)));
        }
        observation.stop();
    }
}
