package io.happyconnect.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.openjdk.jmh.runner.RunnerException;

/**
 * Measures Happy Connect beside what a user would call instead, prints and saves what came out, and ends with status 1 if a
 * target is missed.
 */
public final class Compare {

    private static final int[] ADDRESSES = {2, 20, 200};

    private final Arguments arguments;
    private final List<Contest> contests;
    private final Map<Contest, List<Table>> tables = new LinkedHashMap<>();
    private final List<String> skipped = new ArrayList<>();
    private final Late late = new Late();
    private List<RaceLine> races = List.of();

    private Compare(Arguments arguments) {
        this.arguments = arguments;
        this.contests = (arguments.quick() ? Contests.quick() : Contests.all())
                .stream().filter(contest -> arguments.includes(contest.title())).toList();
    }

    /**
     * Runs the comparison.
     *
     * @param args as {@link Arguments#USAGE} says
     */
    public static void main(String[] args) throws IOException, RunnerException, InterruptedException {
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

    private boolean run() throws IOException, RunnerException, InterruptedException {
        Plan plan = new Plan(arguments);
        if (plan.isEmpty()) {
            System.err.println("nothing has this in its title: " + String.join(", ", arguments.only()));
            return false;
        }
        System.out.println(plan);
        boolean met = compare();
        boolean crowdsMet = runCrowds();
        return runNearTies() && crowdsMet && met;
    }

    private boolean compare() throws IOException, RunnerException {
        if (contests.isEmpty() && !Plan.measuresLate(arguments) && !Plan.measuresRaces(arguments)) {
            return true;
        }
        Instant startedAt = Instant.now().truncatedTo(ChronoUnit.SECONDS);
        double loadBefore = Machine.load();
        try (Venues venues = new Venues(arguments.effort())) {
            measure(contests, venues);
            if (arguments.quick() && !missed().isEmpty()) {
                System.out.println("\nA target was missed. Once more, in case the machine was busy.\n");
                measure(missed(), venues);
            }
            if (Plan.measuresLate(arguments)) {
                late.run(arguments.effort().rounds(), System.out);
            }
            if (Plan.measuresRaces(arguments)) {
                races = races(venues.forks());
            }
        }
        Comparison comparison = new Comparison(
                startedAt,
                Machine.here(),
                loadBefore,
                Machine.load(),
                arguments.effort(),
                tables.values().stream().flatMap(List::stream).toList(),
                late.lines(),
                races,
                skipped);
        save("", MarkdownReport.of(comparison), JsonReport.of(comparison));
        return comparison.meetsTargets();
    }

    private List<Contest> missed() {
        return contests.stream()
                .filter(contest ->
                        tables.getOrDefault(contest, List.of()).stream().anyMatch(table -> !table.meetsTargets()))
                .toList();
    }

    private void measure(List<Contest> some, Venues venues) throws IOException, RunnerException {
        for (Contest contest : some) {
            System.out.println("\n" + contest.title());
            Optional<String> obstacle = venues.obstacle(contest);
            if (obstacle.isPresent()) {
                skip(contest, obstacle.get());
            } else {
                tables.put(contest, venues.measure(contest));
            }
        }
    }

    private void skip(Contest contest, String why) {
        skipped.add(contest.title() + ": " + why);
        System.out.println("***** SKIPPED: " + why + " *****");
    }

    private boolean runCrowds() throws IOException, InterruptedException {
        Crowds crowds = Crowds.of(arguments);
        if (crowds.isEmpty()) {
            return true;
        }
        System.out.println("\n" + Crowds.TITLE);
        crowds.run(System.out);
        if (arguments.quick() && !crowds.meetsTargets()) {
            System.out.println("\nA target was missed. Once more, in case the machine was busy.\n");
            crowds.run(System.out);
        }
        save("crowds-", crowds.markdown(), crowds.json());
        return crowds.meetsTargets();
    }

    private boolean runNearTies() throws IOException, InterruptedException {
        NearTies ties = NearTies.of(arguments);
        if (ties.isEmpty()) {
            return true;
        }
        System.out.println("\n" + NearTies.TITLE);
        ties.run(System.out);
        save("near-ties-", ties.markdown(), ties.json());
        return ties.meetsTargets();
    }

    private void save(String what, String markdown, String json) throws IOException {
        System.out.println("\n" + markdown);
        String name = (arguments.quick() ? "quick-" : "") + what + fileNamePart() + "jdk"
                + Runtime.version().feature();
        Path output = Files.createDirectories(arguments.output());
        Files.writeString(output.resolve(name + ".md"), markdown);
        Files.writeString(output.resolve(name + ".json"), json);
        System.out.println("Saved as " + output.resolve(name) + ".md and .json");
    }

    /** A part does not replace the whole. */
    private String fileNamePart() {
        String text =
                String.join("-", arguments.only()).toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "-");
        return text.isEmpty() ? "" : text + "-";
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
