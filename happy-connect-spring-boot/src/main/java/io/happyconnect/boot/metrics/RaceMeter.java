package io.happyconnect.boot.metrics;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.function.Supplier;

/** The meters there are: their names and what they count. Their tags are given where they are registered. */
enum RaceMeter {
    RACES("races", "Races, from the call to the socket or the error, name resolution included"),
    RACES_ACTIVE("races.active", "Races that run now"),
    RACE_ATTEMPTS("race.attempts", "Connection attempts that a race made"),
    ATTEMPTS("attempts", "Connection attempts, from start to end"),
    ATTEMPTS_ACTIVE("attempts.active", "Connection attempts that run now"),
    PEER_ATTEMPTS("peer.attempts", "Connection attempts by the address they went to"),
    FALLBACKS("fallbacks", "Races that an attempt other than the first has won"),
    LOOKUPS("dns.lookups", "Answers of name resolution, from the start of the race, cached ones included"),
    QUERIES("dns.queries", "Questions put to DNS servers, each for one family, from the first message to the end"),
    CACHE_REQUESTS("dns.cache.requests", "Questions that the cache of DNS answers was asked first"),
    CACHE_EVICTIONS("dns.cache.evictions", "Answers that made room in the cache while they were still good"),
    SOCKETS_ACTIVE("sockets.active", "Sockets on their way now, which happy-connect.max-sockets-in-flight limits"),
    SOCKETS_MAX("sockets.max", "Sockets that may be on their way at once, all races together"),
    SOCKETS_PENDING("sockets.pending", "Connection attempts that wait for one of these sockets"),
    SOCKETS_DISCARDED("sockets.discarded", "Sockets that connected too late to win and were closed: what racing costs"),
    TARGETS_TRACKED("targets.tracked", "Targets that have series of their own"),
    TARGETS_OVERFLOW("targets.overflow", "Races to targets beyond the limit, which share the value _other");

    private static final String PREFIX = "happy.connect.";
    private static final Duration SHORTEST_EXPECTED = Duration.ofMillis(1);
    private static final Duration LONGEST_EXPECTED = Duration.ofSeconds(30);

    private final String meterName;
    private final String description;

    RaceMeter(String name, String description) {
        this.meterName = PREFIX + name;
        this.description = description;
    }

    // The expected values keep a histogram small when somebody switches it on.
    Timer.Builder timer() {
        return Timer.builder(meterName)
                .description(description)
                .minimumExpectedValue(SHORTEST_EXPECTED)
                .maximumExpectedValue(LONGEST_EXPECTED);
    }

    Counter.Builder counter() {
        return Counter.builder(meterName).description(description);
    }

    DistributionSummary.Builder summary() {
        return DistributionSummary.builder(meterName).description(description);
    }

    Gauge.Builder<Supplier<Number>> gauge(Supplier<Number> value) {
        return Gauge.builder(meterName, value).description(description);
    }
}
