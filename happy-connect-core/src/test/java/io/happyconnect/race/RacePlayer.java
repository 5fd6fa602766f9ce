package io.happyconnect.race;

import static org.assertj.core.api.Assertions.assertThat;

import io.happyconnect.candidate.AddressCandidate;
import io.happyconnect.candidate.AddressFamily;
import io.happyconnect.candidate.Candidate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * The vocabulary of the tests of a race: what happens, in milliseconds from its beginning, and what the race then wants.
 *
 * <pre>{@code
 * race.at(0).resolves("192.0.2.1", "192.0.2.2").then("start 192.0.2.1", "sleep until 250");
 * race.at(100).fails("192.0.2.1").then("start 192.0.2.2", "wait");
 * }</pre>
 */
final class RacePlayer {

    final Race race;
    private final long origin;
    private final Map<String, Attempt> attempts = new HashMap<>();
    private long now;

    /** A race with these settings on a clock that is at 0. */
    RacePlayer(RaceSettings.Builder settings) {
        this(settings, 0);
    }

    /** A race on a clock that is at the given nanoseconds. */
    RacePlayer(RaceSettings.Builder settings, long origin) {
        this.race = new Race(settings.build());
        this.origin = origin;
        this.now = origin;
    }

    RacePlayer at(long millis) {
        now = origin + Scenario.nanos(millis);
        return this;
    }

    /** Addresses or tunnels become known. */
    RacePlayer finds(Object... found) {
        race.discovered(Stream.of(found).map(RacePlayer::candidate).toList(), now);
        return this;
    }

    /** A family has answered with these addresses, or with none. */
    RacePlayer answers(AddressFamily family, String... found) {
        finds((Object[]) found);
        race.answered(family);
        return this;
    }

    /** The lookup of a family failed. */
    RacePlayer cannotLookUp(AddressFamily family) {
        race.lookupFailed();
        race.answered(family);
        return this;
    }

    /** Both families have answered at once with these addresses or tunnels, or with none. */
    RacePlayer resolves(Object... found) {
        finds(found);
        race.resolved();
        return this;
    }

    RacePlayer connects(String name) {
        race.connected(attempt(name), now);
        return this;
    }

    RacePlayer fails(String name) {
        race.failed(attempt(name), now);
        return this;
    }

    RacePlayer failsLocally(String name) {
        race.failedLocally(attempt(name), now);
        return this;
    }

    RacePlayer passesTheDeadline() {
        race.expired(now);
        return this;
    }

    RacePlayer isCancelled() {
        race.cancelled(now);
        return this;
    }

    /** Asks until there is nothing more to do now. These are all the steps, in order. */
    RacePlayer then(String... expected) {
        List<String> steps = new ArrayList<>();
        String step;
        do {
            step = text(race.next(now));
            steps.add(step);
        } while (step.startsWith("start") || step.startsWith("give up"));
        assertThat(steps).containsExactly(expected);
        return this;
    }

    /** Each attempt has come to this, in the order of starts: {@code "192.0.2.1 FAILED"}. */
    RacePlayer leaves(String... expected) {
        assertThat(race.attempts())
                .extracting(attempt -> name(attempt.candidate()) + " " + attempt.state())
                .containsExactly(expected);
        return this;
    }

    Attempt attempt(String name) {
        Attempt attempt = attempts.get(name);
        assertThat(attempt).as("attempt to %s", name).isNotNull();
        return attempt;
    }

    private String text(Step step) {
        if (step instanceof Step.Start start) {
            attempts.put(name(start.attempt().candidate()), start.attempt());
            return "start " + name(start.attempt().candidate());
        }
        if (step instanceof Step.GiveUp giveUp) {
            return "give up " + name(giveUp.attempt().candidate());
        }
        if (step instanceof Step.Sleep sleep) {
            long nanos = sleep.until() - origin;
            assertThat(nanos % Scenario.nanos(1)).as("a part of a millisecond").isZero();
            return "sleep until " + nanos / Scenario.nanos(1);
        }
        if (step instanceof Step.Won won) {
            return "won by " + name(won.winner().candidate());
        }
        return step instanceof Step.Lost lost ? "lost: " + lost.reason() : "wait";
    }

    private static Candidate candidate(Object found) {
        return found instanceof Candidate candidate ? candidate : Scenario.candidate((String) found);
    }

    /** An address without its port, as in the argument of the facts. */
    static String name(Candidate candidate) {
        return candidate instanceof AddressCandidate
                ? candidate.toString().replaceFirst("^\\[?(.*?)]?:443$", "$1")
                : candidate.toString();
    }
}
