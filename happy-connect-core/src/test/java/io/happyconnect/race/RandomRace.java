package io.happyconnect.race;

import io.happyconnect.candidate.AddressCandidate;
import io.happyconnect.candidate.AddressFamily;
import io.happyconnect.candidate.Candidate;
import io.happyconnect.order.AddressOrder;
import io.happyconnect.race.Simulation.Behaviour;
import io.happyconnect.race.Simulation.Kind;
import io.happyconnect.race.Simulation.Outcome;
import java.net.Inet6Address;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** Some race, made of a seed: the same seed always makes the same one. */
final class RandomRace {

    /** What the name resolution tells at some time; of both families at once if the family is {@code null}. */
    record Answer(long at, AddressFamily family, boolean isLast, boolean isError, List<Candidate> found) {}

    final RaceSettings settings;
    final List<Answer> answers = new ArrayList<>();

    /** Which candidates are the same way to the target, though not the same object. */
    final Map<Candidate, Integer> ways = new IdentityHashMap<>();

    final Long deadline;
    final Long cancelledAt;
    private final Map<Integer, Behaviour> behaviours = new HashMap<>();
    private final Random random;
    private final long noiseSeed;
    private boolean isAnswered = true;

    RandomRace(long seed) {
        this.random = new Random(seed * 0x9E3779B97F4A7C15L);
        this.settings = randomSettings();
        addAnswers(randomPool());
        this.deadline = random.nextInt(4) == 0 ? someTime(3_000) : null;
        this.cancelledAt = random.nextInt(6) == 0 ? someTime(3_000) : null;
        this.noiseSeed = random.nextLong();
    }

    /** Whether every answer comes. */
    boolean isAnswered() {
        return isAnswered;
    }

    /** Whether there is nothing in it that can go on for ever. */
    boolean mustEnd() {
        boolean hangs = behaviours.values().stream().anyMatch(behaviour -> behaviour.outcome() == Outcome.HANG);
        return deadline != null || cancelledAt != null || (isAnswered && (!hangs || settings.attemptTimeout() != null));
    }

    /** The race on a clock that begins at the given reading. */
    Simulation simulation(long origin) {
        Simulation simulation = new Simulation(settings, candidate -> behaviours.get(ways.get(candidate)), origin);
        for (Answer answer : answers) {
            simulation.at(answer.at, Kind.ANSWER, () -> deliver(answer, simulation));
        }
        if (deadline != null) {
            simulation.at(deadline, Kind.DEADLINE, () -> simulation.race.expired(simulation.now()));
        }
        if (cancelledAt != null) {
            simulation.at(cancelledAt, Kind.CANCELLATION, () -> simulation.race.cancelled(simulation.now()));
        }
        addNoise(simulation, new Random(noiseSeed));
        return simulation;
    }

    private static void deliver(Answer answer, Simulation simulation) {
        simulation.race.discovered(answer.found, simulation.now());
        if (answer.isError) {
            simulation.race.lookupFailed();
        }
        if (answer.isLast && answer.family != null) {
            simulation.race.answered(answer.family);
        } else if (answer.isLast) {
            simulation.race.resolved();
        }
    }

    // What must not matter: asking without a reason, and telling again what is known.
    private static void addNoise(Simulation simulation, Random noise) {
        for (int i = noise.nextInt(4); i > 0; i--) {
            simulation.at(millis(noise.nextInt(1_000)), Kind.TIMER, () -> {});
        }
        for (int i = noise.nextInt(3); i > 0; i--) {
            int which = noise.nextInt(8);
            int how = noise.nextInt(3);
            simulation.at(millis(noise.nextInt(1_000)), Kind.RESULT, () -> repeatResult(simulation, which, how));
        }
    }

    private static void repeatResult(Simulation simulation, int which, int how) {
        if (which < simulation.started().size()) {
            Story.Started started = simulation.started().get(which);
            if (started.endedAt() != null) {
                tell(simulation.race, started.attempt, how, simulation.now());
            }
        }
    }

    /** One of the three results, by number. */
    static void tell(Race race, Attempt attempt, int how, long now) {
        switch (how) {
            case 0 -> race.connected(attempt, now);
            case 1 -> race.failed(attempt, now);
            default -> race.failedLocally(attempt, now);
        }
    }

