package io.happyconnect.name;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HostNameTest {

    private static final String LABEL_OF_63 = "a".repeat(63);
    private static final String NAME_OF_253 = (LABEL_OF_63 + ".").repeat(3) + "a".repeat(61);

    @Test
    void aLabelHasAtMost63Characters() {
        assertThat(Target.of(LABEL_OF_63 + ".example", 80).host()).isEqualTo(LABEL_OF_63 + ".example");
        assertThat(Target.of("example." + LABEL_OF_63, 80).host()).isEqualTo("example." + LABEL_OF_63);

        assertThatIllegalArgumentException()
                .isThrownBy(() -> Target.of(LABEL_OF_63 + "a.example", 80))
                .withMessageEndingWith(" has a label of 64 characters: allowed are 1 to 63");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Target.of("example." + LABEL_OF_63 + "a", 80))
                .withMessageEndingWith(" has a label of 64 characters: allowed are 1 to 63");
    }

    @Test
    void aNameHasAtMost253CharactersAndItsDotDoesNotCount() {
        assertThat(NAME_OF_253).hasSize(253);
        assertThat(HostName.isCanonical(NAME_OF_253)).isTrue();
        assertThat(HostName.isCanonical(NAME_OF_253 + "a")).isFalse();
        assertThat(Target.of(NAME_OF_253, 80).host()).isSameAs(NAME_OF_253);
        assertThat(Target.of(NAME_OF_253 + ".", 80).host()).isEqualTo(NAME_OF_253);

        assertThatIllegalArgumentException()
                .isThrownBy(() -> Target.of(NAME_OF_253 + "a", 80))
                .withMessageEndingWith(" is too long: 254 characters, allowed are 253");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Target.of(NAME_OF_253 + "a.", 80))
                .withMessageEndingWith(" is too long: 254 characters, allowed are 253");
    }

    @Test
    void whatCannotFitIsRefusedBeforeItIsMapped() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Target.of("a".repeat(Misplaced.MAX_LENGTH), 80))
                .withMessageEndingWith(" is too long: 320 characters, allowed are 253");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Target.of("ü".repeat(Misplaced.MAX_LENGTH + 1), 80))
                .withMessage("host '" + "ü".repeat(Refusal.SHOWN_LENGTH)
                        + "'... (321 characters) is too long: a host has at most 253 characters");
    }

    @Test
    void theLengthOfAnInternationalizedNameIsThatOfItsPunycode() {
        assertThat(Target.of("ü".repeat(50), 80).host()).hasSizeLessThanOrEqualTo(63);

        assertThatIllegalArgumentException().isThrownBy(() -> Target.of("ü".repeat(70), 80));
    }

    @ParameterizedTest
    @ValueSource(strings = {"a", "a-b", "a_b", "_a", "a_", "a.b", "9a.b", "a.b9", "xn--a", "localhost", "a1.b2.c3"})
    void aCanonicalNameIsUsedAsItStands(String name) {
        assertThat(HostName.isCanonical(name)).isTrue();
        assertThat(Target.of(name, 80).host()).isSameAs(name);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "", ".", "a.", ".a", "a..b", "A", "aB", "-a", "a-", "a.-b", "a-.b", "1", "9a", "a.1", "a.9b", "a b",
                "ä", "a:b", "/"
            })
    void everythingElseGoesTheLongWay(String name) {
        assertThat(HostName.isCanonical(name)).isFalse();
    }
}
