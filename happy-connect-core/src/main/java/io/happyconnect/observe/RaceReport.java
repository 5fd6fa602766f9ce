package io.happyconnect.observe;

import io.happyconnect.candidate.AddressFamily;
import io.happyconnect.name.Target;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** Everything about one race, after its end. Immutable. */
public final class RaceReport {

    private final RaceStart start;
    private final RaceOutcome outcome;
    private final Duration elapsed;
    private final Duration connectionAttemptDelay;
    private final List<AnswerReport> answers;
    private final List<AttemptReport> attempts;

    /**
     * A report.
     *
     * @param start the race
     * @param outcome how it ended
     * @param elapsed how long it took, name resolution included
     * @param connectionAttemptDelay the delay it ran with
     * @param answers what name resolution answered, in order
     * @param attempts the attempts, in the order of their starts
     */
    public RaceReport(
            RaceStart start,
            RaceOutcome outcome,
            Duration elapsed,
            Duration connectionAttemptDelay,
            List<AnswerReport> answers,
            List<AttemptReport> attempts) {
        this.start = start;
        this.outcome = outcome;
        this.elapsed = elapsed;
        this.connectionAttemptDelay = connectionAttemptDelay;
        this.answers = List.copyOf(answers);
        this.attempts = List.copyOf(attempts);
    }

    /** {@return the race as its listeners knew it while it ran} */
    public RaceStart start() {
        return start;
    }

    /** {@return what was asked for} */
    public Target target() {
        return start.target();
    }

    /** {@return wall-clock time of the start} */
    public Instant startedAt() {
        return start.startedAt();
    }

    /** {@return how it ended} */
    public RaceOutcome outcome() {
        return outcome;
    }

    /** {@return how long it took, name resolution included} */
    public Duration elapsed() {
        return elapsed;
    }

    /** {@return the connection attempt delay it ran with} */
    public Duration connectionAttemptDelay() {
        return connectionAttemptDelay;
    }

    /** {@return what name resolution answered, in order; empty for an IP literal} */
    public List<AnswerReport> answers() {
        return answers;
    }

    /** {@return what name resolution found and was not to be tried, in the order in which it came} */
    public List<RefusedCandidate> refused() {
        return answers.stream().flatMap(answer -> answer.refused().stream()).toList();
    }

    /** {@return the attempts, in the order of their starts} */
    public List<AttemptReport> attempts() {
        return attempts;
    }

    /** {@return the attempt that won, if one did} */
    public Optional<AttemptReport> winner() {
        return attempts.stream()
                .filter(attempt -> attempt.outcome() == AttemptOutcome.WON)
                .findFirst();
    }

    /** {@return whether the winner was not the first attempt} */
    public boolean fallback() {
        return winner().filter(attempt -> attempt.index() > 0).isPresent();
    }

    /**
     * How often a family failed.
     *
     * @param family a family
     * @return the number of attempts at its addresses that {@linkplain AttemptReport#failed() failed}
     */
    public int failures(AddressFamily family) {
        return (int) attempts.stream()
                .filter(attempt -> attempt.failed() && attempt.candidate().family() == family)
                .count();
    }

    /**
     * The failure that belongs in an error message, because it tells most about the target. In this order:
     *
     * <ol>
     *   <li>no descriptors left, which ended the race;
     *   <li>the host's own word: refused, reset, no such file;
     *   <li>the word of the network: host unreachable, access denied; and everything unknown;
     *   <li>silence: timed out;
     *   <li>what never left this machine: network unreachable, address not available, family not supported. On a host
     *       without IPv6 that is how every attempt at it ends, and no news.
     * </ol>
     *
     * <p>Among equals the first started, at the address that was preferred.
     *
     * @return an attempt that {@linkplain AttemptReport#failed() failed}; empty if none did
     */
    public Optional<AttemptReport> decisiveFailure() {
        return attempts.stream().filter(AttemptReport::failed).min(Comparator.comparingInt(RaceReport::reticence));
    }

    private static int reticence(AttemptReport attempt) {
        FailureCause cause = attempt.cause();
        return (cause == null ? FailureCause.OTHER : cause).reticence();
    }

    /**
     * The race in one line, such as
     *
     * <pre>connected example.com:443 via 192.0.2.7:443 in 512 ms (3 attempts, 1 failed)</pre>
     *
     * @return one line without control characters, written anew at each call
     */
    public String summary() {
        return RaceSummary.of(this);
    }

    /**
     * The race as a timeline to paste into a ticket: the summary, then every answer of name resolution and every attempt as
     * a bar on a common axis, with its start, its length and its end.
     *
     * @return lines of at most 100 characters unless a single word is longer, without control characters other than the line
     *     feeds between them, drawn anew at each call
     */
    public String format() {
        return RaceTimeline.of(this);
    }

    /** {@return {@link #format()}} */
    @Override
    public String toString() {
        return format();
    }
}
