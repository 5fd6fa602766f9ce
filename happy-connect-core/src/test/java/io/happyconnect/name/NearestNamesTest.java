package io.happyconnect.name;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NearestNamesTest {

    @ParameterizedTest
    @CsvSource({
        "'', '', 0",
        "'', abc, 3",
        "https, https, 0",
        "htps, https, 1",
        "httpss, https, 1",
        "httpz, https, 1",
        "hptts, https, 2",
        "htpts, https, 1",
        "ba, ab, 1",
        "ca, abc, 3",
        "kitten, sitting, 3"
    })
    void countsEdits(String a, String b, int distance) {
        assertThat(NearestNames.distance(a, b)).isEqualTo(distance);
        assertThat(NearestNames.distance(b, a)).isEqualTo(distance);
    }

    @Test
    void aRandomEditIsAtMostOneAway() {
        var random = new Random(60);
        for (int i = 0; i < 5_000; i++) {
            String name = randomWord(random, 3 + random.nextInt(10));
            int at = random.nextInt(name.length());
            String edited = name.substring(0, at) + randomWord(random, random.nextInt(2)) + name.substring(at + 1);
            assertThat(NearestNames.distance(name, edited))
                    .as("%s -> %s", name, edited)
                    .isLessThanOrEqualTo(1);
        }
    }

    private static String randomWord(Random random, int length) {
        var word = new StringBuilder();
        for (int i = 0; i < length; i++) {
            word.append((char) ('a' + random.nextInt(3)));
        }
        return word.toString();
    }

    @Test
    void theNearestComesFirstThenWhatBeginsAlikeThenTheAlphabet() {
        List<String> known = List.of("ftps", "https", "http", "mon", "mongodb", "zttps", "bttps");

        assertThat(NearestNames.to("htps", known)).containsExactly("https", "ftps", "http");
        assertThat(NearestNames.to("mongo", known)).containsExactly("mongodb", "mon");
        assertThat(NearestNames.to("attps", known)).containsExactly("bttps", "https", "zttps");
    }

    @Test
    void whatIsMoreThanTwoEditsAwayWasNotMeant() {
        assertThat(NearestNames.to("abcdef", List.of("abcd"))).containsExactly("abcd");
        assertThat(NearestNames.to("abcdefg", List.of("abcd"))).isEmpty();
        assertThat(NearestNames.to("uvwxyz", List.of("uvwxab"))).containsExactly("uvwxab");
        assertThat(NearestNames.to("uvwxyz", List.of("uvwabc"))).isEmpty();
    }

    @Test
    void aShortNameIsNotReplacedAltogether() {
        assertThat(NearestNames.to("xy", List.of("ab", "ay"))).containsExactly("ay");
        assertThat(NearestNames.to("x", List.of("a", "xa"))).isEmpty();
        assertThat(NearestNames.to("", List.of("a"))).isEmpty();
    }

    @Test
    void atMostThreeAreSuggested() {
        assertThat(NearestNames.to("http", List.of("httpa", "httpb", "httpc", "httpd")))
                .containsExactly("httpa", "httpb", "httpc");
    }
}
