package io.happyconnect.observe;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** A race in one line. */
final class RaceSummary {

    private static final int LONGEST_CANDIDATE = 80;
    private static final int LONGEST_FAILURE = 160;

    private RaceSummary() {}

    static String of(RaceReport report) {
        String target = report.target().toString();
        String time = DurationText.of(report.elapsed());
        return switch (report.outcome()) {
            case CONNECTED -> "connected " + target + via(report) + " in " + time + attempts(report);
            case FAILED -> "failed " + target + " after " + time + decisive(report) + attempts(report);
            case UNRESOLVED -> "unresolved " + target + " after " + time + ": " + unresolved(report);
            case TIMED_OUT -> "timed out " + target + " after " + time + attempts(report);
            case CANCELLED -> "cancelled " + target + " after " + time + attempts(report);
        };
    }

    private static String via(RaceReport report) {
        return report.winner()
                .map(winner -> " via " + PlainText.ends(PlainText.of(winner.candidate()), LONGEST_CANDIDATE)
                        + Origin.inBrackets(winner.candidate()))
                .orElse("");
    }

    private static String decisive(RaceReport report) {
        return report.decisiveFailure()
                .map(attempt -> ": " + PlainText.start(failure(attempt), LONGEST_FAILURE))
                .orElse("");
    }

    /** Why an attempt failed: its kind, or what was thrown if that has no kind. */
    static String failure(AttemptReport attempt) {
        FailureCause cause = attempt.cause() == null ? FailureCause.OTHER : attempt.cause();
        Throwable failure = attempt.failure();
        return cause == FailureCause.OTHER && failure != null ? PlainText.of(failure) : cause.text();
    }

    private static String unresolved(RaceReport report) {
        List<RefusedCandidate> refused = report.refused();
        if (!refused.isEmpty()) {
            String by = refused.stream().map(RefusedCandidate::by).distinct().collect(Collectors.joining(", "));
            return PlainText.start(
                    (refused.size() == 1 ? "1 address" : refused.size() + " addresses") + " refused by " + by,
                    LONGEST_FAILURE);
        }
        for (AnswerReport answer : report.answers()) {
            if (answer.failure() != null) {
                return PlainText.start(
                        PlainText.withoutHost(answer.failure(), report.target().host()), LONGEST_FAILURE);
            }
        }
        return "no addresses";
    }

    private static String attempts(RaceReport report) {
        int attempts = report.attempts().size();
        long failed = count(report, AttemptOutcome.FAILED);
        long timedOut = count(report, AttemptOutcome.TIMED_OUT);
        List<String> words = new ArrayList<>();
        words.add(attempts == 0 ? "no attempt" : attempts == 1 ? "1 attempt" : attempts + " attempts");
        // That all failed is what a failed race is.
        if (failed > 0 && !(report.outcome() == RaceOutcome.FAILED && failed == attempts)) {
            words.add(failed + " failed");
        }
        if (timedOut > 0) {
            words.add(timedOut + " timed out");
        }
        return " (" + String.join(", ", words) + ")";
    }

    private static long count(RaceReport report, AttemptOutcome outcome) {
        return report.attempts().stream()
                .filter(attempt -> attempt.outcome() == outcome)
                .count();
    }
}
