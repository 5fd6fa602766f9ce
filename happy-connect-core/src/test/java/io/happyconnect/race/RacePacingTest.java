package io.happyconnect.race;

import static io.happyconnect.race.RaceSettings.builder;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** When the next attempt starts: RFC 8305 §5. */
class RacePacingTest {

    private static final String A = "192.0.2.1";
    private static final String B = "192.0.2.2";
    private static final String C = "192.0.2.3";
    private static final String D = "192.0.2.4";

    /** RFC 8305 §5: "one connection attempt to a single address is started first, followed by the others in the list, one at a time". */
    @Test
    void attemptsStartOneAtATime() {
        RacePlayer race = new RacePlayer(builder());

        race.at(0).resolves(A, B, C).then("start " + A, "sleep until 250");
        race.at(249).then("sleep until 250");
        race.at(250).then("start " + B, "sleep until 500");
        race.at(499).then("sleep until 500");
        race.at(500).then("start " + C, "wait");
        race.leaves(A + " RUNNING", B + " RUNNING", C + " RUNNING");
    }

    /** RFC 8305 §5: "Starting a new connection attempt does not affect previous attempts". */
    @Test
    void theDelayEndsNoAttempt() {
        RacePlayer race = new RacePlayer(builder());

        race.at(0).resolves(A, B).then("start " + A, "sleep until 250");
        race.at(250).then("start " + B, "wait");
        race.at(100_000).connects(A).then("won by " + A);
        race.leaves(A + " CONNECTED", B + " DROPPED");
    }

    @Test
    void theDelayIsConfigurable() {
        RacePlayer race = new RacePlayer(builder().connectionAttemptDelay(Duration.ofMillis(10)));

        race.at(0).resolves(A, B).then("start " + A, "sleep until 10");
        race.at(9).then("sleep until 10");
        race.at(10).then("start " + B, "wait");
    }

    @Test
    void theDelayCountsFromTheStartEvenIfTheRaceIsAskedLate() {
        RacePlayer race = new RacePlayer(builder());

        race.at(0).resolves(A, B, C).then("start " + A, "sleep until 250");
        race.at(290).then("start " + B, "sleep until 540");
    }

    @Test
    void aFailureStartsTheNextAtOnce() {
        RacePlayer race = new RacePlayer(builder());

        race.at(0).resolves(A, B, C).then("start " + A, "sleep until 250");
        race.at(100).fails(A).then("start " + B, "sleep until 350");
    }

    @Test
    void theFailureOfAnOlderAttemptStartsTheNextAtOnce() {
        RacePlayer race = new RacePlayer(builder());

        race.at(0).resolves(A, B, C).then("start " + A, "sleep until 250");
        race.at(250).then("start " + B, "sleep until 500");
        race.at(300).fails(A).then("start " + C, "wait");
    }

    /** RFC 8305 §5: "a subsequent connection MUST NOT be started within 10 milliseconds of the previous attempt". */
    @Test
    void aFailureStartsNothingWithin10MsOfTheLastStart() {
        RacePlayer race = new RacePlayer(builder());

        race.at(0).resolves(A, B, C).then("start " + A, "sleep until 250");
        race.at(1).fails(A).then("sleep until 10");
        race.at(9).then("sleep until 10");
        race.at(10).then("start " + B, "sleep until 260");
        race.at(20).fails(B).then("start " + C, "wait");
    }

    @ParameterizedTest
    @ValueSource(strings = {"127.0.0.1", "::1"})
    void afterLoopbackThereIsNoFloor(String loopback) {
        RacePlayer race = new RacePlayer(builder());

        race.at(0).resolves(loopback, A, B).then("start " + loopback, "sleep until 250");
        race.at(0).fails(loopback).then("start " + A, "sleep until 250");
        race.at(0).fails(A).then("sleep until 10");
    }

    @Test
    void afterLoopbackTheDelayHoldsWhenNothingFailed() {
        RacePlayer race = new RacePlayer(builder());

        race.at(0).resolves("127.0.0.1", "127.0.0.2").then("start 127.0.0.1", "sleep until 250");
        race.at(249).then("sleep until 250");
        race.at(250).then("start 127.0.0.2", "wait");
    }

    @Test
    void twoFailuresAtOnceAreTwoEvents() {
        RacePlayer race = new RacePlayer(builder());

        race.at(0).resolves(A, B, C, D).then("start " + A, "sleep until 250");
        race.at(250).then("start " + B, "sleep until 500");
        race.at(300).fails(A).then("start " + C, "sleep until 550");
        race.at(300).fails(B).then("sleep until 310");
        race.at(310).then("start " + D, "wait");
    }

    @Test
    void earlyStartsAreNotSavedUp() {
        RacePlayer race = new RacePlayer(builder());

        race.at(0).resolves(A, B, C, D).then("start " + A, "sleep until 250");
        race.at(250).then("start " + B, "sleep until 500");
        race.at(300).fails(A).fails(B).then("start " + C, "sleep until 550");
        race.at(310).then("sleep until 550");
    }

    @Test
    void aLocalFailureCostsNoTime() {
        RacePlayer race = new RacePlayer(builder());

        race.at(0).resolves(A, B, C).then("start " + A, "sleep until 250");
        race.at(0).failsLocally(A).then("start " + B, "sleep until 250");
        race.at(250).then("start " + C, "wait");
        race.at(250).failsLocally(C).then("wait");
        race.at(260).fails(B).then("lost: ALL_FAILED");
    }

