package io.happyconnect.simulation;

import io.happyconnect.candidate.AddressCandidate;
import io.happyconnect.candidate.Candidate;
import io.happyconnect.observe.AnswerReport;
import io.happyconnect.observe.AttemptOutcome;
import io.happyconnect.observe.AttemptReport;
import io.happyconnect.observe.FailureCause;
import io.happyconnect.observe.RaceOutcome;
import io.happyconnect.observe.RaceReport;
import io.happyconnect.simulation.RaceCase.Told;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;

/** Whether the report of a race says what its network, its resolver and its user have seen. */
final class RaceChecks {

    /** So many candidates of an answer are taken without a closer look. */
    private static final int UNTHINNED = 500;

    /** So long the selector's thread may be deaf, twice, shortly before a timer: once before it knows of a channel and once after. */
    private static final long DEAF = 2 * 250 * Fates.MICRO;

    private final World world;
    private final RaceCase race;
    private final RaceReport report;
    private final Timeline timeline;
    private final long tolerance;
    private final long endedAt;

    RaceChecks(World world, RaceCase race, RaceReport report, Timeline timeline) {
        this.world = world;
        this.race = race;
        this.report = report;
        this.timeline = timeline;
        this.tolerance = world.settings().tolerance();
        this.endedAt = race.startedAt() + report.elapsed().toNanos();
    }

    void check() {
        theDeadlineIsKept();
        theOutcomeIsTheOneThatWasSeen();
        everyAttemptIsOneThatWasSeen();
        everyAnswerIsOneThatWasTold();
        nobodyWaitsForAnAnswerInVain();
        noAnswerOfTheNetworkIsOverheard();
        triedAreSomeThatWereFound();
        new PaceChecks(world, race, report, timeline).check();
    }

    private void theDeadlineIsKept() {
        long late = endedAt - race.deadline();
        expect(late <= tolerance + PaceChecks.SIGN, "ended " + late + " ns after the deadline");
        expect(report.outcome() != RaceOutcome.TIMED_OUT || late >= -tolerance, "timed out " + -late + " ns early");
    }

    private void theOutcomeIsTheOneThatWasSeen() {
        boolean isWon = report.outcome() == RaceOutcome.CONNECTED;
        expect(isWon == report.winner().isPresent(), "a winner and " + report.outcome());
        expect(isWon == (race.delivered() != null) || race.isAnsweredByUser(), "delivered, but " + report.outcome());
        switch (report.outcome()) {
            case CANCELLED ->
                expect(
                        race.isCancelled() || (world.isClosed() && world.closedAt() - endedAt <= tolerance),
                        "cancelled by nobody");
            case UNRESOLVED -> {
                expect(candidates().isEmpty(), "addresses, but unresolved");
                expect(report.attempts().isEmpty(), "attempts, but unresolved");
            }
            case FAILED -> expect(ranOut() || triedAll(), "failed, but not all were tried");
            default -> {}
        }
        if (report.outcome() == RaceOutcome.FAILED && !ranOut()) {
            expect(report.attempts().stream().allMatch(AttemptReport::failed), "failed, but not every attempt did");
            expect(race.known != null || allAnswered(), "failed, but answers were to come");
        }
    }

    /** Without descriptors, selectors or threads a race fails, whatever it has tried. */
    private boolean ranOut() {
        return world.settings().runsOutOfDescriptors;
    }

    private boolean triedAll() {
        return report.attempts().size() == candidates().size()
                || report.attempts().size() > UNTHINNED;
    }

    private boolean allAnswered() {
        Set<Object> families = new HashSet<>();
        for (Told told : race.told) {
            if (told.at() - endedAt <= tolerance) {
                if (told.isDone()) {
                    return true;
                }
                if (told.family() != null) {
                    families.add(told.family());
                }
            }
        }
        return families.size() == 2;
    }

    private Set<Candidate> candidates() {
        Set<Candidate> candidates = new HashSet<>();
        if (race.known != null) {
            race.known.stream().filter(this::isAdmitted).forEach(candidates::add);
        }
        report.answers().forEach(answer -> candidates.addAll(answer.candidates()));
        return candidates;
    }

    private boolean isAdmitted(Candidate candidate) {
        return !world.settings().hasFilter || !PickyFilter.refuses(((AddressCandidate) candidate).address());
    }

    private void triedAreSomeThatWereFound() {
        Set<Candidate> tried = new HashSet<>();
        Set<Candidate> candidates = candidates();
        for (AttemptReport attempt : report.attempts()) {
            expect(tried.add(attempt.candidate()), "tried twice: " + attempt.candidate());
            expect(candidates.contains(attempt.candidate()), "tried a stranger: " + attempt.candidate());
            expect(isAdmitted(attempt.candidate()), "tried what the filter refuses: " + attempt.candidate());
        }
    }

    private void everyAttemptIsOneThatWasSeen() {
        int dialled = 0;
        for (AttemptReport attempt : report.attempts()) {
            if (hasNoChannel(attempt)) {
                expect(attempt.elapsed().toNanos() <= tolerance, "no channel, after a while: " + attempt);
            } else if (dialled == race.dials.size()) {
                expect(false, "an attempt that the network has not seen: " + attempt);
            } else {
                compare(attempt, race.dials.get(dialled++));
            }
        }
        expect(dialled == race.dials.size(), "the network has seen " + race.dials.size() + " attempts, not " + dialled);
    }

