package io.happyconnect.boot.history;

import static org.assertj.core.api.Assertions.assertThat;

import io.happyconnect.boot.Races;
import io.happyconnect.observe.FailureCause;
import io.happyconnect.observe.RaceOutcome;
import io.happyconnect.observe.RaceReport;
import org.junit.jupiter.api.Test;

/** What the first attempt of a race says about its address. */
class VerdictTest {

    @Test
    void theWinnerWorked() {
        assertThat(onFirst(race().won("2001:db8::1", 0, 30), RaceOutcome.CONNECTED))
                .isEqualTo(Verdict.WORKED);
    }

    @Test
    void anErrorAndATimeoutAreFailures() {
        assertThat(onFirst(race().failed("2001:db8::1", 0, 1, FailureCause.CONNECTION_REFUSED), RaceOutcome.FAILED))
                .isEqualTo(Verdict.FAILED);
        assertThat(onFirst(race().timedOut("2001:db8::1", 0, 10_000), RaceOutcome.TIMED_OUT))
                .isEqualTo(Verdict.FAILED);
    }

    @Test
    void cancellingSaysNothing() {
        assertThat(onFirst(race().cancelled("2001:db8::1", 0, 9_000), RaceOutcome.CANCELLED))
                .isEqualTo(Verdict.NOTHING);
    }

    @Test
    void silenceWhileALaterAttemptConnectsIsAFailure() {
        RaceReport report =
                race().lost("2001:db8::1", 0, 251).won("192.0.2.1", 250, 1).ends(RaceOutcome.CONNECTED);

        Verdict verdict =
                Verdict.on(report.attempts().get(0), report.attempts().get(1), report.connectionAttemptDelay());

        assertThat(verdict).isEqualTo(Verdict.FAILED);
        assertThat(verdict.errorType(report.attempts().get(0))).isEqualTo("no_answer");
    }

    @Test
    void anAddressThatIsOnlyFurtherAwaySaysNothing() {
        // 250 + 84 = 334 ms of silence; the winner took 84, and four times that is 336.
        assertThat(onFirst(race().lost("2001:db8::1", 0, 334).won("192.0.2.1", 250, 84), RaceOutcome.CONNECTED))
                .isEqualTo(Verdict.NOTHING);
        // 250 + 83 = 333 ms, and four times 83 is 332.
        assertThat(onFirst(race().lost("2001:db8::1", 0, 333).won("192.0.2.1", 250, 83), RaceOutcome.CONNECTED))
                .isEqualTo(Verdict.FAILED);
    }

    @Test
    void aShortSilenceSaysNothingHoweverShortTheDelay() {
        assertThat(onFirst(race().delay(20).lost("2001:db8::1", 0, 99).won("192.0.2.1", 98, 1), RaceOutcome.CONNECTED))
                .isEqualTo(Verdict.NOTHING);
        assertThat(onFirst(race().delay(20).lost("2001:db8::1", 0, 100).won("192.0.2.1", 99, 1), RaceOutcome.CONNECTED))
                .isEqualTo(Verdict.FAILED);
    }

    @Test
    void silenceThatIsShorterThanTheDelaySaysNothing() {
        assertThat(onFirst(
                        race().delay(500).lost("2001:db8::1", 0, 499).won("192.0.2.1", 498, 1), RaceOutcome.CONNECTED))
                .isEqualTo(Verdict.NOTHING);
        assertThat(onFirst(
                        race().delay(500).lost("2001:db8::1", 0, 500).won("192.0.2.1", 499, 1), RaceOutcome.CONNECTED))
                .isEqualTo(Verdict.FAILED);
    }

    @Test
    void whoStartedAfterTheWinnerSaysNothing() {
        RaceReport report =
                race().won("2001:db8::1", 0, 1_000).lost("192.0.2.1", 250, 750).ends(RaceOutcome.CONNECTED);

        assertThat(Verdict.on(report.attempts().get(1), report.attempts().get(0), report.connectionAttemptDelay()))
                .isEqualTo(Verdict.NOTHING);
    }

    private static Races race() {
        return Races.to("api.example.com:443");
    }

    private static Verdict onFirst(Races race, RaceOutcome outcome) {
        RaceReport report = race.ends(outcome);
        return Verdict.on(report.attempts().get(0), report.winner().orElse(null), report.connectionAttemptDelay());
    }
}
