package io.happyconnect.concurrency;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * Winner, canceller, watchdog and closer hand sockets over to one another: jcstress runs each pair of them many thousands of times at
 * once, and every outcome has to be one that is allowed.
 */
class HandOverTest {

    /** What surefire passes on from the pom, for a run without Maven. */
    private static final String BRIEFLY = "-m quick -iters 1 -time 150 -sc false -jvmArgs -XX:+UseSerialGC";

    private static final Pattern RESULTS =
            Pattern.compile("Results: (\\d+) planned; (\\d+) passed, 0 failed, 0 soft errs, 0 hard errs");

    @Test
    @Timeout(value = 4, unit = TimeUnit.HOURS)
    void everyOutcomeIsAllowed() throws IOException, InterruptedException {
        Path results = Files.createDirectories(Path.of("target", "jcstress")).toAbsolutePath();
        Path output = results.resolve("output.txt");
        Process jcstress = new ProcessBuilder(command())
                .directory(results.toFile())
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
        try {
            int status = jcstress.waitFor();
            String said = Files.readString(output, StandardCharsets.UTF_8);

            assertThat(status).as(said).isZero();
            assertThat(passed(said)).as(said).isGreaterThanOrEqualTo(tests());
        } finally {
            jcstress.destroyForcibly();
        }
    }

    private static List<String> command() {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                "org.openjdk.jcstress.Main",
                "-r",
                "report"));
        command.addAll(List.of(System.getProperty("jcstress.arguments", BRIEFLY).split(" ")));
        return command;
    }

    /** How many runs there were, if all of them passed: each test has one for each of several modes of the JVM. */
    private static int passed(String output) {
        int passed = 0;
        for (Matcher results = RESULTS.matcher(output); results.find(); ) {
            passed = results.group(1).equals(results.group(2)) ? Integer.parseInt(results.group(2)) : 0;
        }
        return passed;
    }

    /** How many tests jcstress has found when this was compiled. */
    private static int tests() throws IOException {
        int tests = Files.readAllLines(Path.of("target", "test-classes", "META-INF", "TestList"))
                .size();
        assertThat(tests).isPositive();
        return tests;
    }
}
