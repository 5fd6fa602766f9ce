package io.happyconnect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.happyconnect.testsupport.EchoServer;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** JVMs of their own: switches that turn a family off or around, and a machine that runs out of descriptors. */
@Timeout(120)
class OddMachineTest {

    private static final String JAVA =
            Path.of(System.getProperty("java.home"), "bin", "java").toString();

    private static List<String> run(String limits, String scenario, String... flags) throws Exception {
        String java = "exec '" + JAVA + "' -XX:TieredStopAtLevel=1 " + String.join(" ", flags) + " -cp '"
                + System.getProperty("java.class.path") + "' " + OddMachine.class.getName() + " " + scenario;
        Path output = Files.createTempFile("odd-machine", ".txt");
        try {
            Process process = new ProcessBuilder("sh", "-c", limits + java)
                    .redirectErrorStream(true)
                    .redirectOutput(output.toFile())
                    .start();
            boolean ended = process.waitFor(90, TimeUnit.SECONDS);
            process.destroyForcibly();
            String said = Files.readString(output, StandardCharsets.UTF_8);
            assertThat(ended).as(said).isTrue();
            assertThat(process.exitValue()).as(said).isZero();
            return said.lines().toList();
        } finally {
            Files.delete(output);
        }
    }

    @Test
    @EnabledOnOs({OS.LINUX, OS.MAC})
    void withoutIpv6ANameIsReachedByItsIpv4Address() throws Exception {
        assertThat(run("", "families", "-Djava.net.preferIPv4Stack=true"))
                .contains(
                        "both: 127.0.0.1",
                        "ipv4 literal: 127.0.0.1",
                        "mapped literal: 127.0.0.1",
                        "localhost: 127.0.0.1",
                        "socket factory: 127.0.0.1")
                .anySatisfy(line -> assertThat(line)
                        .startsWith("ipv6 literal: ConnectFailedException: cannot connect to [::1]:")
                        .containsIgnoringCase("family"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"true", "false", "system"})
    @EnabledOnOs({OS.LINUX, OS.MAC})
    void theOrderOfTheJdkDoesNotMatter(String order) throws Exception {
        assertThat(run("", "families", "-Djava.net.preferIPv6Addresses=" + order))
                .contains(
                        "both: 127.0.0.1",
                        "ipv4 literal: 127.0.0.1",
                        "mapped literal: 127.0.0.1",
                        "localhost: 127.0.0.1",
                        "socket factory: 127.0.0.1");
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void withoutDescriptorsTheFailureSaysSoAndIsOverWhenThereAreSomeAgain() throws Exception {
        assumeThat(canLimitDescriptors()).isTrue();

        List<String> said;
        // Not in the other JVM, whose descriptors would come and go with its connections.
        try (EchoServer server = new EchoServer()) {
            said = run("ulimit -n 64; ", "descriptors " + server.address().getPort());
        }

        assertThat(said)
                .hasSize(4 + 3 * 4)
                .filteredOn(line -> line.contains("without: "))
                .hasSize(6)
                .allSatisfy(line -> assertThat(line)
                        .contains("ConnectFailedException: cannot connect to few.test:")
                        .endsWith("this process has no file descriptors left"));
        assertThat(said).filteredOn("before: 127.0.0.1"::equals).hasSize(2);
        assertThat(said).filteredOn("after: 127.0.0.1"::equals).hasSize(3);
    }

    private static boolean canLimitDescriptors() throws IOException, InterruptedException {
        return new ProcessBuilder("sh", "-c", "ulimit -n 64").start().waitFor() == 0;
    }
}
