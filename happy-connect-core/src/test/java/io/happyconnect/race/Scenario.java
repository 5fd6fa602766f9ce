package io.happyconnect.race;

import io.happyconnect.candidate.AddressCandidate;
import io.happyconnect.candidate.AddressFamily;
import io.happyconnect.candidate.Candidate;
import io.happyconnect.race.Simulation.Behaviour;
import io.happyconnect.race.Simulation.Kind;
import io.happyconnect.race.Simulation.Outcome;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.MapperFeature;
import tools.jackson.databind.json.JsonMapper;

/** One row of the corpus, in the fields of its JSON; the README beside the rows explains them. */
record Scenario(
        String id,
        String source,
        String peerNote,
        Settings settings,
        List<Answer> dns,
        Map<String, AddressBehaviour> addresses,
        Expectation expect) {

    record Settings(
            Long connectionAttemptDelayMs,
            Long resolutionDelayMs,
            Integer firstFamilyCount,
            Integer maxConcurrentAttempts,
            Long deadlineMs,
            Long cancelAtMs,
            Long stopAtMs,
            String preferredFamily) {}

    record Answer(String family, Long atMs, List<String> addresses, String error) {}

    record AddressBehaviour(Outcome outcome, Long afterMs) {}

    /** Strict: what a row says and we do not understand must not be passed over. */
    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .disable(DeserializationFeature.ACCEPT_FLOAT_AS_INT)
            .enable(MapperFeature.ACCEPT_CASE_INSENSITIVE_ENUMS)
            .disable(MapperFeature.ALLOW_COERCION_OF_SCALARS)
            .build();

    Scenario {
        Objects.requireNonNull(settings, "settings");
        Objects.requireNonNull(dns, "dns");
        Objects.requireNonNull(addresses, "addresses");
        Objects.requireNonNull(expect, "expect");
    }

    static JsonNode rows(String json) {
        return JSON.readTree(json);
    }

    static Scenario of(JsonNode row) {
        return JSON.treeToValue(row, Scenario.class);
    }

    /** Plays the row through the production code. */
    Story play() {
        Map<Candidate, Behaviour> network = new HashMap<>();
        addresses.forEach((address, behaviour) -> network.put(candidate(address), behaviour(behaviour)));
        Simulation simulation = new Simulation(raceSettings(), candidate -> known(network, candidate), 0);
        long awaited = dns.stream().filter(answer -> answer.atMs() != null).count();
        if (dns.isEmpty()) {
            simulation.at(0, Kind.ANSWER, simulation.race::resolved);
        }
        long[] come = {0};
        for (Answer answer : dns) {
            if (answer.atMs() != null) {
                simulation.at(nanos(answer.atMs()), Kind.ANSWER, () -> {
                    deliver(answer, simulation);
                    if (++come[0] == awaited && awaited == dns.size()) {
                        simulation.race.resolved();
                    }
                });
            }
        }
        if (settings.deadlineMs() != null) {
            simulation.at(nanos(settings.deadlineMs()), Kind.DEADLINE, () -> simulation.race.expired(simulation.now()));
        }
        if (settings.cancelAtMs() != null) {
            simulation.at(
                    nanos(settings.cancelAtMs()), Kind.CANCELLATION, () -> simulation.race.cancelled(simulation.now()));
        }
        return simulation.playUntil(settings.stopAtMs() == null ? Long.MAX_VALUE : nanos(settings.stopAtMs()));
    }

    private static void deliver(Answer answer, Simulation simulation) {
        Race race = simulation.race;
        if (answer.addresses() != null) {
            race.discovered(answer.addresses().stream().map(Scenario::candidate).toList(), simulation.now());
        }
        if (answer.error() != null) {
            race.lookupFailed();
        }
        switch (answer.family()) {
            case "A" -> race.answered(AddressFamily.IPV4);
            case "AAAA" -> race.answered(AddressFamily.IPV6);
            case "ANY" -> race.resolved();
            default -> throw new IllegalArgumentException("family " + answer.family());
        }
    }

    private RaceSettings raceSettings() {
        RaceSettings.Builder builder = RaceSettings.builder();
        if (settings.connectionAttemptDelayMs() != null) {
            builder.connectionAttemptDelay(Duration.ofMillis(settings.connectionAttemptDelayMs()));
        }
        if (settings.resolutionDelayMs() != null) {
            builder.resolutionDelay(Duration.ofMillis(settings.resolutionDelayMs()));
        }
        if (settings.firstFamilyCount() != null) {
            builder.firstAddressFamilyCount(settings.firstFamilyCount());
        }
        if (settings.maxConcurrentAttempts() != null) {
            builder.maxConcurrentAttempts(settings.maxConcurrentAttempts());
        }
        if (settings.preferredFamily() != null) {
            builder.preferredFamily(
                    switch (settings.preferredFamily()) {
                        case "v4" -> AddressFamily.IPV4;
                        case "v6" -> AddressFamily.IPV6;
                        default -> throw new IllegalArgumentException("preferredFamily " + settings.preferredFamily());
                    });
        }
        return builder.build();
    }

    private static Behaviour behaviour(AddressBehaviour row) {
        Objects.requireNonNull(row.outcome(), "outcome");
        return row.afterMs() == null
                ? new Behaviour(Outcome.HANG, 0)
                : new Behaviour(row.outcome(), nanos(row.afterMs()));
    }

    private static Behaviour known(Map<Candidate, Behaviour> network, Candidate candidate) {
        Behaviour behaviour = network.get(candidate);
        if (behaviour == null) {
            throw new IllegalArgumentException("the row does not say what an attempt to " + candidate + " does");
        }
        return behaviour;
    }

    static long nanos(long millis) {
        return TimeUnit.MILLISECONDS.toNanos(millis);
    }

    /** An address with some port: the port plays no part in a row. */
    static Candidate candidate(String address) {
        boolean literal = address.contains(":") || address.matches("[0-9.]+");
        if (!literal) {
            throw new IllegalArgumentException("not an address: " + address);
        }
        try {
            return new AddressCandidate(InetAddress.getByName(address), 443);
        } catch (UnknownHostException e) {
            throw new IllegalArgumentException("not an address: " + address, e);
        }
    }
}
