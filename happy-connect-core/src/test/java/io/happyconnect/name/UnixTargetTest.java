package io.happyconnect.name;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Unix domain sockets as targets. */
class UnixTargetTest {

    @Test
    void aSocketHasAPathAndNoPort() throws Exception {
        Target target = Target.parse("unix:/run/My App:1.sock");
        assertThat(target.unixSocket()).contains(Path.of("/run/My App:1.sock"));
        assertThat(target.host()).isEqualTo("unix:/run/My App:1.sock");
        assertThat(target.port()).isZero();
        assertThat(target.service()).isEmpty();
        assertThat(target.isLiteral()).isFalse();
        assertThat(target.literal()).isEmpty();
        assertThat(target.isAbsolute()).isFalse();
        assertThat(target).hasToString("unix:/run/My App:1.sock");
    }

    @Test
    void twoOfThemAreTheSameIfTheirPathsAre() {
        assertThat(Target.parse("unix:/run/a.sock"))
                .isEqualTo(Target.unix(Path.of("/run/a.sock")))
                .hasSameHashCodeAs(Target.unix(Path.of("/run/a.sock")))
                .isEqualTo(Target.parse("unix:///run//a.sock"))
                .isNotEqualTo(Target.unix(Path.of("/run/b.sock")));
    }

    @ParameterizedTest
    @CsvSource({"unix:443, unix:443", "unix:https, unix:443"})
    void aHostOfThatNameIsStillAHost(String text, String target) {
        assertThat(Target.parse(text)).hasToString(target);
        assertThat(Target.parse(text).unixSocket()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"unix:", "unix:run/a.sock", "unix:./a.sock", "unix:a.sock", "unix:/", "unix:/run/\na"})
    void whatIsNoAbsolutePathIsRefusedWithWhatIsAllowed(String text) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Target.parse(text))
                .withMessageStartingWith("target 'unix:")
                .withMessageEndingWith(
                        "allowed is unix: and an absolute path of at most 106 bytes, like unix:/run/app.sock")
                .satisfies(refused -> assertThat(refused.getMessage()).doesNotContain("\n"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"/tmp/x/../x/s", "/..", "/run/..", "/run/./s", "/../run/s"})
    void aPathThatGoesBackIsRefusedAndNotReadOtherwise(String path) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Target.parse("unix:" + path))
                .withMessageStartingWith("target 'unix:" + path + "' has a part '.' or '..': allowed is unix: and an");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Target.unix(Path.of(path)))
                .withMessageContaining("has a part '.' or '..'");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/run/..s", "/run/s..", "/run/.s", "/.../s"})
    void dotsInANameAreNoWayBack(String path) {
        assertThat(Target.parse("unix:" + path).unixSocket()).contains(Path.of(path));
    }

    @Test
    void aPathWithANulIsRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Target.parse("unix:/run/\0a"))
                .withMessageContaining("is no path");
    }

    @Test
    void aPathMayHave106Bytes() {
        String longest = "/" + "p".repeat(105);
        assertThat(Target.parse("unix:" + longest).unixSocket()).contains(Path.of(longest));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Target.parse("unix:" + longest + "p"))
                .withMessageContaining("has a path of 107 bytes");
        // Bytes, not characters.
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Target.unix(Path.of("/" + "ü".repeat(53))))
                .withMessageContaining("has a path of 107 bytes");
    }

    @Test
    void itIsNoHost() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Target.of("unix:/run/a.sock", 80))
                .withMessage("host 'unix:/run/a.sock' is a Unix domain socket, which has no port: pass it to"
                        + " Target.parse, for channels");
    }
}
