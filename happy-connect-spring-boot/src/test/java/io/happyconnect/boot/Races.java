package io.happyconnect.boot;

import io.happyconnect.candidate.AddressCandidate;
import io.happyconnect.candidate.Candidate;
import io.happyconnect.name.Target;
import io.happyconnect.observe.AnswerReport;
import io.happyconnect.observe.AttemptOutcome;
import io.happyconnect.observe.AttemptReport;
import io.happyconnect.observe.FailureCause;
import io.happyconnect.observe.RaceListener;
import io.happyconnect.observe.RaceOutcome;
import io.happyconnect.observe.RaceReport;
import io.happyconnect.observe.RaceStart;
import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Reports of races that nobody ran, and what a listener hears of them. */
public final class Races {

    public static final Instant NOON = Instant.parse("2026-11-22T12:00:00Z");

    private final Target target;
    private String connector = "default";
    private Instant startedAt = NOON;
    private Duration delay = Duration.ofMillis(250);
    private Duration elapsed = Duration.ofMillis(1);
    private final List<AnswerReport> answers = new ArrayList<>();
    private final List<AttemptReport> attempts = new ArrayList<>();

    private Races(Target target) {
        this.target = target;
    }

    public static Races to(String target) {
        return new Races(Target.parse(target));
    }

    public Races connector(String name) {
        connector = name;
        return this;
    }

    public Races at(Instant start) {
        startedAt = start;
        return this;
    }

    public Races delay(long millis) {
        delay = Duration.ofMillis(millis);
        return this;
    }

    public Races elapsed(long millis) {
        elapsed = Duration.ofMillis(millis);
        return this;
    }

    public Races answered(long afterMillis, String... addresses) {
        List<Candidate> candidates = new ArrayList<>();
        for (String address : addresses) {
            candidates.add(candidate(address));
        }
        answers.add(new AnswerReport(null, Duration.ofMillis(afterMillis), candidates, List.of(), null));
        return this;
    }

    public Races lookupFailed(long afterMillis, IOException failure) {
        answers.add(new AnswerReport(null, Duration.ofMillis(afterMillis), List.of(), List.of(), failure));
        return this;
    }

    public Races won(String address, long startMillis, long millis) {
        return attempt(address, startMillis, millis, AttemptOutcome.WON, null);
    }

    public Races lost(String address, long startMillis, long millis) {
        return attempt(address, startMillis, millis, AttemptOutcome.LOST, null);
    }

    public Races failed(String address, long startMillis, long millis, FailureCause cause) {
        return attempt(address, startMillis, millis, AttemptOutcome.FAILED, cause);
    }

    public Races timedOut(String address, long startMillis, long millis) {
        return attempt(address, startMillis, millis, AttemptOutcome.TIMED_OUT, FailureCause.TIMED_OUT);
    }

    public Races cancelled(String address, long startMillis, long millis) {
        return attempt(address, startMillis, millis, AttemptOutcome.CANCELLED, null);
    }

    private Races attempt(String address, long start, long millis, AttemptOutcome outcome, FailureCause cause) {
        attempts.add(new AttemptReport(
                attempts.size(),
                candidate(address),
                Duration.ofMillis(start),
                Duration.ofMillis(millis),
                outcome,
                cause,
                cause == null ? null : new IOException(cause.text())));
        return this;
    }

    private Candidate candidate(String address) {
        try {
            return new AddressCandidate(InetAddress.getByName(address), target.port());
        } catch (UnknownHostException e) {
            throw new IllegalArgumentException(address, e);
        }
    }

    public RaceReport ends(RaceOutcome outcome) {
        return new RaceReport(
                new RaceStart(1, connector, target, startedAt), outcome, elapsed, delay, answers, attempts);
    }

    /** All that a listener hears of a race. */
    public static void play(RaceReport report, RaceListener listener) {
        listener.raceStarted(report.start());
        if (!report.target().isLiteral()) {
            listener.lookupStarted(report.start());
        }
        for (AnswerReport answer : report.answers()) {
            listener.answerReceived(report.start(), answer);
        }
        for (AttemptReport attempt : report.attempts()) {
            listener.attemptStarted(report.start(), attempt.index(), attempt.candidate());
        }
        for (AttemptReport attempt : report.attempts()) {
            listener.attemptEnded(report.start(), attempt);
        }
        listener.raceEnded(report);
    }
}