    private boolean hasNoChannel(AttemptReport attempt) {
        if (attempt.failure() != null) {
            return world.network().hasFailedToOpen(attempt.failure());
        }
        // The deadline may pass between the start of an attempt and the failure to open its channel, which nobody asks
        // for then.
        boolean mayFail = !world.settings().hasIpv6 || world.settings().runsOutOfDescriptors;
        return mayFail
                && attempt.outcome() != AttemptOutcome.WON
                && endedAt - start(attempt) <= tolerance
                && race.dials.stream().noneMatch(dial -> dial.remote().equals(addressOf(attempt)));
    }

    private static InetSocketAddress addressOf(AttemptReport attempt) {
        return ((AddressCandidate) attempt.candidate()).socketAddress();
    }

    private long start(AttemptReport attempt) {
        return race.startedAt() + attempt.startedAfter().toNanos();
    }

    private void compare(AttemptReport attempt, SimulatedChannel dial) {
        long started = start(attempt);
        long ended = started + attempt.elapsed().toNanos();
        expect(addressOf(attempt).equals(dial.remote()), "dialled " + dial + " for " + attempt);
        expectAbout(started, dial.connectedAt, "start of " + attempt);
        boolean isTooLate = dial.toldAt - ended >= -tolerance; // a failure at the deadline is one after it
        expect(attempt.failure() == dial.told || isTooLate, "another failure: " + attempt + " for " + dial.told);
        FailureCause cause = dial.told == null ? null : FailureCause.of(dial.told);
        switch (attempt.outcome()) {
            case WON -> {
                expect(dial.isTold && dial.told == null, "won without a connection");
                expectAbout(ended, dial.toldAt, "win of " + attempt);
                expect(dial == race.delivered() || race.isAnsweredByUser(), "another channel was delivered");
            }
            case FAILED -> {
                expect(dial.told != null, "failed without a failure: " + attempt);
                expectAbout(ended, dial.toldAt, "failure of " + attempt);
                expect(attempt.cause() == cause, "failed by " + cause + ", but " + attempt);
            }
            case TIMED_OUT -> {
                expectClosed(dial, ended, attempt);
                long timeout = Objects.requireNonNullElse(world.settings().race.attemptTimeout(), Duration.ofDays(1))
                        .toNanos();
                boolean isOwn = attempt.elapsed().toNanos() >= timeout
                        && attempt.elapsed().toNanos() <= timeout + tolerance + PaceChecks.SIGN;
                expect(isOwn || report.outcome() == RaceOutcome.TIMED_OUT, "timed out for no reason: " + attempt);
            }
            case LOST, CANCELLED -> {
                expectClosed(dial, ended, attempt);
                expectAbout(ended, endedAt, "end of the race and of " + attempt);
                expect(
                        (attempt.outcome() == AttemptOutcome.LOST) == (report.outcome() == RaceOutcome.CONNECTED),
                        "no loser: " + attempt);
            }
        }
    }

    private void expectClosed(SimulatedChannel dial, long at, AttemptReport attempt) {
        expect(!dial.isOpen(), "open: " + attempt);
        long late = dial.closedAt - at;
        expect(late >= -tolerance && late <= tolerance + DEAF, "closed " + late + " ns late: " + attempt);
    }

    /** Every answer of the network is noticed at once, unless the channel was closed before. */
    private void noAnswerOfTheNetworkIsOverheard() {
        for (SimulatedChannel dial : race.dials) {
            if (dial.hasAnswer()) {
                long noticedAt = dial.isTold ? dial.toldAt : dial.closedAt;
                expect(
                        noticedAt - dial.answeredAt <= tolerance + DEAF,
                        "an answer from " + dial + " was noticed after " + (noticedAt - dial.answeredAt) + " ns");
            }
        }
    }

    private void everyAnswerIsOneThatWasTold() {
        List<AnswerReport> answers = report.answers();
        int next = 0;
        for (Told told : race.told) {
            if (told.isDone()) {
                break;
            }
            if (told.found().size() > UNTHINNED) {
                return;
            }
            if (next == answers.size()) {
                expect(endedAt - told.at() <= tolerance, "an answer that was not heard: " + told);
                return;
            }
            compare(answers.get(next++), told);
        }
        expect(
                next == answers.size() || race.known != null,
                "an answer that nobody gave: " + answers.subList(next, answers.size()));
    }

    private void nobodyWaitsForAnAnswerInVain() {
        if (race.known == null && race.told.isEmpty() && world.answersAll()) {
            long waited = endedAt - race.startedAt();
            expect(waited <= SimulatedPlatformLookup.LONGEST + tolerance, "no answer within " + waited + " ns");
        }
    }

    private void compare(AnswerReport answer, Told told) {
        expect(answer.family() == told.family(), "another family: " + answer + " for " + told);
        expect((answer.failure() == null) == (told.failure() == null), "another failure: " + answer + " for " + told);
        expect(
                answer.candidates()
                        .equals(told.found().stream()
                                .filter(Objects::nonNull)
                                .filter(this::isAdmitted)
                                .toList()),
                "other candidates: " + answer + " for " + told);
        expectAbout(race.startedAt() + answer.after().toNanos(), told.at(), "time of " + answer);
    }

    private void expectAbout(long said, long seen, String what) {
        long off = said - seen;
        expect(off <= tolerance && off >= -tolerance, "off by " + off + " ns: " + what);
    }

    private void expect(boolean holds, String otherwise) {
        if (!holds) {
            timeline.violated(race + ": " + otherwise);
        }
    }
}
