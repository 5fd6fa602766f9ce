package io.happyconnect.boot.label;

import io.happyconnect.candidate.AddressCandidate;
import io.happyconnect.candidate.AddressFamily;
import io.happyconnect.candidate.Candidate;
import io.happyconnect.observe.AnswerReport;
import io.happyconnect.observe.AttemptOutcome;
import io.happyconnect.observe.AttemptReport;
import io.happyconnect.observe.FailureCause;
import io.happyconnect.observe.PlainText;
import io.happyconnect.observe.RaceOutcome;
import io.happyconnect.observe.RaceReport;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import org.jspecify.annotations.Nullable;

/**
 * The words for outcomes, families and causes in metric tags and JSON: closed lists, and the same everywhere. Where
 * OpenTelemetry has a word for it, it is that one.
 */
public final class Labels {

    /** Stands for a thing that is not there: no error, no winner. */
    public static final String NONE = "none";

    /** Stands for everything that has no place of its own. */
    public static final String OTHER = "_other";

    /** Room for two names of full length. */
    private static final int LONGEST_ALIAS = 512;

    private Labels() {}

    /**
     * How a race ended.
     *
     * @param outcome the end
     * @return {@code success}, {@code failure}, {@code timeout} or {@code cancelled}
     */
    public static String of(RaceOutcome outcome) {
        return switch (outcome) {
            case CONNECTED -> "success";
            case FAILED, UNRESOLVED -> "failure";
            case TIMED_OUT -> "timeout";
            case CANCELLED -> "cancelled";
        };
    }

    /**
     * How an attempt ended.
     *
     * @param outcome the end
     * @return {@code won}, {@code lost}, {@code failed} (a timeout is one failure among others) or {@code cancelled}
     */
    public static String of(AttemptOutcome outcome) {
        return switch (outcome) {
            case WON -> "won";
            case LOST -> "lost";
            case FAILED, TIMED_OUT -> "failed";
            case CANCELLED -> "cancelled";
        };
    }

    /**
     * A family, as OpenTelemetry's {@code network.type}.
     *
     * @param family a family, or {@code null} for a candidate that is no IP address
     * @return {@code ipv4}, {@code ipv6} or {@link #NONE}
     */
    public static String of(@Nullable AddressFamily family) {
        if (family == null) {
            return NONE;
        }
        return family == AddressFamily.IPV4 ? "ipv4" : "ipv6";
    }

    /**
     * What kind of way a candidate is: its family, or what stands for one.
     *
     * @param candidate a candidate
     * @return {@code ipv4}, {@code ipv6}, {@code proxy}, {@code tunnel}, {@code unix}, or {@link #NONE} for another kind
     */
    public static String networkType(Candidate candidate) {
        return switch (candidate.kind()) {
            case PROXY -> "proxy";
            case TUNNEL -> "tunnel";
            case UNIX_SOCKET -> "unix";
            case ADDRESS, OTHER -> of(candidate.family());
        };
    }

    /**
     * The port of a target.
     *
     * @param port a port, 0 for that of a Unix domain socket
     * @return its number, or {@link #NONE}
     */
    public static String port(int port) {
        return port == 0 ? NONE : Integer.toString(port);
    }

    /**
     * The names that led to a candidate.
     *
     * @param candidate a candidate
     * @return {@code orders-db -> db-1.example.com}; empty if it was found under the name that was asked for
     */
    public static String alias(Candidate candidate) {
        if (candidate.aliases().isEmpty()) {
            return "";
        }
        String names = PlainText.of((Object) String.join(" -> ", candidate.aliases()));
        return names.length() <= LONGEST_ALIAS ? names : names.substring(0, LONGEST_ALIAS - 1) + "…";
    }

    /**
     * How name resolution answered.
     *
     * @param answer the answer
     * @return {@code success}, {@code failure}, {@code filtered} (there were addresses, and the filter refused all) or
     *     {@code empty}
     */
    public static String of(AnswerReport answer) {
        if (answer.failure() != null) {
            return "failure";
        }
        if (!answer.candidates().isEmpty()) {
            return "success";
        }
        return answer.refused().isEmpty() ? "empty" : "filtered";
    }

    /**
     * Why an attempt failed.
     *
     * @param attempt an attempt
     * @return a {@link FailureCause#label()}, or {@link #NONE} if it did not fail
     */
    public static String errorType(AttemptReport attempt) {
        if (!attempt.failed()) {
            return NONE;
        }
        FailureCause cause = attempt.cause();
        return (cause == null ? FailureCause.OTHER : cause).label();
    }

    /**
     * Why a race failed.
     *
     * @param report a race
     * @return the label of its decisive failure, {@code timed_out} if the deadline passed, {@code unresolved} if there was
     *     nothing to try, {@link #NONE} if it did not fail
     */
    public static String errorType(RaceReport report) {
        return switch (report.outcome()) {
            case CONNECTED, CANCELLED -> NONE;
            case TIMED_OUT -> FailureCause.TIMED_OUT.label();
            case UNRESOLVED -> "unresolved";
            case FAILED -> report.decisiveFailure().map(Labels::errorType).orElse(OTHER);
        };
    }

    /**
     * Why name resolution failed.
     *
     * @param answer an answer
     * @return {@code unknown_host}, {@code timed_out}, {@link #OTHER}, or {@link #NONE} if it did not fail
     */
    public static String errorType(AnswerReport answer) {
        if (answer.failure() == null) {
            return NONE;
        }
        if (answer.failure() instanceof UnknownHostException) {
            return "unknown_host";
        }
        return answer.failure() instanceof SocketTimeoutException ? FailureCause.TIMED_OUT.label() : OTHER;
    }

    /**
     * The address a candidate leads to, without the port.
     *
     * @param candidate a candidate
     * @return an IP address as RFC 5952 writes it, or what the candidate says of itself if it is no address, made safe to print
     */
    public static String address(Candidate candidate) {
        if (!(candidate instanceof AddressCandidate)) {
            return PlainText.of((Object) candidate);
        }
        String text = candidate.toString();
        return text.startsWith("[") ? text.substring(1, text.indexOf(']')) : text.substring(0, text.indexOf(':'));
    }
}