    @Test
    void aLocalFailureNeitherStartsEarlyNorResetsTheDelay() {
        RacePlayer race = new RacePlayer(builder());

        race.at(0).resolves(A, B, C).then("start " + A, "sleep until 250");
        race.at(250).then("start " + B, "sleep until 500");
        race.at(255).failsLocally(B).then("start " + C, "wait");
    }

    @Test
    void aLocalFailureDoesNotSpendTheEarlyStart() {
        RacePlayer race = new RacePlayer(builder());

        race.at(0).resolves(A, B, C).then("start " + A, "sleep until 250");
        race.at(100).fails(A).then("start " + B, "sleep until 350");
        race.at(100).failsLocally(B).then("start " + C, "wait");
    }

    @Test
    void atTheLimitTheNextWaitsUntilOneEnds() {
        RacePlayer race = new RacePlayer(builder().maxConcurrentAttempts(2));

        race.at(0).resolves(A, B, C, D).then("start " + A, "sleep until 250");
        race.at(250).then("start " + B, "wait");
        race.at(900).then("wait");
        race.at(901).fails(A).then("start " + C, "wait");
        race.at(905).failsLocally(C).then("start " + D, "wait");
        race.leaves(A + " FAILED", B + " RUNNING", C + " FAILED_LOCALLY", D + " RUNNING");
    }

    @Test
    void atTheLimitTheFloorHolds() {
        RacePlayer race = new RacePlayer(builder().maxConcurrentAttempts(1));

        race.at(0).resolves(A, B).then("start " + A, "wait");
        race.at(9).fails(A).then("sleep until 10");
        race.at(10).then("start " + B, "wait");
    }

    @Test
    void anAttemptIsGivenUpAtItsTimeout() {
        RacePlayer race = new RacePlayer(builder().attemptTimeout(Duration.ofMillis(400)));

        race.at(0).resolves(A, B, C).then("start " + A, "sleep until 250");
        race.at(250).then("start " + B, "sleep until 400");
        race.at(399).then("sleep until 400");
        race.at(400).then("give up " + A, "start " + C, "sleep until 650");
        race.at(650).then("give up " + B, "sleep until 800");
        race.at(800).then("give up " + C, "lost: ALL_FAILED");
        race.leaves(A + " TIMED_OUT", B + " TIMED_OUT", C + " TIMED_OUT");
    }

    @Test
    void theTimeoutStartsTheNextEarlyButNotWithinTheFloor() {
        RacePlayer race = new RacePlayer(builder().attemptTimeout(Duration.ofMillis(255)));

        race.at(0).resolves(A, B, C).then("start " + A, "sleep until 250");
        race.at(250).then("start " + B, "sleep until 255");
        race.at(255).then("give up " + A, "sleep until 260");
        race.at(260).then("start " + C, "sleep until 505");
    }

    @Test
    void aTimeoutAndAFailureAreTwoFailures() {
        RacePlayer race = new RacePlayer(builder().attemptTimeout(Duration.ofMillis(255)));

        race.at(0).resolves(A, B, C).then("start " + A, "sleep until 250");
        race.at(250).then("start " + B, "sleep until 255");
        race.at(255).then("give up " + A, "sleep until 260");
        race.at(256).fails(B).then("sleep until 260");
        race.at(260).then("start " + C, "sleep until 515");
    }

    @Test
    void aResultAtTheVeryTimeoutCountsIfItIsToldFirst() {
        RacePlayer race = new RacePlayer(builder().attemptTimeout(Duration.ofMillis(400)));

        race.at(0).resolves(A).then("start " + A, "sleep until 400");
        race.at(400).connects(A).then("won by " + A);
    }

    @Test
    void aResultAfterTheTimeoutComesTooLate() {
        RacePlayer race = new RacePlayer(builder().attemptTimeout(Duration.ofMillis(400)));

        race.at(0).resolves(A, B).then("start " + A, "sleep until 250");
        race.at(250).then("start " + B, "sleep until 400");
        race.at(400).then("give up " + A, "sleep until 650");
        race.at(400).connects(A).fails(A).failsLocally(A).then("sleep until 650");
        race.leaves(A + " TIMED_OUT", B + " RUNNING");
    }

    @Test
    void severalAttemptsCanTimeOutAtOnce() {
        RacePlayer race = new RacePlayer(builder().attemptTimeout(Duration.ofMillis(400)));

        race.at(0).resolves(A, B, C).then("start " + A, "sleep until 250");
        race.at(250).then("start " + B, "sleep until 400");
        race.at(700).then("give up " + A, "give up " + B, "start " + C, "sleep until 1100");
    }

    @ParameterizedTest
    @ValueSource(longs = {Long.MAX_VALUE, Long.MAX_VALUE - 1, Long.MAX_VALUE - 250_000_000, Long.MIN_VALUE, -1})
    void theClockMayStandAnywhere(long origin) {
        RacePlayer race = new RacePlayer(builder().attemptTimeout(Duration.ofMillis(600)), origin);

        race.at(0).resolves(A, B, C).then("start " + A, "sleep until 250");
        race.at(249).then("sleep until 250");
        race.at(250).then("start " + B, "sleep until 500");
        race.at(255).fails(A).then("sleep until 260");
        race.at(260).then("start " + C, "sleep until 850");
        race.at(850).then("give up " + B, "sleep until 860");
        race.at(860).then("give up " + C, "lost: ALL_FAILED");
    }
}
