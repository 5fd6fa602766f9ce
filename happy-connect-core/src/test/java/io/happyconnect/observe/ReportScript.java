package io.happyconnect.observe;

import io.happyconnect.candidate.AddressCandidate;
import io.happyconnect.candidate.AddressFamily;
import io.happyconnect.candidate.Candidate;
import io.happyconnect.candidate.Dial;
import io.happyconnect.candidate.DialableCandidate;
import io.happyconnect.name.Target;
import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** Writes reports for tests: addresses without a port get that of the target, times are milliseconds. */
final class ReportScript {

    private final Target target;
    private final List<AnswerReport> answers = new ArrayList<>();
    private final List<AttemptReport> attempts = new ArrayList<>();
    private String connector = "main";

    private ReportScript(Target target) {
        this.target = target;
    }

    static ReportScript race(String target) {
        return new ReportScript(Target.parse(target));
    }

    static ReportScript race() {
        return race("example.com:443");
    }

    static Candidate tunnel(String text) {
        return new DialableCandidate() {
            @Override
            public Dial newDial() {
                throw new AssertionError("nobody dials in a report");
            }

            @Override
            public AddressFamily family() {
                return null;
            }

            @Override
            public boolean isLoopback() {
                return false;
            }

            @Override
            public String toString() {
                return text;
            }
        };
    }

    Candidate address(String address) {
        return address(address, target.port());
    }

    List<RefusedCandidate> refused(String by, String... addresses) {
        return Stream.of(addresses)
                .map(address -> new RefusedCandidate(address(address), by))
                .toList();
    }

    static Candidate address(String address, int port) {
        try {
            return new AddressCandidate(InetAddress.getByName(address), port);
        } catch (UnknownHostException e) {
            throw new AssertionError(e);
        }
    }

    static Duration millis(double millis) {
        return Duration.ofNanos(Math.round(millis * 1_000_000));
    }

    ReportScript connector(String name) {
        connector = name;
        return this;
    }

    ReportScript answer(AddressFamily family, double after, String... addresses) {
        return answer(new AnswerReport(family, millis(after), addresses(addresses), List.of(), null));
    }

    ReportScript answer(AddressFamily family, double after, IOException failure) {
        return answer(new AnswerReport(family, millis(after), List.of(), List.of(), failure));
    }

    ReportScript answer(AnswerReport answer) {
        answers.add(answer);
        return this;
    }

    List<Candidate> addresses(String... addresses) {
        return Stream.of(addresses).map(this::address).toList();
    }

    ReportScript won(String address, double start, double took) {
        return attempt(address(address), start, took, AttemptOutcome.WON, null);
    }

    ReportScript lost(String address, double start, double took) {
        return attempt(address(address), start, took, AttemptOutcome.LOST, null);
    }

    ReportScript timedOut(String address, double start, double took) {
        return attempt(address(address), start, took, AttemptOutcome.TIMED_OUT, null);
    }

    ReportScript cancelled(String address, double start, double took) {
        return attempt(address(address), start, took, AttemptOutcome.CANCELLED, null);
    }

    ReportScript failed(String address, double start, double took, Throwable failure) {
        return attempt(address(address), start, took, AttemptOutcome.FAILED, failure);
    }

    ReportScript attempt(Candidate candidate, double start, double took, AttemptOutcome outcome, Throwable failure) {
        FailureCause cause = outcome == AttemptOutcome.TIMED_OUT
                ? FailureCause.TIMED_OUT
                : failure == null ? null : FailureCause.of(failure);
        attempts.add(
                new AttemptReport(attempts.size(), candidate, millis(start), millis(took), outcome, cause, failure));
        return this;
    }

    RaceReport ends(RaceOutcome outcome, double elapsed) {
        RaceStart start = new RaceStart(17, connector, target, Instant.parse("2026-11-22T10:15:30.123456Z"));
        return new RaceReport(start, outcome, millis(elapsed), millis(250), answers, attempts);
    }
}
