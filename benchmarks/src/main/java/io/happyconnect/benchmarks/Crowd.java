package io.happyconnect.benchmarks;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Many connects to a name whose first address is dead and whose second is good.
 *
 * @param way how each connects
 * @param races how many
 * @param perSecond how many begin each second; 0 for all at once, -1 for one after the other
 */
record Crowd(CrowdWay way, int races, int perSecond) {

    /**
     * What came of one. Times are milliseconds beyond the ideal, which is the attempt delay of 250 ms.
     *
     * @param crowd what was run
     * @param failed how many did not connect
     * @param p50 the median
     * @param p99 one of a hundred is worse
     * @param worst the worst
     * @param cpuMicros of the process, per race
     * @param threads of Java at most, beyond those there were before the first connect
     * @param rssMegabytes at most, beyond what there was
     * @param descriptors at most, per race
     */
    record Outcome(
            Crowd crowd,
            int failed,
            double p50,
            double p99,
            double worst,
            double cpuMicros,
            int threads,
            double rssMegabytes,
            double descriptors) {

        private static Outcome of(Crowd crowd, String line) {
            String[] field = line.split(" ", -1);
            return new Outcome(
                    crowd,
                    Integer.parseInt(field[1]),
                    Double.parseDouble(field[2]),
                    Double.parseDouble(field[3]),
                    Double.parseDouble(field[4]),
                    Double.parseDouble(field[5]),
                    Integer.parseInt(field[6]),
                    Double.parseDouble(field[7]),
                    Double.parseDouble(field[8]));
        }

        String row() {
            return String.format(
                    Locale.ROOT,
                    "| %s | %,d, %s | %d | %.2f | %.2f | %.2f | %.0f | %d | %.0f | %.2f |",
                    crowd.way,
                    crowd.races,
                    crowd.pace(),
                    failed,
                    p50,
                    p99,
                    worst,
                    cpuMicros,
                    threads,
                    rssMegabytes,
                    descriptors);
        }
    }

    String pace() {
        return perSecond == 0
                ? "at once"
                : perSecond < 0 ? "one by one" : String.format(Locale.ROOT, "%,d a second", perSecond);
    }

    /** Runs it in a process of its own. {@return what came of it; nothing if the process did not end as it should} */
    Optional<Outcome> run() throws IOException, InterruptedException {
        try (CrowdServer server = new CrowdServer()) {
            List<String> command = new ArrayList<>(List.of(
                    Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                    "-Xms512m",
                    "-Xmx1g",
                    "-cp",
                    System.getProperty("java.class.path"),
                    CrowdProcess.class.getName(),
                    way.name(),
                    Integer.toString(server.port()),
                    Integer.toString(races),
                    Integer.toString(perSecond)));
            Process process = new ProcessBuilder(command)
                    .redirectError(ProcessBuilder.Redirect.INHERIT)
                    .start();
            String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            process.waitFor();
            return output.lines()
                    .filter(line -> line.startsWith("CROWD "))
                    .findFirst()
                    .map(line -> Outcome.of(this, line));
        }
    }
}
