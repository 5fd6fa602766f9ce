package io.happyconnect.simulation;

import io.happyconnect.candidate.AddressFamily;
import io.happyconnect.candidate.Candidate;
import io.happyconnect.observe.AnswerReport;
import io.happyconnect.observe.AttemptOutcome;
import io.happyconnect.observe.AttemptReport;
import io.happyconnect.observe.FailureCause;
import io.happyconnect.observe.RaceReport;
import io.happyconnect.simulation.RaceCase.Told;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Whether the attempts of a race started when they were due: not before, and not after. All times are since its start. */
final class PaceChecks {

    private static final long FLOOR = 10 * Fates.MILLI;

    /** Between the moment in which a socket is granted and the one in which it is opened, nobody outside sees that it is taken. */
    private static final long GRANTED = Fates.MILLI;

    /** What is due when the clock shows the number that says "never" is due a nanosecond later. */
    static final long SIGN = 1;

    private static final long NEVER = Long.MAX_VALUE / 4;

    private final World world;
    private final RaceCase race;
    private final RaceReport report;
    private final Timeline timeline;
    private final long delay;
    private final boolean isLimited;
    private final long tolerance;

    PaceChecks(World world, RaceCase race, RaceReport report, Timeline timeline) {
        this.world = world;
        this.race = race;
        this.report = report;
        this.timeline = timeline;
        this.delay = world.settings().race.connectionAttemptDelay().toNanos();
        this.isLimited = world.settings().maxSocketsInFlight < 1_000;
        this.tolerance = world.settings().tolerance() + (isLimited ? GRANTED : 0);
    }

    void check() {
        List<AttemptReport> attempts = report.attempts();
        for (int i = 0; i < attempts.size(); i++) {
            AttemptReport attempt = attempts.get(i);
            long at = start(attempt);
            expect(at <= report.elapsed().toNanos(), "started after the end: " + attempt);
            long may = mayStart(i, at);
            expect(at >= may, "started " + (may - at) + " ns early: " + attempt);
            limitIsKept(i, at);
            long must = mustStart(i, at, knownAt(attempt.candidate()));
            expect(at - must <= tolerance + SIGN, "started " + (at - must) + " ns late: " + attempt);
        }
        nothingIsLeftUntried();
    }

    /** Not before what came before it allows. */
    private long mayStart(int index, long at) {
        if (index == 0) {
            return firstAllowed() - tolerance;
        }
        long earliest = Long.MIN_VALUE;
        for (AttemptReport before : report.attempts().subList(0, index)) {
            if (!isLocal(before) || end(before) > at) {
                boolean hasFailure = failedBetween(start(before), at);
                earliest = start(before)
                        + (!hasFailure ? delay : before.candidate().isLoopback() ? 0 : FLOOR);
            }
        }
        return earliest;
    }

    /** By then at the latest, as nothing else was in its way. */
    private long mustStart(int index, long at, long knownAt) {
        long latest = Math.max(knownAt, firstAllowed());
        if (isLimited) {
            long full = world.network().fullTimes().lastBefore(race.startedAt() + at) - race.startedAt();
            latest = Math.max(latest, full);
        }
        AttemptReport last = null;
        for (AttemptReport before : report.attempts().subList(0, index)) {
            if (isLocal(before) && end(before) <= at) {
                latest = Math.max(latest, end(before));
            } else {
                last = before;
            }
            if (world.settings().race.maxConcurrentAttempts() < Integer.MAX_VALUE && end(before) <= at) {
                latest = Math.max(latest, end(before));
            }
        }
        if (last == null) {
            return latest;
        }
        long due = start(last) + delay;
        for (AttemptReport before : report.attempts().subList(0, index)) {
            // Another's failure in the moment of the start came before it, or there would have been no start.
            boolean isAfter = before == last || end(before) > start(last);
            if (isNetworkFailure(before) && isAfter && end(before) <= at) {
                due = Math.min(
                        due,
                        Math.max(end(before), start(last) + (last.candidate().isLoopback() ? 0 : FLOOR)));
            }
        }
        return Math.max(latest, due);
    }

