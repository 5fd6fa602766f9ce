package io.happyconnect.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import io.happyconnect.observe.AttemptOutcome;
import io.happyconnect.observe.FailureCause;
import io.happyconnect.observe.RaceOutcome;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * Whole connectors in worlds that are made up: whatever names, networks, users and the order of threads do, the promises hold.
 *
 * <p>{@code -Dhappyconnect.simulation.seed=N} plays the world of that seed and prints every step, and
 * {@code -Dhappyconnect.simulation.races=N} plays worlds until there were that many races.
 */
class SimulationTest {

    private static final long RACES = Long.getLong("happyconnect.simulation.races", 100_000);
    private static final long PROGRESS = 100_000;
    private static final int LAST_STEPS = 400;

    private static final Set<String> NEVER_SIMULATED =
            Set.of("cause ACCESS_DENIED", "cause CONNECTION_RESET", "cause NO_SUCH_FILE");

    private static QuietLog log;

    @BeforeAll
    static void listenToTheLog() {
        log = QuietLog.begin();
    }

    @AfterAll
    static void endLog() {
        log.end();
    }

    @Test
    void everyWorldKeepsItsPromises() {
        Long given = Long.getLong("happyconnect.simulation.seed");
        if (given != null) {
            World world = new World(given, true);
            WorldEnd end = play(world, given);
            end.timeline().trace().forEach(System.out::println);
            expectNoViolation(end, given);
            return;
        }
        long begin = System.nanoTime();
        long races = 0;
        for (long seed = 1; races < RACES; seed++) {
            WorldEnd end = play(new World(seed, false), seed);
            if (!end.timeline().violations().isEmpty()) {
                expectNoViolation(play(new World(seed, true), seed), seed);
                throw new AssertionError("not the same twice: " + reproduction(seed) + " "
                        + end.timeline().violations());
            }
            long before = races;
            races += end.races().size();
            if (races / PROGRESS > before / PROGRESS) {
                System.out.printf(
                        "simulation: %,d races in %,d worlds, %d s%n",
                        races, seed, (System.nanoTime() - begin) / 1_000_000_000);
            }
        }
    }

    private static WorldEnd play(World world, long seed) {
        log.world(world);
        try {
            return world.play();
        } catch (RuntimeException | Error fault) {
            throw new AssertionError(reproduction(seed), fault);
        }
    }

    private static void expectNoViolation(WorldEnd end, long seed) {
        if (!end.timeline().violations().isEmpty()) {
            var trace = end.timeline().trace();
            var last = trace.subList(Math.max(0, trace.size() - LAST_STEPS), trace.size());
            throw new AssertionError(reproduction(seed) + "\n"
                    + String.join("\n", end.timeline().violations()) + "\n\n" + String.join("\n", last));
        }
    }

    private static String reproduction(long seed) {
        return "reproduce with: mvn test -pl happy-connect-core -am -Dtest=SimulationTest -Dhappyconnect.simulation.seed="
                + seed;
    }

    private static List<String> names(String prefix, Enum<?>... values) {
        return Arrays.stream(values).map(value -> prefix + value.name()).toList();
    }

    /** Promises are easily kept in worlds in which nothing happens. */
    @Test
    void theWorldsAreWorthPlaying() {
        Map<String, Integer> seen = new TreeMap<>();
        for (long seed = 1; seed <= 400; seed++) {
            for (RaceCase race : play(new World(seed, false), seed).races()) {
                if (race.report() != null) {
                    seen.merge(race.report().outcome().name(), 1, Integer::sum);
                    race.report()
                            .attempts()
                            .forEach(attempt -> seen.merge("attempt " + attempt.outcome(), 1, Integer::sum));
                    race.report()
                            .attempts()
                            .forEach(attempt -> seen.merge("cause " + attempt.cause(), 1, Integer::sum));
                }
            }
        }
        assertThat(seen.keySet()).containsAll(names("", RaceOutcome.values()));
        assertThat(seen.keySet()).containsAll(names("attempt ", AttemptOutcome.values()));
        assertThat(seen.keySet())
                .containsAll(names("cause ", FailureCause.values()).stream()
                        .filter(cause -> !NEVER_SIMULATED.contains(cause))
                        .toList());
        assertThat(seen)
                .allSatisfy((what, times) ->
                        assertThat(times).as("races of 400 worlds with " + what).isGreaterThanOrEqualTo(20));
    }
}
