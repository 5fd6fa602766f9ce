package io.happyconnect.race;

import static io.happyconnect.candidate.AddressFamily.IPV4;
import static io.happyconnect.candidate.AddressFamily.IPV6;
import static io.happyconnect.race.RaceSettings.builder;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.api.Test;

/** How a race ends: once, and for ever. */
class RaceEndTest {

    private static final String A = "192.0.2.1";
    private static final String B = "192.0.2.2";

    private final RacePlayer race = new RacePlayer(builder());

    /** RFC 8305 §5: "all other connection attempts that have not yet succeeded SHOULD be canceled". */
    @Test
    void theFirstToConnectWinsAndTheOthersAreDropped() {
        race.at(0).resolves(A, B, "192.0.2.3", "192.0.2.4").then("start " + A, "sleep until 250");
        race.at(200).fails(A).then("start " + B, "sleep until 450");
        race.at(450).then("start 192.0.2.3", "sleep until 700");
        assertThat(race.race.hasEnded()).isFalse();
        assertThat(race.race.runningAttempts()).isEqualTo(2);

        race.at(460).connects("192.0.2.3").then("won by 192.0.2.3");

        race.leaves(A + " FAILED", B + " DROPPED", "192.0.2.3 CONNECTED");
        assertThat(race.race.hasEnded()).isTrue();
        assertThat(race.race.runningAttempts()).isZero();
        assertThat(race.race.attempts()).extracting(Attempt::endedAt).containsExactly(ms(200), ms(460), ms(460));
        assertThat(race.race.attempts()).extracting(Attempt::startedAt).containsExactly(ms(0), ms(200), ms(450));
        assertThat(race.race.attempts()).extracting(Attempt::index).containsExactly(0, 1, 2);
    }

    @Test
    void whoeverConnectsSecondHasLost() {
        race.at(0).resolves(A, B).then("start " + A, "sleep until 250");
        race.at(250).then("start " + B, "wait");
        race.at(260).connects(B).connects(A).then("won by " + B);
        race.leaves(A + " DROPPED", B + " CONNECTED");
    }

    @Test
    void itIsLostWhenEveryAttemptHasFailed() {
        race.at(0).resolves(A, B).then("start " + A, "sleep until 250");
        race.at(100).fails(A).then("start " + B, "wait");
        race.at(150).fails(B).then("lost: ALL_FAILED");
        race.leaves(A + " FAILED", B + " FAILED");
    }

    @Test
    void itIsNotLostWhileAnAnswerIsOutstanding() {
        race.at(0).answers(IPV6, "2001:db8::1").then("start 2001:db8::1", "wait");
        race.at(10).fails("2001:db8::1").then("wait");
        race.at(5_000).then("wait");
        race.at(5_001).answers(IPV4).then("lost: ALL_FAILED");
    }

    @Test
    void itIsNotLostWhileTheOtherAnswerIsOutstanding() {
        race.at(0).answers(IPV4).then("wait");
        race.at(5).answers(IPV6).then("lost: NO_ADDRESSES");
    }

    @Test
    void itIsNotLostWhileAnAttemptIsRunning() {
        race.at(0).resolves(A).then("start " + A, "wait");
        race.at(130_000).then("wait");
    }

    @Test
    void localFailuresAloneLoseItToo() {
        race.at(0).resolves(A, B).then("start " + A, "sleep until 250");
        race.at(0).failsLocally(A).then("start " + B, "wait");
        race.at(0).failsLocally(B).then("lost: ALL_FAILED");
    }

    @Test
    void aNameWithoutAddressesHasNone() {
        race.at(7).resolves().then("lost: NO_ADDRESSES");
    }

    @Test
    void aFailedLookupIsNotAnEmptyAnswer() {
        race.at(0).answers(IPV6).then("wait");
        race.at(7).cannotLookUp(IPV4).then("lost: RESOLUTION_FAILED");
    }

