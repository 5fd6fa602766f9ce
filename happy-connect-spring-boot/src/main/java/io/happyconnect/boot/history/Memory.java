package io.happyconnect.boot.history;

import io.happyconnect.boot.label.Labels;
import io.happyconnect.candidate.AddressFamily;
import io.happyconnect.name.Target;
import io.happyconnect.observe.AnswerReport;
import io.happyconnect.observe.AttemptOutcome;
import io.happyconnect.observe.AttemptReport;
import io.happyconnect.observe.RaceOutcome;
import io.happyconnect.observe.RaceReport;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Everything that clearing forgets. */
final class Memory {

    private final Instant since;
    private final LongAdder succeeded = new LongAdder();
    private final LongAdder failed = new LongAdder();
    private final LongAdder cancelled = new LongAdder();
    private final LongAdder fallbacks = new LongAdder();
    private final Map<AddressFamily, FamilyHistory> families = new EnumMap<>(AddressFamily.class);
    private final RecentlyUsed<TargetKey, TargetHistory> targets;
    private final RecentRaces recent;

    Memory(Instant since, HistoryLimits limits, Predicate<Target> pinned) {
        this.since = since;
        this.recent = new RecentRaces(limits.recentRaces());
        this.targets = new RecentlyUsed<>(
                limits.maxTargets(), key -> new TargetHistory(key, pinned.test(key.target()), limits));
        for (AddressFamily family : AddressFamily.values()) {
            families.put(family, new FamilyHistory(family, limits.window()));
        }
    }

    void ended(RaceReport report) {
        count(report.outcome());
        AttemptReport winner = winner(report.attempts());
        if (winner != null && winner.index() > 0) {
            fallbacks.increment();
        }
        Instant at = report.startedAt().plus(report.elapsed());
        TargetHistory target = targets.of(new TargetKey(report.start().connector(), report.target()));
        List<AttemptEntry> entries = new ArrayList<>(report.attempts().size());
        AddressHistory winning = null;
        for (AttemptReport attempt : report.attempts()) {
            AddressHistory address = ended(attempt, winner, report, target, at);
            if (attempt.outcome() == AttemptOutcome.WON) {
                winning = address;
            }
            if (entries.size() < RaceEntry.MOST_KEPT) {
                entries.add(entry(attempt, address));
            }
        }
        target.ended(report, winning, at);
        if (recent.keepsAny()) {
            recent.add(entry(report, entries));
        }
    }

    private AddressHistory ended(
            AttemptReport attempt,
            @Nullable AttemptReport winner,
            RaceReport report,
            TargetHistory target,
            Instant at) {
        Verdict verdict = Verdict.on(attempt, winner, report.connectionAttemptDelay());
        AddressHistory address = target.address(attempt);
        address.ended(attempt, verdict, at);
        FamilyHistory family = address.family() == null ? null : families.get(address.family());
        if (family != null) {
            family.ended(attempt, verdict, at);
        }
        return address;
    }

    private void count(RaceOutcome outcome) {
        switch (outcome) {
            case CONNECTED -> succeeded.increment();
            case CANCELLED -> cancelled.increment();
            case FAILED, UNRESOLVED, TIMED_OUT -> failed.increment();
        }
    }

    private static @Nullable AttemptReport winner(List<AttemptReport> attempts) {
        for (AttemptReport attempt : attempts) {
            if (attempt.outcome() == AttemptOutcome.WON) {
                return attempt;
            }
        }
        return null;
    }

    private static RaceEntry entry(RaceReport report, List<AttemptEntry> attempts) {
        List<AnswerEntry> answers = new ArrayList<>(report.answers().size());
        for (AnswerReport answer : report.answers()) {
            if (answers.size() < RaceEntry.MOST_KEPT) {
                answers.add(entry(answer));
            }
        }
        return new RaceEntry(
                report.start().id(),
                report.start().connector(),
                report.target(),
                report.startedAt(),
                report.outcome(),
                Labels.errorType(report),
                report.elapsed(),
                report.connectionAttemptDelay(),
                answers,
                attempts,
                report.attempts().size());
    }

    private static AnswerEntry entry(AnswerReport answer) {
        return new AnswerEntry(
                Labels.of(answer.family()),
                answer.after(),
                answer.candidates().size(),
                answer.refused().size(),
                Labels.of(answer),
                Labels.errorType(answer));
    }

    private static AttemptEntry entry(AttemptReport attempt, AddressHistory address) {
        return new AttemptEntry(
                attempt.index(),
                address.address(),
                address.networkType(),
                Labels.alias(attempt.candidate()),
                attempt.startedAfter(),
                attempt.elapsed(),
                attempt.outcome(),
                Labels.errorType(attempt));
    }

    Totals totals() {
        return new Totals(since, succeeded.sum(), failed.sum(), cancelled.sum(), fallbacks.sum());
    }

    List<FamilySummary> families(long nowMillis) {
        return families.values().stream()
                .map(family -> family.summary(nowMillis))
                .toList();
    }

    List<TargetSummary> targets(long nowMillis) {
        return targets.values().stream()
                .map(target -> target.summary(nowMillis))
                .toList();
    }

    List<RaceEntry> recentRaces() {
        return recent.newestFirst();
    }
}
