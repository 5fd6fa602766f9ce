package io.happyconnect.boot.history;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.happyconnect.boot.Races;
import io.happyconnect.observe.FailureCause;
import io.happyconnect.observe.RaceOutcome;
import io.happyconnect.observe.RaceReport;
import java.net.UnknownHostException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class RaceHistoryTest {

    private static final HistoryLimits LIMITS = new HistoryLimits(3, 4, 2, Duration.ofMinutes(5));

    private Instant now = Races.NOON;

    private final RaceHistory history = history(LIMITS);

    private RaceHistory history(HistoryLimits limits) {
        return new RaceHistory(limits, List.of(), new TestClock(() -> now));
    }

    private static RaceReport good(String target) {
        return Races.to(target).won("192.0.2.1", 0, 20).ends(RaceOutcome.CONNECTED);
    }

    @Test
    void itBeginsEmpty() {
        assertThat(history.totals()).isEqualTo(new Totals(Races.NOON, 0, 0, 0, 0));
        assertThat(history.targets()).isEmpty();
        assertThat(history.recentRaces()).isEmpty();
        assertThat(history.families())
                .extracting(FamilySummary::family, FamilySummary::state)
                .containsExactly(tuple("ipv4", State.UNKNOWN), tuple("ipv6", State.UNKNOWN));
    }

    @Test
    void totalsCountByOutcome() {
        play(good("a.example.com:443"));
        play(Races.to("a.example.com:443")
                .failed("2001:db8::1", 0, 1, FailureCause.CONNECTION_REFUSED)
                .won("192.0.2.1", 10, 20)
                .ends(RaceOutcome.CONNECTED));
        play(Races.to("a.example.com:443").timedOut("192.0.2.1", 0, 20).ends(RaceOutcome.TIMED_OUT));
        play(Races.to("a.example.com:443")
                .lookupFailed(1, new UnknownHostException("a.example.com"))
                .ends(RaceOutcome.UNRESOLVED));
        play(Races.to("a.example.com:443")
                .failed("192.0.2.1", 0, 1, FailureCause.CONNECTION_REFUSED)
                .ends(RaceOutcome.FAILED));
        play(Races.to("a.example.com:443").cancelled("192.0.2.1", 0, 1).ends(RaceOutcome.CANCELLED));

        assertThat(history.totals()).isEqualTo(new Totals(Races.NOON, 2, 3, 1, 1));
        assertThat(history.totals().races()).isEqualTo(6);
    }

    @Test
    void aDeadAddressDegradesATargetWhoseUsersFeelNothing() {
        play(Races.to("a.example.com:443")
                .lost("2001:db8::1", 0, 260)
                .won("192.0.2.1", 250, 10)
                .ends(RaceOutcome.CONNECTED));

        TargetSummary target = history.targets().get(0);
        assertThat(target.state()).isEqualTo(State.DEGRADED);
        assertThat(target.succeeded()).isEqualTo(1);
        assertThat(target.lastWinner()).isEqualTo("192.0.2.1");
        assertThat(target.addresses())
                .extracting(AddressSummary::address, AddressSummary::family, AddressSummary::state)
                .containsExactly(
                        tuple("2001:db8::1", "ipv6", State.FAILING), tuple("192.0.2.1", "ipv4", State.WORKING));
        assertThat(target.addresses().get(0).lastFailure())
                .isEqualTo(new Failure("no_answer", Races.NOON.plusMillis(1)));
        assertThat(history.families())
                .extracting(FamilySummary::family, FamilySummary::state)
                .containsExactly(tuple("ipv4", State.WORKING), tuple("ipv6", State.FAILING));
    }

    @Test
    void anAddressKnowsItsCountsAndTimes() {
        play(Races.to("a.example.com:443").elapsed(20).won("192.0.2.1", 0, 20).ends(RaceOutcome.CONNECTED));
        play(Races.to("a.example.com:443").elapsed(40).won("192.0.2.1", 0, 40).ends(RaceOutcome.CONNECTED));
        play(Races.to("a.example.com:443")
                .failed("192.0.2.1", 0, 1, FailureCause.HOST_UNREACHABLE)
                .ends(RaceOutcome.FAILED));
        play(Races.to("a.example.com:443").timedOut("192.0.2.1", 0, 1).ends(RaceOutcome.TIMED_OUT));
        play(Races.to("a.example.com:443").cancelled("192.0.2.1", 0, 1).ends(RaceOutcome.CANCELLED));

        AddressSummary address = history.targets().get(0).addresses().get(0);
        assertThat(address)
                .isEqualTo(new AddressSummary(
                        "192.0.2.1",
                        "ipv4",
                        State.DEGRADED,
                        2,
                        0,
                        2,
                        1,
                        Duration.ofMillis(40),
                        Duration.ofMillis(30),
                        Races.NOON.plusMillis(40),
                        new Failure("timed_out", Races.NOON.plusMillis(1)),
                        Races.NOON.plusMillis(1)));
        assertThat(address.attempts()).isEqualTo(5);
    }

    @Test
    void portsOfAnAddressAreOneAddressAndPortsOfAHostAreTwoTargets() {
        play(good("a.example.com:80"));
        play(good("a.example.com:443"));

        assertThat(history.targets()).hasSize(2);
        assertThat(history.targets().get(0).addresses()).hasSize(1);
    }

    @Test
    void connectorsAreKeptApart() {
        play(good("a.example.com:443"));
        play(Races.to("a.example.com:443")
                .connector("other")
                .won("192.0.2.1", 0, 1)
                .ends(RaceOutcome.CONNECTED));

        assertThat(history.targets())
                .extracting(TargetSummary::connector)
                .containsExactlyInAnyOrder("default", "other");
    }

    @Test
    void statesForgetWhatIsOlderThanTheWindow() {
        play(Races.to("a.example.com:443").timedOut("192.0.2.1", 0, 1).ends(RaceOutcome.TIMED_OUT));
        assertThat(history.targets().get(0).state()).isEqualTo(State.FAILING);
        assertThat(history.targets().get(0).failedInARow()).isEqualTo(1);

        now = now.plus(LIMITS.window());
        assertThat(history.targets().get(0).state()).isEqualTo(State.UNKNOWN);
        assertThat(history.targets().get(0).failedInARow()).isZero();
        assertThat(history.targets().get(0).failed()).isEqualTo(1);
    }

    @Test
    void onlyTheLastRacesAreKeptTheNewestFirst() {
        for (int i = 0; i < 5; i++) {
            play(good("host" + i + ".example.com:443"));
        }

        assertThat(history.recentRaces())
                .extracting(race -> race.target().host())
                .containsExactly("host4.example.com", "host3.example.com", "host2.example.com");
    }

    @Test
    void aRaceIsKeptWithAllThatIsKnownButTheExceptions() {
        play(Races.to("a.example.com:443")
                .elapsed(31)
                .answered(1, "2001:db8::1", "192.0.2.1")
                .failed("2001:db8::1", 1, 2, FailureCause.CONNECTION_REFUSED)
                .won("192.0.2.1", 11, 20)
                .ends(RaceOutcome.CONNECTED));

        RaceEntry race = history.recentRaces().get(0);
        assertThat(race.outcome()).isEqualTo(RaceOutcome.CONNECTED);
        assertThat(race.winner()).contains("192.0.2.1");
        assertThat(race.elapsed()).isEqualTo(Duration.ofMillis(31));
        assertThat(race.answers())
                .containsExactly(new AnswerEntry("none", Duration.ofMillis(1), 2, 0, "success", "none"));
        assertThat(race.attempts().get(0).errorType()).isEqualTo("connection_refused");
        assertThat(race.attempts()).extracting(AttemptEntry::address).containsExactly("2001:db8::1", "192.0.2.1");
    }

    @Test
    void aRaceOfManyAttemptsIsCutAndSaysSo() {
        Races race = Races.to("a.example.com:443");
        for (int i = 0; i < RaceEntry.MOST_KEPT + 1; i++) {
            race.failed("192.0.2." + i, i * 10, 1, FailureCause.CONNECTION_REFUSED);
        }
        play(race.ends(RaceOutcome.FAILED));

        assertThat(history.recentRaces().get(0).attempts()).hasSize(50);
        assertThat(history.recentRaces().get(0).attemptsMade()).isEqualTo(51);
    }

    @Test
    void noneAreKeptIfNoneAreWanted() {
        RaceHistory none = history(new HistoryLimits(0, 4, 2, Duration.ofMinutes(5)));
        Races.play(good("a.example.com:443"), none);

        assertThat(none.recentRaces()).isEmpty();
        assertThat(none.targets()).hasSize(1);
    }

    @Test
    void whatRunsIsCountedWhileItRuns() {
        RaceReport report = good("a.example.com:443");
        history.raceStarted(report.start());
        history.attemptStarted(report.start(), 0, report.attempts().get(0).candidate());
        assertThat(history.activeRaces()).isEqualTo(1);
        assertThat(history.activeAttempts()).isEqualTo(1);

        history.clear();
        history.attemptEnded(report.start(), report.attempts().get(0));
        history.raceEnded(report);
        assertThat(history.activeRaces()).isZero();
        assertThat(history.activeAttempts()).isZero();
    }

    @Test
    void clearingForgetsEverythingElse() {
        play(good("a.example.com:443"));
        now = now.plusSeconds(1);
        history.clear();

        assertThat(history.totals()).isEqualTo(new Totals(Races.NOON.plusSeconds(1), 0, 0, 0, 0));
        assertThat(history.targets()).isEmpty();
        assertThat(history.recentRaces()).isEmpty();
        assertThat(history.families()).extracting(FamilySummary::attempts).containsOnly(0L);
    }

    private void play(RaceReport report) {
        Races.play(report, history);
    }
}
