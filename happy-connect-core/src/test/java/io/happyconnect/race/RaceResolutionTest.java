package io.happyconnect.race;

import static io.happyconnect.candidate.AddressFamily.IPV4;
import static io.happyconnect.candidate.AddressFamily.IPV6;
import static io.happyconnect.race.RaceSettings.builder;

import io.happyconnect.candidate.Candidate;
import java.time.Duration;
import java.util.Comparator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What answers of name resolution do to a race: RFC 8305 §3. */
class RaceResolutionTest {

    private static final String A = "192.0.2.1";
    private static final String B = "192.0.2.2";
    private static final String A6 = "2001:db8::1";
    private static final String B6 = "2001:db8::2";

    private final RacePlayer race = new RacePlayer(builder().preferredFamily(IPV6));

    @Test
    void nothingHappensBeforeAnAnswer() {
        race.at(0).then("wait");
        race.at(5_000).then("wait");
    }

    /** RFC 8305 §3: "the first IPv6 connection attempt is immediately started". */
    @Test
    void ipv6StartsAtOnce() {
        race.at(3).answers(IPV6, A6).then("start " + A6, "wait");
    }

    @Test
    void aCombinedAnswerStartsAtOnce() {
        race.at(3).resolves(A, A6).then("start " + A6, "sleep until 253");
        race.at(253).then("start " + A, "wait");
    }

    /** RFC 8305 §3: "the client SHOULD wait a short time for the AAAA response to ensure that preference is given to IPv6". */
    @Test
    void ipv4WaitsTheResolutionDelayForIpv6() {
        race.at(20).answers(IPV4, A).then("sleep until 70");
        race.at(69).then("sleep until 70");
        race.at(70).then("start " + A, "wait");
    }

    @Test
    void theResolutionDelayCountsFromTheFirstAddress() {
        race.at(20).finds(A).then("sleep until 70");
        race.at(40).finds(B).then("sleep until 70");
        race.at(60).finds(B).then("sleep until 70");
        race.at(70).then("start " + A, "sleep until 320");
    }

    @Test
    void anAnswerWithoutAddressesStartsNoDelay() {
        race.at(20).finds().then("wait");
        race.at(100).answers(IPV4, A).then("sleep until 150");
    }

    @Test
    void ipv6WithinTheDelayGoesFirst() {
        race.at(0).answers(IPV4, A).then("sleep until 50");
        race.at(49).answers(IPV6, A6).then("start " + A6, "sleep until 299");
        race.at(299).then("start " + A, "wait");
    }

    @Test
    void ipv6AtTheVeryEndOfTheDelayGoesFirstIfItIsToldFirst() {
        race.at(0).answers(IPV4, A).then("sleep until 50");
        race.at(50).answers(IPV6, A6).then("start " + A6, "sleep until 300");
    }

    @Test
    void anIpv6AddressEndsTheDelayBeforeItsAnswerIsComplete() {
        race.at(0).answers(IPV4, A).then("sleep until 50");
        race.at(10).finds(A6).then("start " + A6, "sleep until 260");
    }

    /** RFC 8305 §3: "If a negative AAAA response ... is received within the Resolution Delay period". */
    @Test
    void anEmptyAnswerEndsTheDelay() {
        race.at(0).answers(IPV4, A).then("sleep until 50");
        race.at(20).answers(IPV6).then("start " + A, "wait");
    }

    @Test
    void aFailedLookupEndsTheDelay() {
        race.at(0).answers(IPV4, A).then("sleep until 50");
        race.at(20).cannotLookUp(IPV6).then("start " + A, "wait");
    }

    @Test
    void theEndOfTheResolutionEndsTheDelay() {
        race.at(0).finds(A).then("sleep until 50");
        race.at(20).resolves().then("start " + A, "wait");
    }

    @Test
    void theAnswerOfTheOtherFamilyDoesNotEndTheDelay() {
        race.at(0).finds(A).then("sleep until 50");
        race.at(20).answers(IPV4).then("sleep until 50");
    }

    @Test
    void anEmptyIpv6AnswerBeforeIpv4LeavesNothingToWaitFor() {
        race.at(0).answers(IPV6).then("wait");
        race.at(5).answers(IPV4, A).then("start " + A, "wait");
    }

    @ParameterizedTest
    @ValueSource(longs = {Long.MAX_VALUE, Long.MAX_VALUE - 49_999_999})
    void theDelayMayCrossTheEndOfTheClock(long origin) {
        RacePlayer race = new RacePlayer(builder().preferredFamily(IPV6), origin);

        race.at(0).answers(IPV4, A).then("sleep until 50");
        race.at(49).then("sleep until 50");
        race.at(50).then("start " + A, "wait");
    }

