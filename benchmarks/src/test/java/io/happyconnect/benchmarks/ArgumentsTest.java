package io.happyconnect.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

class ArgumentsTest {

    private static final Path BESIDE_THE_JAR = Path.of("beside");

    @Test
    void measuresThoroughlyUnlessAskedToBeQuick() {
        assertThat(Arguments.of(BESIDE_THE_JAR))
                .isEqualTo(new Arguments(false, List.of(), Effort.THOROUGH, BESIDE_THE_JAR));
        assertThat(Arguments.of(BESIDE_THE_JAR, "--quick"))
                .isEqualTo(new Arguments(true, List.of(), Effort.QUICK, BESIDE_THE_JAR));
    }

    @Test
    void takesRoundsAndOutputInAnyOrder() {
        Arguments arguments = Arguments.of(BESIDE_THE_JAR, "--output", "there", "--rounds", "2", "--quick");

        assertThat(arguments).isEqualTo(new Arguments(true, List.of(), Effort.QUICK.withRounds(2), Path.of("there")));
    }

    @Test
    void measuresOnlyWhatItIsAskedFor() {
        Arguments get = Arguments.of(BESIDE_THE_JAR, "--only", "get over");

        assertThat(get.includes(Contests.okHttp().title())).isTrue();
        assertThat(get.includes(Contests.connect().title())).isFalse();
        Arguments several = Arguments.of(BESIDE_THE_JAR, "--only", "get over", "--only", "One Connect");
        assertThat(several.includes(Contests.okHttp().title())).isTrue();
        assertThat(several.includes(Contests.connect().title())).isTrue();
        assertThat(several.includes(Contests.refused().title())).isFalse();
        assertThat(Arguments.of(BESIDE_THE_JAR).includes(MarkdownReport.RACES)).isTrue();
    }

    @Test
    void refusesWhatItDoesNotKnow() {
        assertThatThrownBy(() -> Arguments.of(BESIDE_THE_JAR, "--fast"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("there is no argument --fast");
        assertThatThrownBy(() -> Arguments.of(BESIDE_THE_JAR, "--rounds"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("--rounds must be followed by a value");
    }

    @Test
    void refusesAnythingButANumberOfRounds() {
        assertThatThrownBy(() -> Arguments.of(BESIDE_THE_JAR, "--rounds", "many"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("--rounds must be a number, but is many");
        assertThatThrownBy(() -> Arguments.of(BESIDE_THE_JAR, "--rounds", "0"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("rounds must be at least 1, but is 0");
        assertThat(Arguments.of(BESIDE_THE_JAR, "--rounds", "1").effort().rounds())
                .isEqualTo(1);
    }
}
