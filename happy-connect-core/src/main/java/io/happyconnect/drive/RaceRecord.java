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
import io.happyconnect.race.SortedCandidates;
import io.happyconnect.race.Step;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Tells the listener what happens in one race and keeps what its report needs.
 *
 * <p>Without a listener and without a failure it makes nothing: reports are built when somebody asks. Guarded by the lock
 * of its race; after the end of the race nothing but {@link #discarded} is called.
 */
final class RaceRecord {

    private final RaceStarts starts;
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

    RaceRecord(RaceStarts starts, RaceListener listener, RacePlan plan, Race race, long startedAt) {
        this.starts = starts;
        this.listener = listener;
        this.plan = plan;
        this.race = race;
        this.startedAt = startedAt;
    }

    /** {@return which race it is} */
    RacePlan plan() {
        return plan;
    }

    /** {@return when the race started} */
    long startedAt() {
        return startedAt;
    }

    /** {@return the time on the clock of the race} */
    long now() {
        return starts.platform().now();
    }

    @SuppressWarnings("ReferenceEquality") // NONE is an identity
    private boolean isHeard() {
        return listener != RaceListener.NONE;
    }

    private RaceStart start() {
        RaceStart known = start;
        if (known == null) {
            known = starts.next(plan.target(), startedAt);
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

    /** The resolver need not be asked: this is what it knew when the race started. */
    void knew(SortedCandidates answered) {
        if (isHeard() && plan.known() == null) {
            listener.answerReceived(start(), reportOf(answered));
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

    /** The race ended now; how is recorded later. */
    void endsAt(long now) {
        endedAt = now;
    }

    /** How the race ended; attempts that were dropped end with it. */
    void ended(Step end, @Nullable Abort abort) {
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
                    answers(),
                    attempts);
            report = made;
        }
        return made;
    }

    private List<AnswerReport> answers() {
        SortedCandidates knew = plan.answered();
        return knew != null && plan.known() == null && !race.candidates().isEmpty()
                ? List.of(reportOf(knew))
                : answers.stream().map(this::reportOf).toList();
    }

    private static AnswerReport reportOf(SortedCandidates knew) {
        return new AnswerReport(null, Duration.ZERO, knew.asResolved(), List.of(), null);
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
