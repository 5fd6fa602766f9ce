package io.happyconnect.race;

import static io.happyconnect.candidate.AddressFamily.IPV4;
import static io.happyconnect.race.RaceSettings.builder;
import static org.assertj.core.api.Assertions.assertThat;

import io.happyconnect.candidate.Candidate;
import io.happyconnect.order.AddressOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What is tried, and in which order. */
class RaceCandidatesTest {

    private static final String A = "192.0.2.1";
    private static final String B = "192.0.2.2";
    private static final String C = "192.0.2.3";
    private static final String A6 = "2001:db8::1";
    private static final String B6 = "2001:db8::2";

    @Test
    void familiesAreInterleaved() {
        assertThat(order(builder(), A6, B6, A, B)).containsExactly(A6, A, B6, B);
        assertThat(order(builder().preferredFamily(IPV4), A6, B6, A, B)).containsExactly(A, A6, B, B6);
        assertThat(order(builder().firstAddressFamilyCount(2), A6, B6, A, B)).containsExactly(A6, B6, A, B);
    }

    @Test
    void anAddressIsTriedOnce() {
        RacePlayer race = new RacePlayer(builder());

        race.at(0).finds(A, A).finds(A).resolves(A).then("start " + A, "wait");
        race.at(1).fails(A).then("lost: ALL_FAILED");
    }

    @Test
    void anAddressThatWasTriedIsNotTriedAgain() {
        RacePlayer race = new RacePlayer(builder());

        race.at(0).finds(A).then("start " + A, "wait");
        race.at(20).fails(A).then("wait");
        race.at(30).resolves(B, A).then("start " + B, "wait");
        race.at(50).fails(B).then("lost: ALL_FAILED");
    }

    @Test
    void anIpv4MappedAddressIsTheIpv4Address() {
        RacePlayer race = new RacePlayer(builder());

        race.at(0).finds(A).then("start " + A, "wait");
        race.at(300).resolves(RandomRace.mapped(192, 0, 2, 1)).then("wait");
        assertThat(race.race.candidates()).containsExactly(Scenario.candidate(A));

        assertThat(order(builder(), RandomRace.mapped(192, 0, 2, 1), A)).containsExactly(A);
    }

    @Test
    void candidatesWithoutAFamilyAlternateWithTheOthers() {
        assertThat(order(builder(), A6, B6, A, new Tunnel("t1", false), new Tunnel("t2", false)))
                .containsExactly(A6, A, "t1", B6, "t2");
    }

    @Test
    void equalTunnelsAreOne() {
        assertThat(order(builder(), new Tunnel("t", false), new Tunnel("t", false)))
                .containsExactly("t");
    }

    @Test
    void afterATunnelOnThisMachineThereIsNoFloor() {
        RacePlayer race = new RacePlayer(builder());
        race.at(0).resolves(new Tunnel("inside", true), new Tunnel("outside", false), new Tunnel("last", false));
        race.then("start inside", "sleep until 250");
        race.at(1).fails("inside").then("start outside", "sleep until 251");
        race.at(2).fails("outside").then("sleep until 11");
    }

    @Test
    void theOrderOfTheApplicationHoldsInsideAFamily() {
        assertThat(order(builder().addressOrder(RaceCandidatesTest::reversed), A, B, A6, B6))
                .containsExactly(B6, B, A6, A);
        assertThat(order(builder().addressOrder(RaceCandidatesTest::reversed).preferredFamily(IPV4), A, B, A6, B6))
                .containsExactly(B, B6, A, A6);
    }

    @Test
    void theOrderIsAppliedToTheCompleteListAgainAfterEveryAnswer() {
        List<List<Candidate>> seen = new ArrayList<>();
        AddressOrder order = candidates -> {
            seen.add(candidates);
            return candidates;
        };
        RacePlayer race = new RacePlayer(builder().addressOrder(order));

        race.at(0).finds(A).finds(A).then("start " + A, "wait");
        race.at(1).finds(B, A6).then("sleep until 250");

        assertThat(seen).containsExactly(candidates(A), candidates(A, B, A6));
        assertThat(race.race.candidates()).containsExactlyElementsOf(candidates(A, A6, B));
    }

    @Test
    void anOrderThatThrowsIsIgnored() {
        AddressOrder broken = candidates -> {
            throw new IllegalStateException("broken");
        };
        assertThat(order(builder().addressOrder(broken), A, B)).containsExactly(A, B);
    }

    @Test
    void anOrderThatReturnsNothingUsableIsIgnored() {
        assertThat(order(builder().addressOrder(candidates -> null), A, B)).containsExactly(A, B);
        assertThat(order(builder().addressOrder(candidates -> List.of()), A, B)).containsExactly(A, B);
        assertThat(order(builder().addressOrder(RaceCandidatesTest::sortedInPlace), B, A))
                .containsExactly(B, A);
    }

    @Test
    void whatAnOrderForgetsComesLast() {
        assertThat(order(builder().addressOrder(candidates -> candidates.subList(2, 3)), A, B, C))
                .containsExactly(C, A, B);
    }

    @Test
    void whatAnOrderInventsIsLeftOut() {
        AddressOrder inventive = candidates -> Arrays.asList(
                Scenario.candidate("192.0.2.66"), candidates.get(1), null, candidates.get(1), candidates.get(0));
        assertThat(order(builder().addressOrder(inventive), A, B)).containsExactly(B, A);
    }

    /** The names of all candidates in the order in which a race tries them when each fails. */
    private static List<String> order(RaceSettings.Builder settings, Object... found) {
        RacePlayer race = new RacePlayer(settings);
        race.resolves(found);
        List<String> tried = new ArrayList<>();
        for (long now = 0; race.race.next(now) instanceof Step.Start start; now += Scenario.nanos(10)) {
            race.race.failed(start.attempt(), now);
            tried.add(RacePlayer.name(start.attempt().candidate()));
        }
        assertThat(race.race.hasEnded()).isTrue();
        return tried;
    }

    private static List<Candidate> candidates(String... addresses) {
        return Arrays.stream(addresses).map(Scenario::candidate).toList();
    }

    private static List<Candidate> reversed(List<Candidate> candidates) {
        List<Candidate> reversed = new ArrayList<>(candidates);
        Collections.reverse(reversed);
        return reversed;
    }

    private static List<Candidate> sortedInPlace(List<Candidate> candidates) {
        candidates.sort((one, other) -> one.toString().compareTo(other.toString()));
        return candidates;
    }
}
