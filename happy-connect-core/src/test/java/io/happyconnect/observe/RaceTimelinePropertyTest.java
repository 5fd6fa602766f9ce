package io.happyconnect.observe;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What holds for every report, however little it looks like a race. */
class RaceTimelinePropertyTest {

    private static final long SEED = 8305;
    private static final int REPORTS = 10_000;
    private static final int WIDTH = 100;
    private static final Set<Integer> NEVER_PRINTED = Set.of(
            (int) Character.CONTROL,
            (int) Character.FORMAT,
            (int) Character.SURROGATE,
            (int) Character.LINE_SEPARATOR,
            (int) Character.PARAGRAPH_SEPARATOR);

    private static List<Drawn> all;

    private record Drawn(RaceReport report, String text, List<String> lines) {}

    @BeforeAll
    static void draw() {
        RandomReports random = new RandomReports(SEED);
        all = Stream.generate(random::next)
                .limit(REPORTS)
                .map(report -> {
                    String text = report.format();
                    return new Drawn(report, text, List.of(text.split("\n", -1)));
                })
                .toList();
    }

    @Test
    void noLineIsWiderThanAHundredUnlessAWordIs() {
        for (Drawn drawn : all) {
            for (String line : drawn.lines) {
                assertThat(line.length() <= WIDTH || longestWord(line) > WIDTH - 4)
                        .as(line)
                        .isTrue();
            }
        }
    }

    private static int longestWord(String line) {
        return Arrays.stream(line.split(" ")).mapToInt(String::length).max().orElse(0);
    }

    @Test
    void noCharacterMovesTheCursorButTheLineFeedsBetweenTheLines() {
        for (Drawn drawn : all) {
            assertThat(neverPrinted(drawn.text.replace("\n", "")))
                    .as(drawn.text)
                    .isEmpty();
            assertThat(neverPrinted(drawn.report.summary())).isEmpty();
        }
    }

    private static Set<String> neverPrinted(String text) {
        return text.codePoints()
                .filter(c -> NEVER_PRINTED.contains(Character.getType(c)))
                .mapToObj(Character::getName)
                .collect(Collectors.toSet());
    }

    @Test
    void noLineEndsInABlankAndTheFirstAndTheLastSaySomething() {
        for (Drawn drawn : all) {
            assertThat(drawn.text).isEqualTo(drawn.text.strip());
            for (String line : drawn.lines) {
                assertThat(line).isEqualTo(line.stripTrailing());
            }
        }
    }

    @Test
    void isAPageAtMostAndHasEveryWinner() {
        for (Drawn drawn : all) {
            int winners = (int) drawn.report.attempts().stream()
                    .filter(attempt -> attempt.outcome() == AttemptOutcome.WON)
                    .count();
            assertThat(drawn.lines.size()).as(drawn.text).isLessThan(80 + 2 * winners);
            assertThat(drawn.lines.stream().filter(line -> line.contains("*")).count())
                    .as(drawn.text)
                    .isEqualTo(winners);
        }
    }

    @Test
    void barsStandInOneColumnOfTenToForty() {
        for (Drawn drawn : all) {
            List<Integer> columns = drawn.lines.stream()
                    .filter(line -> line.contains("|"))
                    .flatMapToInt(line -> IntStream.of(line.indexOf('|'), line.lastIndexOf('|')))
                    .distinct()
                    .boxed()
                    .toList();
            if (drawn.report.answers().isEmpty() && drawn.report.attempts().isEmpty()) {
                assertThat(columns).isEmpty();
            } else {
                assertThat(columns).as(drawn.text).hasSize(2);
                assertThat(columns.get(1) - columns.get(0) - 1).isBetween(10, 40);
            }
        }
    }
}