    @Test
    void ipv4MayBePreferred() {
        RacePlayer race = new RacePlayer(builder().preferredFamily(IPV4));

        race.at(0).answers(IPV6, A6).then("sleep until 50");
        race.at(30).answers(IPV4, A).then("start " + A, "sleep until 280");

        race = new RacePlayer(builder().preferredFamily(IPV4));
        race.at(0).answers(IPV6, A6).then("sleep until 50");
        race.at(50).then("start " + A6, "wait");

        race = new RacePlayer(builder().preferredFamily(IPV4));
        race.at(0).answers(IPV6, A6).then("sleep until 50");
        race.at(10).answers(IPV4).then("start " + A6, "wait");
    }

    /** RFC 8305 §4: sort, then interleave beginning with "whichever address family is first in the list". */
    @Test
    void oneMayWaitForAFamilyAndBeginWithAnother() {
        RaceSettings.Builder ipv4First = builder()
                .awaitedFamily(IPV6)
                .addressOrder(candidates -> candidates.stream()
                        .sorted(Comparator.comparing(Candidate::family))
                        .toList());

        RacePlayer race = new RacePlayer(ipv4First);
        race.at(0).answers(IPV4, A, B).then("sleep until 50");
        race.at(30).answers(IPV6, A6).then("start " + A, "sleep until 280");
        race.at(280).then("start " + A6, "sleep until 530");

        race = new RacePlayer(ipv4First);
        race.at(0).answers(IPV4, A).then("sleep until 50");
        race.at(49).then("sleep until 50");
        race.at(50).then("start " + A, "wait");

        race = new RacePlayer(ipv4First);
        race.at(3).answers(IPV6, A6).then("start " + A6, "wait");

        // Not yet said to be the whole answer, but an address of the awaited family is all one waits for.
        race = new RacePlayer(ipv4First);
        race.at(3).finds(A6, A).then("start " + A, "sleep until 253");
    }

    @Test
    void withoutAPreferredFamilyNobodyWaits() {
        RacePlayer race = new RacePlayer(builder());

        race.at(0).answers(IPV4, A).then("start " + A, "wait");
        race.at(10).answers(IPV6, A6).then("sleep until 250");
    }

    @Test
    void aResolutionDelayOfZeroIsNone() {
        RacePlayer race = new RacePlayer(builder().preferredFamily(IPV6).resolutionDelay(Duration.ZERO));

        race.at(7).answers(IPV4, A).then("start " + A, "wait");
    }

    @Test
    void aTunnelWaitsForThePreferredFamilyToo() {
        race.at(0).finds(new Tunnel("tunnel", false)).then("sleep until 50");
        race.at(50).then("start tunnel", "wait");
    }

    @Test
    void aTunnelThatGoesFirstWaitsForNobody() {
        race.at(0).finds(new Tunnel("first", false, true)).then("start first", "wait");
        race.at(10).answers(IPV4, A).then("sleep until 250");
        race.at(250).then("start " + A, "wait");
    }

    @Test
    void aTunnelThatGoesFirstAndComesLateGoesNext() {
        race.at(0).answers(IPV4, A).then("sleep until 50");
        race.at(20).finds(new Tunnel("first", false, true)).then("start first", "sleep until 270");
    }

    /** RFC 8305 §3: "the newly received IPv6 addresses are incorporated into the list of available candidate addresses". */
    @Test
    void lateAnswersJoinTheRaceInTheirPlace() {
        race.at(0).answers(IPV4, A, B).then("sleep until 50");
        race.at(50).then("start " + A, "sleep until 300");
        race.at(200).answers(IPV6, A6, B6).then("sleep until 300");
        race.at(300).then("start " + A6, "sleep until 550");
        race.at(550).then("start " + B6, "sleep until 800");
        race.at(800).then("start " + B, "wait");
    }

    @Test
    void lateAnswersKeepTheDelaySinceTheLastStart() {
        race.at(0).answers(IPV6, A6).then("start " + A6, "wait");
        race.at(100).answers(IPV4, A).then("sleep until 250");
        race.at(250).then("start " + A, "wait");
    }

    @Test
    void anAnswerAfterTheDelayStartsAtOnce() {
        race.at(0).answers(IPV6, A6).then("start " + A6, "wait");
        race.at(251).answers(IPV4, A).then("start " + A, "wait");
    }

    @Test
    void anAnswerAfterAFailureStartsAtOnceButNotWithinTheFloor() {
        race.at(0).answers(IPV6, A6).then("start " + A6, "wait");
        race.at(5).fails(A6).then("wait");
        race.at(9).answers(IPV4, A).then("sleep until 10");
        race.at(10).then("start " + A, "wait");
    }
}
