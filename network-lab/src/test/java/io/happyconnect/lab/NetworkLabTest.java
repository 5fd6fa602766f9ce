package io.happyconnect.lab;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Runs every experiment of the laboratory; skipped, loudly, where there cannot be one. */
class NetworkLabTest {

    private static final int NO_LAB_HERE = 77;

    @Test
    @Timeout(value = 9, unit = TimeUnit.MINUTES)
    void everyExperimentGoesAsExpected() throws IOException, InterruptedException {
        Path page = Path.of("target", "conformance.md").toAbsolutePath();
        Files.deleteIfExists(page);
        Process laboratory;
        try {
            laboratory = new ProcessBuilder(
                            "python3",
                            "lab/lab.py",
                            "--java",
                            Path.of(System.getProperty("java.home"), "bin", "java")
                                    .toString(),
                            "--class-path",
                            System.getProperty("java.class.path"),
                            "--output",
                            page.toString())
                    .redirectErrorStream(true)
                    .start();
        } catch (IOException noPython) {
            skip("there is no python3: " + noPython.getMessage());
            return;
        }
        StringBuilder said = new StringBuilder();
        try (var lines = laboratory.inputReader(StandardCharsets.UTF_8)) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                System.out.println(line);
                said.append(line).append('\n');
            }
        }
        int status = laboratory.waitFor();
        if (status == NO_LAB_HERE) {
            skip(said.toString().strip());
        }
        assertThat(status).as(said.toString()).isZero();
        assertThat(page).exists();
    }

    private static void skip(String why) {
        System.out.println("***** SKIPPED: the network laboratory; " + why + " *****");
        Assumptions.abort(why);
    }
}
