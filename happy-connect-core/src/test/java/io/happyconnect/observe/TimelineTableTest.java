package io.happyconnect.observe;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class TimelineTableTest {

    @Test
    void aSentenceOfAHundredCharactersIsOneLine() {
        String fits = "x".repeat(50) + " " + "y".repeat(49);

        assertThat(TimelineTable.wrapped(fits)).containsExactly(fits);
        assertThat(TimelineTable.wrapped(fits + "y")).containsExactly("x".repeat(50), "    " + "y".repeat(50));
    }

    @Test
    void linesAfterTheFirstAreIndentedWithinTheWidth() {
        String fits = "    " + "y".repeat(48) + " " + "z".repeat(47);

        assertThat(TimelineTable.wrapped("x".repeat(90) + "   " + fits.strip())).containsExactly("x".repeat(90), fits);
        assertThat(TimelineTable.wrapped("x".repeat(90) + " " + fits.strip() + "z"))
                .containsExactly("x".repeat(90), "    " + "y".repeat(48), "    " + "z".repeat(48));
    }

    @Test
    void aWordThatIsTooLongStaysWhole() {
        assertThat(TimelineTable.wrapped("x".repeat(150) + " y")).containsExactly("x".repeat(150), "    y");
        assertThat(TimelineTable.wrapped("via " + "x".repeat(150))).containsExactly("via " + "x".repeat(150));
        assertThat(TimelineTable.wrapped("via a " + "x".repeat(150)))
                .containsExactly("via a", "    " + "x".repeat(150));
    }

    @Test
    void aListThatFitsIsComplete() {
        String word = "x".repeat(40);

        assertThat(TimelineTable.listed("title: ", List.of("a"))).isEqualTo("title: a");
        assertThat(TimelineTable.listed("", List.of(word, word, "y".repeat(16))))
                .isEqualTo(word + ", " + word + ", " + "y".repeat(16));
        assertThat(TimelineTable.listed("", List.of(word, word, "y".repeat(17))))
                .isEqualTo(word + ", " + word + " and 1 more");
    }

    @Test
    void aListWithARestKeepsRoomForIt() {
        String word = "x".repeat(40);
        String other = "y".repeat(30);

        // 7 + 40 + 2 + 40 and the 11 of the rest are 100.
        assertThat(TimelineTable.listed("123456 ", List.of(word, word, other)))
                .isEqualTo("123456 " + word + ", " + word + " and 1 more");
        assertThat(TimelineTable.listed("1234567 ", List.of(word, word, other)))
                .isEqualTo("1234567 " + word + " and 2 more");
    }

    @Test
    void theScaleHasRoomForBothItsEnds() {
        long end = 359_940_000_000_000L;
        String longest = "x".repeat(47);
        TimelineRow row = new TimelineRow("100", longest, 0, end, '-', 'x', "99 h 59 min", "99 h 59 min", "refused");

        assertThat(new TimelineTable(List.of(row), end).lines())
                .containsExactly(
                        " ".repeat(3 + 2 + 47 + 2) + "0 99 h 59 min         start         took",
                        "100  " + longest + " |------------x|  99 h 59 min  99 h 59 min  r...");
    }
}
