package io.happyconnect;

import io.happyconnect.candidate.AddressCandidate;
import io.happyconnect.candidate.Candidate;
import io.happyconnect.candidate.UnixSocketCandidate;
import io.happyconnect.drive.Abort;
import io.happyconnect.drive.RacePlan;
import io.happyconnect.observe.AnswerReport;
import io.happyconnect.observe.AttemptOutcome;
import io.happyconnect.observe.AttemptReport;
import io.happyconnect.observe.FailureCause;
import io.happyconnect.observe.RaceReport;
import io.happyconnect.observe.RefusedCandidate;
import java.io.IOException;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Turns the report of a lost race into the exception that says it. */
final class ConnectFailures {

    /** How many addresses a message names, each with its reason; the others are counted. */
    private static final int MOST_NAMED = 3;

    private ConnectFailures() {}

    static IOException of(RacePlan plan, RaceReport report, @Nullable Abort abort) {
        IOException failure = switch (report.outcome()) {
            case FAILED -> failed(report, abort);
            case TIMED_OUT -> timedOut(plan, report, abort);
            case UNRESOLVED -> unresolved(report);
            case CANCELLED -> cancelled(report, abort);
            case CONNECTED -> throw new IllegalArgumentException("nothing failed: " + report);
        };
        for (AnswerReport answer : report.answers()) {
            if (answer.failure() != null) {
                failure.addSuppressed(answer.failure());
            }
        }
        for (AttemptReport attempt : report.attempts()) {
            if (attempt.outcome() == AttemptOutcome.FAILED || attempt.outcome() == AttemptOutcome.TIMED_OUT) {
                failure.addSuppressed(new FailedAttemptException(attempt));
            }
        }
        return failure;
    }

    private static IOException failed(RaceReport report, @Nullable Abort abort) {
        String why = abort == Abort.NO_DESCRIPTORS
                ? "this process has no file descriptors left"
                : tried(report) + " tried, none connected" + reasons(report);
        return new ConnectFailedException("cannot connect to " + report.target() + ": " + why, report);
    }

    private static String tried(RaceReport report) {
        int tried = report.attempts().size();
        return tried + (tried == 1 ? " address" : " addresses");
    }

    /** What became of each address, the one first that tells most about the target. */
    private static String reasons(RaceReport report) {
        List<AttemptReport> failed = new ArrayList<>(
                report.attempts().stream().filter(AttemptReport::failed).toList());
        report.decisiveFailure().ifPresent(decisive -> {
            failed.removeIf(attempt -> attempt.index() == decisive.index());
            failed.add(0, decisive);
        });
        StringBuilder reasons = new StringBuilder();
        failed.stream()
                .limit(MOST_NAMED)
                .forEach(attempt -> reasons.append("; ").append(attempt.describe()));
        if (failed.size() > MOST_NAMED) {
            reasons.append("; ").append(counted(failed.subList(MOST_NAMED, failed.size())));
        }
        return reasons.toString();
    }

    private static String counted(List<AttemptReport> failed) {
        Map<FailureCause, Integer> byCause = new EnumMap<>(FailureCause.class);
        for (AttemptReport attempt : failed) {
            byCause.merge(Objects.requireNonNullElse(attempt.cause(), FailureCause.OTHER), 1, Integer::sum);
        }
        return byCause.entrySet().stream()
                .map(entry -> entry.getValue() + " " + entry.getKey().text())
                .collect(Collectors.joining(", ", failed.size() + " more: ", ""));
    }

    private static IOException timedOut(RacePlan plan, RaceReport report, @Nullable Abort abort) {
        long unanswered = report.attempts().stream()
                .filter(attempt -> attempt.outcome() == AttemptOutcome.TIMED_OUT)
                .count();
        int tried = report.attempts().size();
        String state = tried == 0
                ? abort == Abort.SOCKET_LIMIT ? "no address tried yet" : nothingTried(report)
                : tried(report) + " tried, " + unanswered + " without an answer, " + (tried - unanswered) + " failed"
                        + reasons(report);
        return new ConnectTimeoutException(
                "cannot connect to " + report.target() + ": timed out after " + plan.timeoutNanos() / 1_000_000
                        + " ms, " + state
                        + (abort == Abort.SOCKET_LIMIT ? "; " + limited(report) : ""),
                report);
    }

    private static String limited(RaceReport report) {
        return "it waited for one of the sockets that connector \""
                + report.start().connector() + "\" may have in flight (maxSocketsInFlight), and all were taken";
    }

    private static String nothingTried(RaceReport report) {
        long known = report.answers().stream()
                .mapToLong(answer -> answer.candidates().size())
                .sum();
        return known == 0
                ? "the name had not been resolved"
                : known + (known == 1 ? " address" : " addresses") + " known, none tried yet";
    }

    private static IOException unresolved(RaceReport report) {
        List<String> facts = new ArrayList<>();
        int found = 0;
        for (AnswerReport answer : report.answers()) {
            found += answer.candidates().size();
            if (answer.failure() != null) {
                facts.add(answer.describeFailure(report.target()));
            }
        }
        if (!report.refused().isEmpty()) {
            facts.add(refused(report.refused()));
        }
        if (found > 0) {
            facts.add(
                    "it is reached in ways that are more than an address: through a proxy, a tunnel or a port of its own");
        }
        String host = report.target().host();
        String why = facts.isEmpty() ? "the name has no addresses" : String.join("; ", new TreeSet<>(facts));
        return new UnresolvedTargetException("no address to connect to for " + host + ": " + why, report);
    }

    private static String refused(List<RefusedCandidate> refused) {
        String which = refused.size() == 1
                ? "its only address is refused"
                : "each of its " + refused.size() + " addresses is refused";
        String some = refused.stream()
                .limit(MOST_NAMED)
                .map(one -> addressOf(one.candidate()) + " by " + one.by())
                .collect(Collectors.joining(", "));
        return which + ": " + some + (refused.size() > MOST_NAMED ? ", ..." : "");
    }

    // A refused candidate may be foreign code that failed.
    private static String addressOf(Candidate candidate) {
        return candidate instanceof AddressCandidate || candidate instanceof UnixSocketCandidate
                ? candidate.toString()
                : "a candidate";
    }

    private static IOException cancelled(RaceReport report, @Nullable Abort abort) {
        String why = abort == Abort.INTERRUPTED
                ? "the thread was interrupted"
                : abort == Abort.CONNECTOR_CLOSED
                        ? "connector \"" + report.start().connector() + "\" was closed"
                        : abort == Abort.FAULT ? "it could not be run, the log says why" : "the caller cancelled it";
        return new ConnectCancelledException("connecting to " + report.target() + " was cancelled: " + why, report);
    }
}
