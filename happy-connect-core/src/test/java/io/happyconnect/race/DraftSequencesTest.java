package io.happyconnect.race;

import static io.happyconnect.candidate.AddressFamily.IPV4;
import static io.happyconnect.candidate.AddressFamily.IPV6;
import static io.happyconnect.race.RaceSettings.builder;

import org.junit.jupiter.api.Test;

/**
 * The eight timed sequences of draft-ietf-happy-happyeyeballs-v3 §4: all questions at 0, answers from 30 ms on. We ask for no
 * HTTPS records, so what the draft lets wait for them starts without; where it has address hints, a resolver's
 * {@code found} stands for them.
 */
class DraftSequencesTest {

    private static final String A = "192.0.2.1";
    private static final String B = "192.0.2.2";
    private static final String A6 = "2001:db8::1";
    private static final String B6 = "2001:db8::2";

    private final RacePlayer race = new RacePlayer(builder().preferredFamily(IPV6));

    @Test
    void sequence1Ipv6StartsWithItsAnswerAndIpv4Joins() {
        race.at(0).then("wait");
        race.at(30).answers(IPV6, A6).then("start " + A6, "wait");
        race.at(32).answers(IPV4, A).then("sleep until 280");
        race.at(280).then("start " + A, "wait");
    }

    @Test
    void sequence2Ipv6WithinTheResolutionDelayEndsIt() {
        race.at(30).answers(IPV4, A).then("sleep until 80");
        race.at(40).answers(IPV6, A6).then("start " + A6, "sleep until 290");
        race.at(290).then("start " + A, "wait");
    }

    @Test
    void sequence3Ipv4StartsAfterTheResolutionDelayAndIpv6Joins() {
        race.at(30).answers(IPV4, A, B).then("sleep until 80");
        race.at(79).then("sleep until 80");
        race.at(80).then("start " + A, "sleep until 330");
        race.at(180).answers(IPV6, A6).then("sleep until 330");
        race.at(330).then("start " + A6, "sleep until 580");
    }

    @Test
    void sequence4BothAnswersAtOnceStartAtOnce() {
        race.at(30).answers(IPV6, A6).answers(IPV4, A).then("start " + A6, "sleep until 280");
    }

    @Test
    void sequence5NothingElseIsWaitedFor() {
        race.at(30).answers(IPV4, A).answers(IPV6, A6).then("start " + A6, "sleep until 280");
        race.at(80).then("sleep until 280");
    }

    @Test
    void sequence6AHintStartsAndItsConfirmationIsNotAnotherCandidate() {
        race.at(30).finds(A6).then("start " + A6, "wait");
        race.at(45).answers(IPV6, A6).then("wait");
        race.at(46).answers(IPV4, A).then("sleep until 280");
    }

    @Test
    void sequence7AddressesOfASecondServiceJoin() {
        race.at(30).finds(A6).then("start " + A6, "wait");
        race.at(60).finds(B6, B).then("sleep until 280");
        race.at(280).then("start " + B, "sleep until 530");
        race.at(530).then("start " + B6, "wait");
    }

    @Test
    void sequence8WithoutIpv6NobodyWaitsForIt() {
        var ipv4Only = new RacePlayer(builder().preferredFamily(IPV4));
        ipv4Only.at(30).answers(IPV4, A).then("start " + A, "wait");
    }
}
