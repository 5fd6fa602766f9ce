package io.happyconnect.drive;

import io.happyconnect.observe.AnswerReport;
import io.happyconnect.observe.AttemptOutcome;
import io.happyconnect.observe.AttemptReport;
import io.happyconnect.observe.FailureCause;
import io.happyconnect.observe.RaceListener;
import io.happyconnect.observe.RaceOutcome;
import io.happyconnect.observe.RaceReport;
import io.happyconnect.observe.RaceStart;
import io.happyconnect.race.Attempt;
import io.happyconnect.race.Race;
import io.happyconnect.race.Step;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * Tells the listener what happens in one race and keeps what its report needs.
 *
 * <p>Without a listener and without a failure it makes nothing: reports are built when somebody asks. Guarded by the lock
 * of its race; after the end of the race nothing but {@link #discarded} is called.
 */
final class RaceRecord {

    private final Platform platform;
    private final String connector;
    private final AtomicLong ids;
    private final RaceListener listener;
    private final RacePlan plan;
    private final Race race;
    private final long startedAt;
    private List<Answer> answers = List.of();
    private @Nullable Throwable @Nullable [] failures;
    private @Nullable RaceStart start;
    private long endedAt;
    private @Nullable RaceOutcome outcome;
    private @Nullable RaceReport report;

    RaceRecord(
            Platform platform,
            String connector,
            AtomicLong ids,
            RaceListener listener,
            RacePlan plan,
            Race race,
            long startedAt) {
        this.platform = platform;
        this.connector = connector;
        this.ids = ids;
        this.listener = listener;
        this.plan = plan;
        this.race = race;
        this.startedAt = startedAt;
    }

    /** {@return the time on the clock of the race} */
    long now() {
        return platform.now();
    }

    @SuppressWarnings("ReferenceEquality") // NONE is an identity
    private boolean isHeard() {
        return listener != RaceListener.NONE;
    }

    private RaceStart start() {
        RaceStart known = start;
        if (known == null) {
            known = new RaceStart(ids.incrementAndGet(), connector, plan.target(), platform.instantOf(startedAt));
            start = known;
        }
        return known;
    }

    void started() {
        if (isHeard()) {
            listener.raceStarted(start());
            if (plan.known() == null) {
                listener.lookupStarted(start());
            }
        }
    }

    void answered(Answer answer) {
        if (answers.isEmpty()) {
            answers = List.of(answer);
        } else {
            answers = new ArrayList<>(answers);
            answers.add(answer);
        }
        if (isHeard()) {
            listener.answerReceived(start(), reportOf(answer));
        }
    }

    void sorted() {
        if (isHeard()) {
            listener.candidatesSorted(start(), List.copyOf(race.candidates()));
        }
    }

    void attemptStarted(Attempt attempt) {
        if (isHeard()) {
            listener.attemptStarted(start(), attempt.index(), attempt.candidate());
        }
    }

    /** An attempt ended while the race goes on, or as its winner. */
    void attemptEnded(Attempt attempt, @Nullable Throwable failure) {
        if (failure != null) {
            @Nullable Throwable[] known = failures == null ? new Throwable[2] : failures;
            if (attempt.index() >= known.length) {
                known = Arrays.copyOf(known, Math.max(known.length * 2, attempt.index() + 1));
            }
            known[attempt.index()] = failure;
            failures = known;
        }
        if (isHeard()) {
            listener.attemptEnded(start(), reportOf(attempt));
        }
    }

    /** The race ended; attempts that were dropped end with it. */
    void ended(Step end, @Nullable Abort abort, long now) {
        endedAt = now;
        outcome = outcomeOf(end, abort);
        if (!isHeard()) {
            return;
        }
        for (Attempt attempt : race.attempts()) {
            if (attempt.state() == Attempt.State.DROPPED) {
                listener.attemptEnded(start(), reportOf(attempt));
            }
        }
        listener.raceEnded(report());
    }

    private static RaceOutcome outcomeOf(Step end, @Nullable Abort abort) {
        if (!(end instanceof Step.Lost lost)) {
            return RaceOutcome.CONNECTED;
        }
        return switch (lost.reason()) {
            case ALL_FAILED -> RaceOutcome.FAILED;
            case NO_ADDRESSES, RESOLUTION_FAILED -> RaceOutcome.UNRESOLVED;
            case DEADLINE -> RaceOutcome.TIMED_OUT;
            case CANCELLED -> abort == Abort.NO_DESCRIPTORS ? RaceOutcome.FAILED : RaceOutcome.CANCELLED;
        };
    }

    /** A loser connected after all. */
    void discarded(Attempt attempt) {
        if (isHeard()) {
            listener.socketDiscarded(start(), attempt.candidate());
        }
    }

    /** The report; only after the end. */
    RaceReport report() {
        RaceReport made = report;
        if (made == null) {
            if (outcome == null) {
                throw new IllegalStateException("the race has not ended");
            }
            List<AttemptReport> attempts = new ArrayList<>();
            for (Attempt attempt : race.attempts()) {
                attempts.add(reportOf(attempt));
            }
            made = new RaceReport(
                    start(),
                    outcome,
                    since(startedAt, endedAt),
                    plan.settings().connectionAttemptDelay(),
                    answers.stream().map(this::reportOf).toList(),
                    attempts);
            report = made;
        }
        return made;
    }

    private AnswerReport reportOf(Answer answer) {
        return new AnswerReport(
                answer.family(),
                since(startedAt, answer.at()),
                answer.candidates(),
                answer.refused(),
                answer.failure());
    }

    private AttemptReport reportOf(Attempt attempt) {
        @Nullable Throwable[] known = failures;
        Throwable failure = known == null || attempt.index() >= known.length ? null : known[attempt.index()];
        AttemptOutcome how = outcomeOf(attempt);
        FailureCause cause =
                how == AttemptOutcome.TIMED_OUT ? FailureCause.TIMED_OUT : failure == null ? null : causeOf(failure);
        return new AttemptReport(
                attempt.index(),
                attempt.candidate(),
                since(startedAt, attempt.startedAt()),
                since(attempt.startedAt(), attempt.endedAt()),
                how,
                cause,
                failure);
    }

    private static FailureCause causeOf(Throwable failure) {
        return failure instanceof NoChannelException ? FailureCause.OTHER : FailureCause.of(failure);
    }

    private AttemptOutcome outcomeOf(Attempt attempt) {
        return switch (attempt.state()) {
            case CONNECTED -> AttemptOutcome.WON;
            case FAILED, FAILED_LOCALLY -> AttemptOutcome.FAILED;
            case TIMED_OUT -> AttemptOutcome.TIMED_OUT;
            case DROPPED -> dropped();
            case RUNNING -> throw new IllegalStateException("attempt " + attempt + " has not ended");
        };
    }

    private AttemptOutcome dropped() {
        if (outcome == RaceOutcome.CONNECTED) {
            return AttemptOutcome.LOST;
        }
        return outcome == RaceOutcome.TIMED_OUT ? AttemptOutcome.TIMED_OUT : AttemptOutcome.CANCELLED;
    }

    private static Duration since(long from, long to) {
        return Duration.ofNanos(to - from);
    }
}