    /** When a first attempt may start: RFC 8305 section 3. */
    private long firstAllowed() {
        if (race.known != null) {
            return 0;
        }
        AddressFamily awaited = awaited();
        long firstCandidate = NEVER;
        long settled = NEVER;
        for (AnswerReport answer : report.answers()) {
            long at = answer.after().toNanos();
            if (!answer.candidates().isEmpty()) {
                firstCandidate = Math.min(firstCandidate, at);
            }
            boolean speaks = answer.family() == awaited
                    || answer.candidates().stream().anyMatch(each -> each.family() == awaited);
            settled = Math.min(settled, speaks ? at : NEVER);
        }
        for (Told told : race.told) {
            if (told.isDone()) {
                settled = Math.min(settled, told.at() - race.startedAt());
            }
        }
        long delayed = firstCandidate + world.settings().race.resolutionDelay().toNanos();
        return Math.max(firstCandidate, Math.min(settled, delayed));
    }

    private AddressFamily awaited() {
        AddressFamily preferred = world.settings().race.preferredFamily();
        return preferred == null ? world.settings().reachable : preferred;
    }

    private long knownAt(Candidate candidate) {
        if (race.known != null) {
            return 0;
        }
        for (AnswerReport answer : report.answers()) {
            if (answer.candidates().contains(candidate)) {
                return answer.after().toNanos();
            }
        }
        return NEVER;
    }

    private boolean failedBetween(long from, long to) {
        return report.attempts().stream()
                .anyMatch(each -> isNetworkFailure(each) && end(each) >= from && end(each) <= to);
    }

    private void limitIsKept(int index, long at) {
        int running = 1;
        for (AttemptReport before : report.attempts().subList(0, index)) {
            running += end(before) > at ? 1 : 0;
        }
        expect(running <= world.settings().race.maxConcurrentAttempts(), running + " attempts at once");
    }

    /** Whoever was known, was due and did not start has been forgotten. */
    private void nothingIsLeftUntried() {
        boolean isFull = report.attempts().stream()
                        .filter(each -> end(each) == report.elapsed().toNanos())
                        .count()
                >= world.settings().race.maxConcurrentAttempts();
        if (isFull || world.settings().runsOutOfDescriptors) {
            return;
        }
        long end = report.elapsed().toNanos();
        Set<Candidate> tried = new HashSet<>();
        report.attempts().forEach(attempt -> tried.add(attempt.candidate()));
        for (AnswerReport answer : report.answers()) {
            for (Candidate candidate : answer.candidates()) {
                if (!tried.contains(candidate)) {
                    long must = mustStart(
                            report.attempts().size(), end, answer.after().toNanos());
                    expect(end - must <= tolerance + SIGN, "for " + (end - must) + " ns nobody tried " + candidate);
                    return;
                }
            }
        }
    }

    private static boolean isNetworkFailure(AttemptReport attempt) {
        return attempt.failed() && !isLocal(attempt);
    }

    private static boolean isLocal(AttemptReport attempt) {
        FailureCause cause = attempt.cause();
        return attempt.outcome() == AttemptOutcome.FAILED
                && (cause == FailureCause.NETWORK_UNREACHABLE
                        || cause == FailureCause.ADDRESS_NOT_AVAILABLE
                        || cause == FailureCause.ADDRESS_FAMILY_NOT_SUPPORTED
                        || cause == FailureCause.TOO_MANY_OPEN_FILES);
    }

    private static long start(AttemptReport attempt) {
        return attempt.startedAfter().toNanos();
    }

    private static long end(AttemptReport attempt) {
        return start(attempt) + attempt.elapsed().toNanos();
    }

    private void expect(boolean holds, String otherwise) {
        if (!holds) {
            timeline.violated(race + ": " + otherwise);
        }
    }
}
