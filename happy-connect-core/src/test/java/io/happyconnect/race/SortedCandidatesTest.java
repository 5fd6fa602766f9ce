package io.happyconnect.race;

import static io.happyconnect.candidate.AddressFamily.IPV4;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.happyconnect.candidate.Candidate;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Candidates that are sorted ahead are tried as if the race had sorted them. */
class SortedCandidatesTest {

    private static final RaceSettings SETTINGS =
            RaceSettings.builder().preferredFamily(IPV4).build();

    private static final List<Candidate> FOUND = Stream.of("2001:db8::1", "2001:db8::2", "192.0.2.1", "192.0.2.1")
            .<Candidate>map(Scenario::candidate)
            .toList();

    @Test
    void aRaceTriesThemInTheOrderInWhichItWouldHaveSortedThem() {
        Race sorting = new Race(SETTINGS);
        sorting.discovered(FOUND, 0);
        Race told = new Race(SETTINGS);
        told.discovered(SortedCandidates.of(FOUND, SETTINGS), 0);

        assertThat(told.candidates()).isEqualTo(sorting.candidates()).hasSize(3);
        assertThat(told.next(0))
                .isInstanceOfSatisfying(
                        Step.Start.class,
                        start -> assertThat(start.attempt().candidate()).isEqualTo(Scenario.candidate("192.0.2.1")));
    }

    @Test
    void theResolversOrderIsKeptBesideTheirs() {
        SortedCandidates sorted = SortedCandidates.of(FOUND, SETTINGS);

        assertThat(sorted.asResolved()).isEqualTo(FOUND.subList(0, 3));
        assertThat(sorted.ordered())
                .extracting(Object::toString)
                .containsExactly("192.0.2.1:443", "[2001:db8::1]:443", "[2001:db8::2]:443");
    }

    @Test
    void thoseThatComeAfterOthersAreSortedAmongThem() {
        SortedCandidates first = SortedCandidates.of(List.of(Scenario.candidate("192.0.2.2")), SETTINGS);
        Race race = new Race(SETTINGS);
        race.discovered(first, 0);
        race.discovered(first.with(FOUND, SETTINGS), 0);

        assertThat(race.candidates()).hasSize(4).startsWith(Scenario.candidate("192.0.2.2"));
    }

    @Test
    void theResolutionDelayCountsFromThem() {
        RaceSettings waits = RaceSettings.builder().awaitedFamily(IPV4).build();
        Race race = new Race(waits);
        race.discovered(SortedCandidates.of(FOUND.subList(0, 2), waits), 7);

        assertThat(race.next(7)).isEqualTo(new Step.Sleep(7 + 50_000_000L));
    }

    @Test
    void noneIsRefused() {
        assertThatIllegalArgumentException().isThrownBy(() -> SortedCandidates.of(List.of(), SETTINGS));
    }
}
