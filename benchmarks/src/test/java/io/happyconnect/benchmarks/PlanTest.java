package io.happyconnect.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class PlanTest {

    @Test
    void saysHowLongEachPartTakes() {
        // 4 entries, 2 + 5 + 3 seconds each, three rounds.
        assertThat(plan("--only", "address refuses", "--rounds", "3"))
                .hasToString("About 2 minutes:\n    2  " + Contests.refused().title());
        assertThat(plan("--only", "second attempt", "--rounds", "1"))
                .hasToString("About 1 minutes:\n    1  " + Late.TITLE);
    }

    @Test
    void whatNobodyAskedForTakesNoTime() {
        assertThat(plan("--only", "no such title").isEmpty()).isTrue();
    }

    @Test
    void aSingleCrowdCanBeAskedFor() {
        Arguments arguments =
                Arguments.of(Path.of(""), "--only", "10,000 at once, connectAsync, callbacks", "--rounds", "1");

        assertThat(Crowds.of(arguments).seconds()).isEqualTo(new Crowd(CrowdWay.ASYNC_DIRECT, 10_000, 0).seconds(true));
    }

    @Test
    void nearTiesOfOneDriverCanBeAskedForButNotByABuild() {
        assertThat(plan("--only", "1 ms: connectAsync")).hasToString("About 2 minutes:\n    2  " + NearTies.TITLE);
        assertThat(plan("--only", "near ties", "--quick").isEmpty()).isTrue();
    }

    @Test
    void aBuildWaitsFourMinutesAtMost() {
        Arguments quick = Arguments.of(Path.of(""), "--quick");
        int contests = Contests.quick().stream()
                .mapToInt(contest -> contest.seconds(quick.effort()))
                .sum();

        // Everything is missed at first.
        assertThat(2 * (contests + Crowds.of(quick).seconds())).isLessThanOrEqualTo(4 * 60);
    }

    @Test
    void entriesMeasuredInTurnAreThoseOfTheStage() throws Exception {
        Set<Venue> opened = new HashSet<>();
        for (Contest contest : Contests.all()) {
            if (!contest.venue().isForks() && !contest.venue().needsLink()) {
                try (Stage stage = Stage.of(contest.venue())) {
                    for (Entry entry : contest.entries()) {
                        assertThat(stage.rehearsal(entry.benchmark())).isNotNull();
                    }
                }
                opened.add(contest.venue());
            }
        }
        assertThat(opened)
                .containsAll(Arrays.stream(Venue.values())
                        .filter(venue -> !venue.isForks() && !venue.needsLink())
                        .toList());
    }

    private static Plan plan(String... arguments) {
        return new Plan(Arguments.of(Path.of(""), arguments));
    }

    @Test
    void nothingIsComparedTwice() {
        List<String> titles = Contests.all().stream().map(Contest::title).toList();

        assertThat(titles).doesNotHaveDuplicates();
    }
}
