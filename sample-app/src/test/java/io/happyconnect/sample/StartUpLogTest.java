package io.happyconnect.sample;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.happyconnect.testsupport.EchoServer;
import io.happyconnect.testsupport.RefusingPort;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

/** What a newcomer reads in the terminal. */
@ExtendWith(OutputCaptureExtension.class)
class StartUpLogTest {

    @Test
    void showsBothTimesAndTheRaceBetweenThem(CapturedOutput output) {
        try (RunningSample sample = new RunningSample()) {
            assertThat(output.getOut())
                    .contains("broken.example:" + sample.neighbourhoodPort() + " has three addresses")
                    .contains("1. Plain java.net.Socket")
                    .contains("    127.0.0.101  no answer, given up after 1.0")
                    .contains("2. HappyConnector.connect")
                    .containsPattern("1 {2}127\\.0\\.0\\.101 \\| *-+>?\\|? .* lost")
                    .containsPattern("3 {2}127\\.0\\.0\\.103 \\| +\\*.* connected")
                    .contains("3. OkHttp through Happy Connect")
                    .contains("HTTP/1.1 200, 24 bytes")
                    .contains("Try it yourself at http://localhost:" + sample.port() + "/");
        }
        long plain = millis("plain java.net.Socket", output);
        long happy = millis("Happy Connect", output);
        assertThat(plain).isGreaterThanOrEqualTo(RunningSample.PLAIN_TIMEOUT_MILLIS);
        assertThat(happy).isBetween(150L, plain - 1);
        assertThat(output.getErr()).isEmpty();
    }

    @Test
    void theDocumentationShowsRacesAtThePaceOfTheSample(CapturedOutput output) throws IOException {
        try (RunningSample sample = new RunningSample()) {
            assertThat(sample.port()).isPositive();
        }
        Matcher shown = Pattern.compile("attempt delay \\d+ ms\\R").matcher(output.getOut());
        assertThat(shown.find()).isTrue();
        Path top = Path.of(System.getProperty("happyconnect.topDirectory", ".."));
        for (String page : List.of("README.md", "docs/how-a-race-runs.md")) {
            assertThat(Files.readString(top.resolve(page)))
                    .as(page)
                    .contains("race 3 of connector \"default\"")
                    .contains(shown.group());
        }
    }

    // A line such as "    Happy Connect   152 ms  ===".
    private static long millis(String label, CapturedOutput output) {
        Matcher bar = Pattern.compile("^ +" + Pattern.quote(label) + " +([0-9.]+) (m?s) +=+$", Pattern.MULTILINE)
                .matcher(output.getOut());
        assertThat(bar.find()).as(label).isTrue();
        return Math.round(Double.parseDouble(bar.group(1)) * (bar.group(2).equals("s") ? 1_000 : 1));
    }

    @Test
    void goesWhereTheCommandLineSays(CapturedOutput output) throws IOException {
        try (EchoServer server = new EchoServer();
                RunningSample sample = new RunningSample(
                        "127.0.0.1", String.valueOf(server.address().getPort()))) {
            assertThat(output.getOut())
                    .contains("HappyConnector.connect, 127.0.0.1:"
                            + server.address().getPort())
                    .contains("connected to 127.0.0.1")
                    .contains("Try it yourself at")
                    .doesNotContain("Plain java.net.Socket");
            assertThat(sample.exitCode()).isZero();
        }
    }

    @Test
    void showsTheReportOfAFailure(CapturedOutput output) throws IOException {
        try (RefusingPort refusing = new RefusingPort();
                RunningSample sample = new RunningSample(
                        "http://127.0.0.1:" + refusing.address().getPort() + "/")) {
            assertThat(output.getOut())
                    .contains("cannot connect to 127.0.0.1:")
                    .containsPattern("failed 127\\.0\\.0\\.1:\\d+ after .*: connection refused")
                    .contains("OkHttp through Happy Connect, GET http://127.0.0.1:")
                    .doesNotContain("\tat ");
            assertThat(sample.exitCode()).isEqualTo(1);
        }
    }

    @Test
    void saysWhatIsWrongWithTheCommandLine(CapturedOutput output) {
        try (RunningSample sample = new RunningSample("example.com", "nosuchservice")) {
            assertThat(output.getOut())
                    .contains("Cannot connect there: service 'nosuchservice' is not known")
                    .doesNotContain("\tat ");
            assertThat(sample.exitCode()).isEqualTo(1);
        }
    }

    @Test
    void saysHowToStartWhenThePortIsTaken(CapturedOutput output) throws IOException {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getByAddress(new byte[] {127, 0, 0, 1}))) {
            int port = taken.getLocalPort();

            assertThatThrownBy(() -> SpringApplication.run(
                            SampleApplication.class, "--server.port=" + port, "--sample.neighbourhood.port=0"))
                    .isNotNull();

            assertThat(output.getOut())
                    .contains("Port " + port + " is taken by another program on this machine.")
                    .contains("mvn -q -Psample -Dspring-boot.run.arguments=--server.port=" + (port + 1))
                    .doesNotContain("\tat ");
        }
    }

    @Test
    void doesWithoutTheNeighbourhood(CapturedOutput output) {
        try (RunningSample sample = new RunningSample("--sample.neighbourhood.enabled=false")) {
            assertThat(output.getOut())
                    .contains("Try it yourself at http://localhost:" + sample.port() + "/")
                    .doesNotContain("broken.example");
        }
    }
}