    private RaceSettings randomSettings() {
        AddressFamily[] families = {null, AddressFamily.IPV4, AddressFamily.IPV6};
        RaceSettings.Builder builder = RaceSettings.builder()
                .connectionAttemptDelay(Duration.ofMillis(oneOf(10, 11, 50, 100, 250, 2_000)))
                .resolutionDelay(Duration.ofMillis(oneOf(0, 1, 50, 51, 300)))
                .firstAddressFamilyCount(1 + random.nextInt(3))
                .preferredFamily(families[random.nextInt(3)])
                .awaitedFamily(families[random.nextInt(3)])
                .addressOrder(randomOrder());
        if (random.nextBoolean()) {
            builder.maxConcurrentAttempts(1 + random.nextInt(3));
        }
        if (random.nextInt(3) == 0) {
            builder.attemptTimeout(Duration.ofMillis(oneOf(10, 50, 250, 600)));
        }
        return builder.build();
    }

    private AddressOrder randomOrder() {
        return switch (random.nextInt(8)) {
            case 0 -> RandomRace::reversed;
            case 1 ->
                candidates -> {
                    throw new IllegalStateException("an order that throws");
                };
            case 2 -> candidates -> candidates.subList(candidates.size() / 2, candidates.size());
            case 3 -> RandomRace::withStrangers;
            default -> AddressOrder.asResolved();
        };
    }

    private static List<Candidate> reversed(List<Candidate> candidates) {
        List<Candidate> reversed = new ArrayList<>(candidates);
        Collections.reverse(reversed);
        return reversed;
    }

    private static List<Candidate> withStrangers(List<Candidate> candidates) {
        List<Candidate> more = reversed(candidates);
        more.add(0, new Tunnel("stranger", false));
        more.add(null);
        more.addAll(candidates);
        return more;
    }

    private List<Candidate> randomPool() {
        List<Candidate> pool = new ArrayList<>();
        for (int way = random.nextInt(9); way > 0; way--) {
            behaviours.put(way, randomBehaviour());
            switch (random.nextInt(7)) {
                case 0, 1 -> add(Scenario.candidate("192.0.2." + way), way, pool);
                case 2, 3 -> add(Scenario.candidate("2001:db8::" + way), way, pool);
                case 4 -> add(Scenario.candidate("127.0.0." + way), way, pool);
                case 5 -> {
                    add(Scenario.candidate("192.0.2." + way), way, pool);
                    add(mapped(192, 0, 2, way), way, pool);
                }
                default -> add(new Tunnel("tunnel " + way, random.nextBoolean()), way, pool);
            }
        }
        Collections.shuffle(pool, random);
        return pool;
    }

    private void add(Candidate candidate, int way, List<Candidate> pool) {
        ways.put(candidate, way);
        pool.add(candidate);
    }

    /** The IPv4 address in the only form in which the JDK keeps a mapped one. */
    static Candidate mapped(int... ipv4) {
        byte[] bytes = {
            0, 0, 0, 0, 0, 0, 0, 0, 0, 0, -1, -1, (byte) ipv4[0], (byte) ipv4[1], (byte) ipv4[2], (byte) ipv4[3]
        };
        try {
            return new AddressCandidate(Inet6Address.getByAddress(null, bytes, 0), 443);
        } catch (UnknownHostException e) {
            throw new AssertionError(e);
        }
    }

    private Behaviour randomBehaviour() {
        Outcome outcome = Outcome.values()[random.nextInt(Outcome.values().length)];
        return new Behaviour(outcome, someTime(600));
    }

    private void addAnswers(List<Candidate> pool) {
        if (random.nextBoolean()) {
            addAnswers(null, pool);
            return;
        }
        for (AddressFamily family : AddressFamily.values()) {
            addAnswers(family, pool.stream().filter(each -> isIn(family, each)).toList());
        }
    }

    private static boolean isIn(AddressFamily family, Candidate candidate) {
        return candidate.family() == null ? family == AddressFamily.IPV6 : candidate.family() == family;
    }

    // In pieces that overlap; the last one may be missing, late or an error.
    private void addAnswers(AddressFamily family, List<Candidate> found) {
        long at = someTime(200);
        for (int pieces = random.nextInt(3); pieces > 0; pieces--) {
            answers.add(new Answer(at, family, false, false, found.subList(0, random.nextInt(found.size() + 1))));
            at += someTime(200);
        }
        if (random.nextInt(10) == 0) {
            isAnswered = false;
        } else if (random.nextInt(5) == 0) {
            answers.add(new Answer(at, family, true, true, List.of()));
        } else {
            answers.add(new Answer(at, family, true, false, found));
        }
    }

    /** Often one of the times at which something else happens, too. */
    private long someTime(int maxMillis) {
        return switch (random.nextInt(4)) {
            case 0 -> 0;
            case 1 -> millis(oneOf(10, 50, 100, 250) % maxMillis);
            case 2 -> millis(random.nextInt(maxMillis));
            default -> (long) (random.nextDouble() * millis(maxMillis));
        };
    }

    private int oneOf(int... values) {
        return values[random.nextInt(values.length)];
    }

    private static long millis(int millis) {
        return Scenario.nanos(millis);
    }
}
