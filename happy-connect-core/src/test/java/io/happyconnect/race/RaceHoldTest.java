package io.happyconnect.race;

import static org.assertj.core.api.Assertions.assertThat;

import io.happyconnect.candidate.AddressCandidate;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A race whose driver has no socket to spare. */
class RaceHoldTest {

    private static final long MS = 1_000_000L;

    private static Race race(RaceSettings settings) throws UnknownHostException {
        Race race = new Race(settings);
        race.discovered(
                List.of(
                        new AddressCandidate(InetAddress.getByName("192.0.2.1"), 80),
                        new AddressCandidate(InetAddress.getByName("192.0.2.2"), 80)),
                0);
        race.resolved();
        return race;
    }

    @Test
    void whatIsDueIsHeldAndStartsWhenItMay() throws Exception {
        Race race = race(RaceSettings.defaults());
        assertThat(race.next(0, false)).isEqualTo(new Step.Hold(new Step.Wait()));
        assertThat(race.attempts()).isEmpty();
        assertThat(race.next(70 * MS, true)).isInstanceOf(Step.Start.class);
        assertThat(race.attempts().get(0).startedAt()).isEqualTo(70 * MS);
    }

    @Test
    void theDelayCountsFromTheStartThatWasHeld() throws Exception {
        Race race = race(RaceSettings.defaults());
        assertThat(race.next(0, false)).isInstanceOf(Step.Hold.class);
        race.next(70 * MS, true);
        assertThat(race.next(70 * MS, false)).isEqualTo(new Step.Sleep((70 + 250) * MS));
        assertThat(race.next((70 + 249) * MS, false)).isEqualTo(new Step.Sleep((70 + 250) * MS));
        assertThat(race.next((70 + 250) * MS, false)).isInstanceOf(Step.Hold.class);
        assertThat(race.next((70 + 250) * MS)).isInstanceOf(Step.Start.class);
    }

    @Test
    void attemptsTimeOutMeanwhile() throws Exception {
        Race race = race(RaceSettings.builder()
                .connectionAttemptDelay(Duration.ofMillis(100))
                .attemptTimeout(Duration.ofMillis(300))
                .build());
        race.next(0);
        assertThat(race.next(100 * MS, false)).isEqualTo(new Step.Hold(new Step.Sleep(300 * MS)));
        assertThat(race.next(300 * MS, false)).isInstanceOf(Step.GiveUp.class);
        assertThat(race.next(300 * MS, false)).isEqualTo(new Step.Hold(new Step.Wait()));
    }

    @Test
    void endsAreTheSame() throws Exception {
        Race race = race(RaceSettings.defaults());
        race.next(0, false);
        race.expired(10 * MS);
        assertThat(race.next(10 * MS, false)).isEqualTo(new Step.Lost(Step.Reason.DEADLINE));
    }
}