    @Test
    void aFailedLookupDoesNotMatterIfThereWereAddresses() {
        race.at(0).cannotLookUp(IPV6).answers(IPV4, A).then("start " + A, "wait");
        race.at(9).fails(A).then("lost: ALL_FAILED");
    }

    @Test
    void theDeadlineEndsItWhateverIsGoingOn() {
        race.at(0).then("wait");
        race.at(100).passesTheDeadline().then("lost: DEADLINE");

        RacePlayer running = new RacePlayer(builder());
        running.at(0).resolves(A, B).then("start " + A, "sleep until 250");
        running.at(100).passesTheDeadline().then("lost: DEADLINE").leaves(A + " DROPPED");
        assertThat(running.attempt(A).endedAt()).isEqualTo(ms(100));
    }

    @Test
    void cancellationEndsItWhateverIsGoingOn() {
        race.at(0).resolves(A, B).then("start " + A, "sleep until 250");
        race.at(250).then("start " + B, "wait");
        race.at(251).isCancelled().then("lost: CANCELLED").leaves(A + " DROPPED", B + " DROPPED");
    }

    @Test
    void theFirstEndIsTheEnd() {
        race.at(0).resolves(A).then("start " + A, "wait");
        race.at(1).passesTheDeadline().isCancelled().connects(A).then("lost: DEADLINE");

        RacePlayer won = new RacePlayer(builder());
        won.at(0).resolves(A).then("start " + A, "wait");
        won.at(1).connects(A).isCancelled().passesTheDeadline().then("won by " + A);

        RacePlayer cancelled = new RacePlayer(builder());
        cancelled.at(0).isCancelled().passesTheDeadline().then("lost: CANCELLED");
    }

    @Test
    void factsThatComeAfterTheEndChangeNothing() {
        race.at(0).answers(IPV4, A, B).then("start " + A, "sleep until 250");
        race.at(250).then("start " + B, "wait");
        race.at(300).connects(A).then("won by " + A);

        race.at(310)
                .connects(B)
                .fails(B)
                .failsLocally(B)
                .fails(A)
                .failsLocally(A)
                .connects(A);
        race.finds("192.0.2.3").answers(IPV6, "2001:db8::1").cannotLookUp(IPV6).resolves();
        race.passesTheDeadline().isCancelled().then("won by " + A);

        race.leaves(A + " CONNECTED", B + " DROPPED");
        assertThat(race.attempt(A).endedAt()).isEqualTo(ms(300));
        assertThat(race.attempt(B).endedAt()).isEqualTo(ms(300));
        assertThat(race.race.candidates()).hasSize(2);
        assertThat(race.race.runningAttempts()).isZero();
        race.at(100_000).then("won by " + A);
    }

    @Test
    void factsThatAreToldTwiceChangeNothing() {
        race.at(0).answers(IPV4, A, B).answers(IPV4, A, B).then("start " + A, "sleep until 250");
        race.at(100).fails(A).then("start " + B, "wait");
        race.at(101).fails(A).connects(A).failsLocally(A).then("wait");
        race.leaves(A + " FAILED", B + " RUNNING");
        assertThat(race.attempt(A).endedAt()).isEqualTo(ms(100));
        assertThat(race.race.runningAttempts()).isEqualTo(1);
    }

    @Test
    void theEndOfAnAttemptThatRunsIsUnknown() {
        race.at(0).resolves(A).then("start " + A, "wait");

        assertThatThrownBy(() -> race.attempt(A).endedAt())
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("attempt #0 192.0.2.1:443 RUNNING has not ended");
    }

    @Test
    void itsListsCannotBeChangedFromOutside() {
        race.at(0).resolves(A, B).then("start " + A, "sleep until 250");

        assertThatThrownBy(() -> race.race.attempts().clear()).isInstanceOf(UnsupportedOperationException.class);
        assertThatThrownBy(() -> race.race.candidates().clear()).isInstanceOf(UnsupportedOperationException.class);
    }

    private static long ms(long millis) {
        return Duration.ofMillis(millis).toNanos();
    }
}
