package io.happyconnect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.happyconnect.candidate.AddressFamily;
import io.happyconnect.name.Target;
import io.happyconnect.resolve.Lookup;
import io.happyconnect.resolve.Resolver;
import io.happyconnect.testsupport.LeaksNothing;
import java.io.IOException;
import java.net.UnknownHostException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Names, resolvers and servers that mean no good cost a bounded amount of work and memory, and leave nothing behind. */
@LeaksNothing
@Timeout(120)
class HostilePeerTest {

    @Test
    void noPortOfGarbageIsAPort() {
        try (HappyConnector connector =
                HappyConnector.builder().resolver(Names.all(List.of())).build()) {
            for (int port : new int[] {0, -1, 65_536, Integer.MIN_VALUE, Integer.MAX_VALUE}) {
                assertThatThrownBy(() -> connector.connect("a.test", port))
                        .isInstanceOf(IllegalArgumentException.class)
                        .hasMessageContaining("port");
            }
            for (String service : List.of(
                    "",
                    "0",
                    "65536",
                    "00080",
                    "+80",
                    "-1",
                    "80 ",
                    " 80",
                    "8O",
                    "0x50",
                    "８０",
                    "80\r\nHost: b.test",
                    "1e3")) {
                assertThatThrownBy(() -> connector.connect("a.test", service))
                        .as(service)
                        .isInstanceOf(IllegalArgumentException.class)
                        .satisfies(thrown -> assertThat(thrown.getMessage()).doesNotContainPattern("\\p{Cntrl}"));
            }
        }
    }

    @Test
    void whatLooksLikeAHeaderGetsIntoNoMessageReportOrLog() {
        String forged = "b.test\r\nX-Admin: yes\u001b[2J\u202e\u0000";
        Resolver forging = (target, answers) -> {
            answers.failed(AddressFamily.IPV6, new IOException(forged));
            answers.failed(AddressFamily.IPV4, new UnknownHostException("a.test: " + forged));
            answers.done();
            return Lookup.ended();
        };
        try (HappyConnector connector =
                HappyConnector.builder().resolver(forging).build()) {
            for (String host :
                    List.of(forged, "a.test\r\nHost: b.test", "a.test\nb", "a%0d%0a.test", "a.test\t", "<b>.test")) {
                assertThatThrownBy(() -> connector.connect(host, 80))
                        .isInstanceOf(IllegalArgumentException.class)
                        .satisfies(thrown -> assertClean(thrown.getMessage()));
                assertThatThrownBy(() -> Target.parse(host + ":80"))
                        .isInstanceOf(IllegalArgumentException.class)
                        .satisfies(thrown -> assertClean(thrown.getMessage()));
            }
            UnresolvedTargetException failure =
                    catchThrowableOfType(UnresolvedTargetException.class, () -> connector.connect("a.test", 80));
            assertClean(failure.getMessage());
            assertClean(failure.report().summary());
            failure.report().format().lines().forEach(HostilePeerTest::assertClean);
            assertThat(failure.report().format()).doesNotContain("\nX-Admin");
        }
    }

    private static void assertClean(String line) {
        assertThat(line).doesNotContainPattern("[\\p{Cntrl}\\u202e]");
    }
}
