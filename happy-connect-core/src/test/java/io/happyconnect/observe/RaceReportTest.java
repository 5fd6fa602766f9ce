package io.happyconnect.observe;

import static io.happyconnect.candidate.AddressFamily.IPV4;
import static io.happyconnect.candidate.AddressFamily.IPV6;
import static io.happyconnect.observe.ReportScript.millis;
import static io.happyconnect.observe.ReportScript.race;
import static io.happyconnect.observe.ReportScript.tunnel;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.happyconnect.candidate.Candidate;
import io.happyconnect.name.Target;
import java.io.IOException;
import java.net.BindException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.SocketException;
import java.net.UnknownHostException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class RaceReportTest {

    private static final ConnectException REFUSED = new ConnectException("Connection refused");

    @Test
    void whatIsAddedToItsListsAfterwardsIsNotSeen() {
        AnswerReport answer = new AnswerReport(IPV4, millis(1), List.of(), List.of(), null);
        List<AnswerReport> answers = new ArrayList<>(List.of(answer));
        List<AttemptReport> attempts = new ArrayList<>();
        RaceStart start = new RaceStart(1, "main", Target.of("example.com", 443), Instant.EPOCH);
        RaceReport report = new RaceReport(start, RaceOutcome.UNRESOLVED, millis(1), millis(250), answers, attempts);
        answers.clear();
        attempts.add(new AttemptReport(0, tunnel("t"), millis(0), millis(0), AttemptOutcome.WON, null, null));

        assertThat(report.answers()).containsExactly(answer);
        assertThat(report.attempts()).isEmpty();
        assertThatThrownBy(() -> report.answers().clear()).isInstanceOf(UnsupportedOperationException.class);
        assertThatThrownBy(() -> report.attempts().add(null)).isInstanceOf(UnsupportedOperationException.class);
    }

    @Test
    void anAnswerKeepsItsOwnLists() {
        Candidate kept = tunnel("kept");
        List<Candidate> candidates = new ArrayList<>(List.of(kept));
        RefusedCandidate refusal = new RefusedCandidate(kept, "the address filter");
        List<RefusedCandidate> refused = new ArrayList<>(List.of(refusal));
        AnswerReport answer = new AnswerReport(null, millis(1), candidates, refused, null);
        candidates.clear();
        refused.clear();

        assertThat(answer.candidates()).containsExactly(kept);
        assertThat(answer.refused()).containsExactly(refusal);
        assertThatThrownBy(() -> answer.candidates().clear()).isInstanceOf(UnsupportedOperationException.class);
        assertThatThrownBy(() -> answer.refused().clear()).isInstanceOf(UnsupportedOperationException.class);
    }

    @Test
    void anAnswerThatFailedSaysWhyWithoutRepeatingTheHost() {
        Target target = Target.of("no-such-name.invalid", 443);
        IOException unknown = new UnknownHostException("no-such-name.invalid: Name or service not known");

        assertThat(new AnswerReport(null, millis(1), List.of(), List.of(), unknown).describeFailure(target))
                .isEqualTo("Name or service not known");
        assertThat(new AnswerReport(IPV6, millis(1), List.of(), List.of(), unknown).describeFailure(target))
                .isEqualTo("IPv6: Name or service not known");
        assertThat(new AnswerReport(IPV6, millis(1), List.of(), List.of(), null).describeFailure(target))
                .isEmpty();
    }

    @Test
    void hasWhatItWasMadeOf() {
        RaceReport report = race().won("192.0.2.7", 1, 2).ends(RaceOutcome.CONNECTED, 3);

        assertThat(report.start().id()).isEqualTo(17);
        assertThat(report.target()).isEqualTo(Target.of("example.com", 443));
        assertThat(report.startedAt()).isEqualTo(Instant.parse("2026-11-22T10:15:30.123456Z"));
        assertThat(report.outcome()).isEqualTo(RaceOutcome.CONNECTED);
        assertThat(report.elapsed()).isEqualTo(millis(3));
        assertThat(report.connectionAttemptDelay()).isEqualTo(millis(250));
    }

    @Test
    void theWinnerIsAFallbackIfItWasNotTheFirstAttempt() {
        RaceReport first = race().won("2001:db8::1", 1, 2).ends(RaceOutcome.CONNECTED, 3);
        RaceReport second =
                race().lost("2001:db8::1", 1, 252).won("192.0.2.7", 251, 2).ends(RaceOutcome.CONNECTED, 253);
        RaceReport none = race().cancelled("2001:db8::1", 1, 252)
                .failed("192.0.2.7", 251, 2, REFUSED)
                .ends(RaceOutcome.CANCELLED, 253);

        assertThat(first.winner()).contains(first.attempts().get(0));
        assertThat(first.fallback()).isFalse();
        assertThat(second.winner()).contains(second.attempts().get(1));
        assertThat(second.fallback()).isTrue();
        assertThat(none.winner()).isEmpty();
        assertThat(none.fallback()).isFalse();
    }

    @Test
    void failuresAreCountedPerFamily() {
        RaceReport report = race().failed("2001:db8::1", 1, 2, REFUSED)
                .timedOut("2001:db8::2", 1, 2)
                .lost("2001:db8::3", 1, 2)
                .cancelled("2001:db8::4", 1, 2)
                .failed("192.0.2.7", 1, 2, REFUSED)
                .attempt(tunnel("t"), 1, 2, AttemptOutcome.FAILED, REFUSED)
                .won("192.0.2.8", 1, 2)
                .ends(RaceOutcome.CONNECTED, 3);

        assertThat(report.failures(IPV6)).isEqualTo(2);
        assertThat(report.failures(IPV4)).isEqualTo(1);
        assertThat(report.attempts())
                .extracting(AttemptReport::failed)
                .containsExactly(true, true, false, false, true, true, false);
    }

    /** Each tells more than the next. */
    static Stream<List<Throwable>> decisiveFirst() {
        Throwable noDescriptors = new SocketException("Too many open files");
        Throwable reset = new SocketException("Connection reset");
        Throwable denied = new BindException("Permission denied");
        Throwable noHost = new NoRouteToHostException("No route to host");
        Throwable unknown = new IOException("the proxy wants a password");
        Throwable silence = new ConnectException("Connection timed out");
        Throwable noNetwork = new SocketException("Network is unreachable");
        Throwable noAddress = new BindException("Cannot assign requested address");
        Throwable noFamily = new UnsupportedOperationException("IPv6 not available");
        return Stream.of(
                List.of(noDescriptors, REFUSED),
                List.of(noDescriptors, noNetwork),
                List.of(REFUSED, denied),
                List.of(REFUSED, noHost),
                List.of(reset, unknown),
                List.of(REFUSED, silence),
                List.of(denied, silence),
                List.of(noHost, silence),
                List.of(unknown, silence),
                List.of(silence, noNetwork),
                List.of(silence, noAddress),
                List.of(silence, noFamily));
    }

    @ParameterizedTest
    @MethodSource
    void decisiveFirst(List<Throwable> failures) {
        Throwable more = failures.get(0);
        Throwable less = failures.get(1);

        assertThat(decisive(more, less)).isSameAs(more);
        assertThat(decisive(less, more)).isSameAs(more);
    }

    @Test
    void aFailureWithoutACauseIsUnknown() {
        RaceReport report = race().timedOut("2001:db8::1", 1, 2)
                .failed("192.0.2.6", 1, 2, null)
                .failed("192.0.2.7", 1, 2, new SocketException("Network is unreachable"))
                .ends(RaceOutcome.FAILED, 3);

        assertThat(report.decisiveFailure()).contains(report.attempts().get(1));
    }

    @Test
    void amongEqualsTheFirstAttemptDecides() {
        ConnectException again = new ConnectException("Connection refused");

        assertThat(decisive(REFUSED, again)).isSameAs(REFUSED);
        assertThat(decisive(again, REFUSED)).isSameAs(again);
    }

    private static Throwable decisive(Throwable first, Throwable second) {
        return race().failed("2001:db8::1", 1, 2, first)
                .failed("192.0.2.7", 3, 2, second)
                .ends(RaceOutcome.FAILED, 5)
                .decisiveFailure()
                .orElseThrow()
                .failure();
    }

    @Test
    void onlyFailuresDecide() {
        RaceReport none =
                race().lost("2001:db8::1", 1, 2).won("192.0.2.7", 1, 2).ends(RaceOutcome.CONNECTED, 3);
        RaceReport silent = race().cancelled("2001:db8::1", 1, 2)
                .timedOut("192.0.2.7", 1, 2)
                .ends(RaceOutcome.CANCELLED, 3);

        assertThat(none.decisiveFailure()).isEmpty();
        assertThat(silent.decisiveFailure()).contains(silent.attempts().get(1));
    }
}
