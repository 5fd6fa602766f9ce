package io.happyconnect.race;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.TreeMap;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/**
 * Whatever the name resolution, the network and the caller do: the promises of a race hold.
 *
 * <p>{@code -Dhappyconnect.seed=N} plays the one race of that seed, {@code -Dhappyconnect.races=N} that many.
 */
class RacePropertiesTest {

    private static final long[] ORIGINS = {0, Long.MAX_VALUE - Scenario.nanos(100), -1, Long.MIN_VALUE, Long.MAX_VALUE};

    @Test
    void everyRaceKeepsItsPromises() {
        seeds().forEach(RacePropertiesTest::play);
    }

    /** Promises are easily kept in races in which nothing happens. */
    @Test
    void theRacesAreWorthPlaying() {
        Map<String, Integer> seen = new TreeMap<>();
        for (long seed = 0; seed < 2_000; seed++) {
            Simulation simulation = new RandomRace(seed).simulation(0);
            Story story = simulation.playUntil(Long.MAX_VALUE);
            seen.merge(kindOf(story.end()), 1, Integer::sum);
            simulation.race.attempts().stream()
                    .map(attempt -> attempt.state().name())
                    .distinct()
                    .forEach(state -> seen.merge(state, 1, Integer::sum));
        }
        assertThat(seen)
                .containsOnlyKeys(
                        "Won",
                        "ALL_FAILED",
                        "NO_ADDRESSES",
                        "RESOLUTION_FAILED",
                        "DEADLINE",
                        "CANCELLED",
                        "no end",
                        "RUNNING",
                        "CONNECTED",
                        "FAILED",
                        "FAILED_LOCALLY",
                        "TIMED_OUT",
                        "DROPPED");
        assertThat(seen.values()).allMatch(times -> times >= 20, "20 times in 2,000 races");
    }

    private static String kindOf(Step end) {
        if (end instanceof Step.Lost lost) {
            return lost.reason().name();
        }
        return end == null ? "no end" : "Won";
    }

    private static LongStream seeds() {
        Long seed = Long.getLong("happyconnect.seed");
        return seed == null ? LongStream.range(0, Long.getLong("happyconnect.races", 100_000)) : LongStream.of(seed);
    }

    private static void play(long seed) {
        try {
            RandomRace given = new RandomRace(seed);
            Simulation simulation = given.simulation(ORIGINS[0]);
            Story story = simulation.playUntil(Long.MAX_VALUE);
            new RaceInvariants(given, simulation, story).check();

            long otherOrigin = ORIGINS[(int) (seed % ORIGINS.length)];
            Story again = given.simulation(otherOrigin).playUntil(Long.MAX_VALUE);
            assertThat(again).as("the same race on another clock").hasToString(story.toString());
        } catch (AssertionError | RuntimeException e) {
            throw new AssertionError(
                    "reproduce with: mvn test -pl happy-connect-core -am -Dtest=RacePropertiesTest"
                            + " -Dhappyconnect.seed=" + seed + " - " + e.getMessage(),
                    e);
        }
    }
}
