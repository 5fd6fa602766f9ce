package io.happyconnect.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.openjdk.jmh.runner.RunnerException;

/**
 * Measures Happy Connect beside what a user would call instead, prints and saves what came out, and ends with status 1 if a
 * target is missed.
 */
public final class Compare {

    private static final int[] ADDRESSES = {2, 20, 200};

    private final Arguments arguments;

    private Compare(Arguments arguments) {
        this.arguments = arguments;
    }

    /**
     * Runs the comparison.
     *
     * @param args as {@link Arguments#USAGE} says
     */
    public static void main(String[] args) throws IOException, RunnerException {
        Arguments arguments;
        try {
            arguments = Arguments.of(besideTheJar(), args);
        } catch (IllegalArgumentException refused) {
            System.err.println(refused.getMessage() + "\n\n" + Arguments.USAGE);
            System.exit(2);
            return;
        }
        // A second benchmark on the machine makes numbers worse, and the ratios bear it; a build shall not fail for it.
        System.setProperty("jmh.ignoreLock", "true");
        boolean met = new Compare(arguments).run();
        System.exit(met ? 0 : 1);
    }

    private static Path besideTheJar() {
        Path jar = Path.of(System.getProperty("java.class.path", ""));
        Path directory = jar.toString().endsWith(".jar") ? jar.toAbsolutePath().getParent() : null;
        return (directory == null ? Path.of("") : directory).resolve("comparison");
    }

    private boolean run() throws IOException, RunnerException {
        boolean met = measureAndReport();
        if (!met && arguments.quick()) {
            System.out.println("\nA target was missed. Once more, in case the machine was busy.\n");
            met = measureAndReport();
        }
        return met;
    }

    private boolean measureAndReport() throws IOException, RunnerException {
        Comparison comparison = measure();
        String markdown = MarkdownReport.of(comparison);
        System.out.println("\n" + markdown);
        String name = (arguments.quick() ? "quick-" : "") + fileNamePart() + "jdk"
                + Runtime.version().feature();
        Path output = Files.createDirectories(arguments.output());
        Files.writeString(output.resolve(name + ".md"), markdown);
        Files.writeString(output.resolve(name + ".json"), JsonReport.of(comparison));
        System.out.println("Saved as " + output.resolve(name) + ".md and .json");
        return comparison.meetsTargets();
    }

    /** A part does not replace the whole. */
    private String fileNamePart() {
        String text = arguments.only().toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "-");
        return text.isEmpty() ? "" : text + "-";
    }

    private Comparison measure() throws IOException, RunnerException {
        List<Contest> contests = arguments.quick()
                ? List.of(Contest.connectQuickly())
                : List.of(
                        Contest.connect(),
                        Contest.channels(),
                        Contest.refused(),
                        Contest.recording(),
                        Contest.okHttp());
        List<Table> tables = new ArrayList<>();
        Instant startedAt = Instant.now().truncatedTo(ChronoUnit.SECONDS);
        double loadBefore = Machine.load();
        List<RaceLine> races;
        try (NamedHosts names = NamedHosts.write()) {
            Forks forks = new Forks(arguments.effort(), names);
            for (Contest contest : contests) {
                if (!arguments.includes(contest.title())) {
                    continue;
                }
                Rounds rounds = new Rounds(contest);
                rounds.run(forks, arguments.effort().rounds(), System.out);
                tables.addAll(rounds.tables());
            }
            races = arguments.quick() || !arguments.includes(MarkdownReport.RACES) ? List.of() : races(forks);
        }
        return new Comparison(startedAt, Machine.here(), loadBefore, Machine.load(), arguments.effort(), tables, races);
    }

    private static List<RaceLine> races(Forks forks) throws IOException, RunnerException {
        List<RaceLine> lines = new ArrayList<>();
        for (RaceStory story : RaceStory.values()) {
            for (int addresses : ADDRESSES) {
                System.out.println("the race alone: " + story + ", " + addresses + " addresses");
                lines.add(forks.race(story, addresses));
            }
        }
        return lines;
    }
}
