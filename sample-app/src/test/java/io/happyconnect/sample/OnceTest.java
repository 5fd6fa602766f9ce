package io.happyconnect.sample;

import static org.assertj.core.api.Assertions.assertThat;

import io.happyconnect.testsupport.EchoServer;
import io.happyconnect.testsupport.RefusingPort;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** {@code --once}, in a process of its own because it ends it. */
class OnceTest {

    private record Ended(int status, String output) {}

    private static Ended run(String... arguments) throws IOException, InterruptedException {
        List<String> command = List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                SampleApplication.class.getName());
        Process process = new ProcessBuilder(
                        Stream.concat(command.stream(), Stream.of(arguments)).toList())
                .redirectErrorStream(true)
                .start();
        try {
            String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            assertThat(process.waitFor(1, TimeUnit.MINUTES)).as(output).isTrue();
            return new Ended(process.exitValue(), output);
        } finally {
            process.destroyForcibly();
        }
    }

    @Test
    void endsWithStatus0WhenItConnected() throws IOException, InterruptedException {
        try (EchoServer server = new EchoServer()) {
            Ended ended = run("127.0.0.1", String.valueOf(server.address().getPort()), "--once");

            assertThat(ended.status()).as(ended.output()).isZero();
            assertThat(ended.output()).contains("connected to 127.0.0.1").doesNotContain("Try it yourself");
        }
    }

    @Test
    void endsWithStatus1WhenItDidNot() throws IOException, InterruptedException {
        try (RefusingPort refusing = new RefusingPort()) {
            Ended ended = run("127.0.0.1:" + refusing.address().getPort(), "--once");

            assertThat(ended.status()).as(ended.output()).isEqualTo(1);
            assertThat(ended.output()).contains("connection refused").doesNotContain("\tat ");
        }
    }
}
