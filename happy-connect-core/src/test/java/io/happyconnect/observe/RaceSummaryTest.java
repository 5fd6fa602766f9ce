package io.happyconnect.observe;

import static io.happyconnect.candidate.AddressFamily.IPV4;
import static io.happyconnect.candidate.AddressFamily.IPV6;
import static io.happyconnect.observe.ReportScript.millis;
import static io.happyconnect.observe.ReportScript.race;
import static io.happyconnect.observe.ReportScript.tunnel;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.ConnectException;
import java.net.SocketException;
import java.net.UnknownHostException;
import java.util.List;
import org.junit.jupiter.api.Test;

class RaceSummaryTest {

    private static final ConnectException REFUSED = new ConnectException("Connection refused");

    @Test
    void aWinnerIsNamed() {
        assertThat(race().lost("2001:db8::1", 0, 512)
                        .failed("192.0.2.6", 250, 5, REFUSED)
                        .won("192.0.2.7", 260, 252)
                        .ends(RaceOutcome.CONNECTED, 512)
                        .summary())
                .isEqualTo("connected example.com:443 via 192.0.2.7:443 in 512 ms (3 attempts, 1 failed)");
    }

    @Test
    void oneAttemptIsOne() {
        assertThat(race("[2001:db8::1]:imaps")
                        .won("2001:db8::1", 0.1, 30)
                        .ends(RaceOutcome.CONNECTED, 30.1)
                        .summary())
                .isEqualTo("connected [2001:db8::1]:993 via [2001:db8::1]:993 in 30 ms (1 attempt)");
    }

    @Test
    void aFailedRaceNamesTheFailureThatTellsMost() {
        assertThat(race().failed("2001:db8::1", 0, 0.1, new SocketException("Network is unreachable"))
                        .failed("192.0.2.7", 0.2, 11, REFUSED)
                        .ends(RaceOutcome.FAILED, 12)
                        .summary())
                .isEqualTo("failed example.com:443 after 12 ms: connection refused (2 attempts)");
    }

    @Test
    void aFailureOfNoKnownKindSpeaksForItself() {
        assertThat(race().failed("2001:db8::1", 0, 0.1, new SocketException("Invalid argument"))
                        .ends(RaceOutcome.FAILED, 1)
                        .summary())
                .isEqualTo("failed example.com:443 after 1.0 ms: Invalid argument (1 attempt)");
        assertThat(race().failed("2001:db8::1", 0, 0.1, null)
                        .ends(RaceOutcome.FAILED, 1)
                        .summary())
                .isEqualTo("failed example.com:443 after 1.0 ms: failed (1 attempt)");
    }

    @Test
    void attemptsThatTimedOutAreCountedApart() {
        assertThat(race().timedOut("2001:db8::1", 0, 1_000)
                        .timedOut("192.0.2.7", 250, 750)
                        .failed("192.0.2.8", 500, 5, REFUSED)
                        .ends(RaceOutcome.TIMED_OUT, 1_000)
                        .summary())
                .isEqualTo("timed out example.com:443 after 1.00 s (3 attempts, 1 failed, 2 timed out)");
        assertThat(race().timedOut("192.0.2.7", 0, 1_000)
                        .failed("192.0.2.8", 500, 5, REFUSED)
                        .ends(RaceOutcome.FAILED, 1_000)
                        .summary())
                .isEqualTo(
                        "failed example.com:443 after 1.00 s: connection refused (2 attempts, 1 failed, 1 timed out)");
    }

    @Test
    void theEndMayComeBeforeTheFirstAttempt() {
        assertThat(race().ends(RaceOutcome.TIMED_OUT, 5_000).summary())
                .isEqualTo("timed out example.com:443 after 5.00 s (no attempt)");
        assertThat(race().ends(RaceOutcome.CANCELLED, 3).summary())
                .isEqualTo("cancelled example.com:443 after 3.0 ms (no attempt)");
    }

    @Test
    void aNameWithoutAddressesSaysSo() {
        assertThat(race().answer(IPV6, 2)
                        .answer(IPV4, 3)
                        .ends(RaceOutcome.UNRESOLVED, 3)
                        .summary())
                .isEqualTo("unresolved example.com:443 after 3.0 ms: no addresses");
    }

    @Test
    void aFailedLookupSaysWhy() {
        assertThat(race().answer(IPV6, 2)
                        .answer(IPV4, 3, new UnknownHostException("example.com"))
                        .ends(RaceOutcome.UNRESOLVED, 3)
                        .summary())
                .isEqualTo("unresolved example.com:443 after 3.0 ms: UnknownHostException");
        assertThat(race().answer(IPV4, 3, new UnknownHostException("example.com: Name or service not known"))
                        .ends(RaceOutcome.UNRESOLVED, 3)
                        .summary())
                .isEqualTo("unresolved example.com:443 after 3.0 ms: Name or service not known");
    }

    @Test
    void addressesThatWereRefusedAreCountedAndItSaysByWhat() {
        ReportScript race = race();
        AnswerReport one =
                new AnswerReport(IPV4, millis(2), List.of(), race.refused("the address filter", "192.0.2.7"), null);
        List<RefusedCandidate> refused = race.refused("the rule against\nprivate addresses", "fd00::1", "fd00::2");
        AnswerReport two = new AnswerReport(IPV6, millis(2), List.of(), refused, new IOException("and more"));

        assertThat(race.answer(one).ends(RaceOutcome.UNRESOLVED, 2).summary())
                .isEqualTo("unresolved example.com:443 after 2.0 ms: 1 address refused by the address filter");
        assertThat(race.answer(two).ends(RaceOutcome.UNRESOLVED, 2).summary())
                .isEqualTo("unresolved example.com:443 after 2.0 ms: 3 addresses refused by the address filter,"
                        + " the rule against\\nprivate addresses");
    }

    @Test
    void staysOneLineWhateverOthersPutIn() {
        assertThat(race().attempt(tunnel("a\nb" + "x".repeat(100)), 0, 1, AttemptOutcome.WON, null)
                        .ends(RaceOutcome.CONNECTED, 1)
                        .summary())
                .isEqualTo("connected example.com:443 via a\\nb" + "x".repeat(35) + "..." + "x".repeat(38)
                        + " in 1.0 ms (1 attempt)");
        assertThat(race().attempt(tunnel("a"), 0, 1, AttemptOutcome.FAILED, new IOException("x\r\n " + "y".repeat(200)))
                        .ends(RaceOutcome.FAILED, 1)
                        .summary())
                .isEqualTo("failed example.com:443 after 1.0 ms: x\\r\\n " + "y".repeat(151) + "... (1 attempt)");
    }
}
