package io.happyconnect.benchmarks;

import io.happyconnect.candidate.Candidate;
import io.happyconnect.race.Race;
import io.happyconnect.race.RaceSettings;
import io.happyconnect.race.Step;
import java.util.List;

/** How a race may go, in virtual time and without sockets. */
public enum RaceStory {
    /** The first address connects. */
    FIRST_CONNECTS("first connects") {
        @Override
        int play(RaceSettings settings, List<Candidate> candidates) {
            return run(discovered(settings, candidates), true);
        }
    },

    /** Every address is refused at once, so that all are tried, 10 ms apart. */
    ALL_REFUSED("all refused") {
        @Override
        int play(RaceSettings settings, List<Candidate> candidates) {
            return run(discovered(settings, candidates), false);
        }
    },

    /** Every address comes in an answer of its own, which orders the list anew; then the first connects. */
    ONE_BY_ONE("an answer each, first connects") {
        @Override
        int play(RaceSettings settings, List<Candidate> candidates) {
            Race race = new Race(settings);
            for (Candidate candidate : candidates) {
                race.discovered(List.of(candidate), 0);
            }
            race.resolved();
            return run(race, true);
        }
    };

    private final String text;

    RaceStory(String text) {
        this.text = text;
    }

    /** Plays a race from its first fact to its end. {@return how many steps it asked for, the end included} */
    abstract int play(RaceSettings settings, List<Candidate> candidates);

    private static Race discovered(RaceSettings settings, List<Candidate> candidates) {
        Race race = new Race(settings);
        race.discovered(candidates, 0);
        race.resolved();
        return race;
    }

    private static int run(Race race, boolean connects) {
        long now = 0;
        for (int steps = 1; ; steps++) {
            Step step = race.next(now);
            if (step instanceof Step.Start start) {
                if (connects) {
                    race.connected(start.attempt(), now);
                } else {
                    race.failed(start.attempt(), now);
                }
            } else if (step instanceof Step.Sleep sleep) {
                now = sleep.until();
            } else if (race.hasEnded()) {
                return steps;
            } else {
                throw new IllegalStateException("the race waits for nothing: " + step);
            }
        }
    }

    /** {@return what happens, for the reader of the report} */
    @Override
    public String toString() {
        return text;
    }
}
