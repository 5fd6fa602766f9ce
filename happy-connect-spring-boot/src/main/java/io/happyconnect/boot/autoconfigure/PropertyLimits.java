package io.happyconnect.boot.autoconfigure;

import static io.happyconnect.race.RaceSettings.MAXIMUM_DURATION;
import static io.happyconnect.race.RaceSettings.MINIMUM_CONNECTION_ATTEMPT_DELAY;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.util.unit.DataSize;

/** What the properties with a single value may be. */
final class PropertyLimits {

    static final String PREFIX = "happy-connect.";

    private static final Duration ONE_MILLISECOND = Duration.ofMillis(1);
    private static final Duration TEN_MILLISECONDS = Duration.ofMillis(10);
    private static final Duration ONE_SECOND = Duration.ofSeconds(1);
    private static final Duration SEVEN_DAYS = Duration.ofDays(7);
    private static final int MOST_RACES = 10_000;
    // A full history searches all of them for the one to forget.
    private static final int MOST_REMEMBERED = 1_000;
    private static final int MOST_SERIES = 100_000;
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9._-]{1,64}");

    static final List<Limit<?>> ALL = List.of(
            new Limit<>(
                    PREFIX + "name",
                    "1 to 64 letters, digits, dots, hyphens and underscores",
                    HappyConnectProperties::name,
                    name -> NAME.matcher(name).matches()),
            Limit.range(
                    "connection-attempt-delay",
                    MINIMUM_CONNECTION_ATTEMPT_DELAY,
                    MAXIMUM_DURATION,
                    HappyConnectProperties::connectionAttemptDelay),
            Limit.range("resolution-delay", Duration.ZERO, MAXIMUM_DURATION, HappyConnectProperties::resolutionDelay),
            Limit.range("max-concurrent-attempts", 1, Integer.MAX_VALUE, HappyConnectProperties::maxConcurrentAttempts),
            Limit.range("max-sockets-in-flight", 2, Integer.MAX_VALUE, HappyConnectProperties::maxSocketsInFlight),
            Limit.range("attempt-timeout", TEN_MILLISECONDS, MAXIMUM_DURATION, HappyConnectProperties::attemptTimeout),
            Limit.range("connect-timeout", ONE_MILLISECOND, MAXIMUM_DURATION, HappyConnectProperties::connectTimeout),
            Limit.range(
                    "first-address-family-count",
                    1,
                    Integer.MAX_VALUE,
                    HappyConnectProperties::firstAddressFamilyCount),
            new Limit<>(
                    PREFIX + "preferred-family",
                    "ipv4 or ipv6",
                    HappyConnectProperties::preferredFamily,
                    everyFamily -> true),
            new Limit<>(
                    PREFIX + "proxy.policy",
                    "direct-first, proxy-first, proxy-only or as-selected",
                    properties -> properties.proxy().policy(),
                    everyPolicy -> true),
            new Limit<>(
                    PREFIX + "resolver", "auto, dns or system", HappyConnectProperties::resolver, everyChoice -> true),
            Limit.range(
                    "dns.timeout",
                    ONE_MILLISECOND,
                    Duration.ofSeconds(60),
                    properties -> properties.dns().timeout()),
            Limit.range(
                    "dns.cache.max-entries",
                    0,
                    1_000_000,
                    properties -> properties.dns().cache().maxEntries()),
            Limit.range(
                    "dns.cache.max-ttl",
                    Duration.ZERO,
                    SEVEN_DAYS,
                    properties -> properties.dns().cache().maxTtl()),
            Limit.range(
                    "dns.cache.max-negative-ttl",
                    Duration.ZERO,
                    SEVEN_DAYS,
                    properties -> properties.dns().cache().maxNegativeTtl()),
            Limit.range(
                    "dns.cache.stale-ttl",
                    Duration.ZERO,
                    SEVEN_DAYS,
                    properties -> properties.dns().cache().staleTtl()),
            Limit.range(
                    "ssh.keep-alive",
                    ONE_SECOND,
                    Duration.ofHours(1),
                    properties -> properties.ssh().keepAlive()),
            new Limit<>(
                    PREFIX + "address-order",
                    "rfc6724, rfc6724-update, gai-conf or as-resolved",
                    HappyConnectProperties::addressOrder,
                    everyOrder -> true),
            bufferSize(
                    "socket.send-buffer-size", properties -> properties.socket().sendBufferSize()),
            bufferSize(
                    "socket.receive-buffer-size",
                    properties -> properties.socket().receiveBufferSize()),
            Limit.range(
                    "metrics.max-targets",
                    0,
                    MOST_SERIES,
                    properties -> properties.metrics().maxTargets()),
            Limit.range(
                    "metrics.max-addresses",
                    0,
                    MOST_SERIES,
                    properties -> properties.metrics().maxAddresses()),
            Limit.range(
                    "history.recent-races",
                    0,
                    MOST_RACES,
                    properties -> properties.history().recentRaces()),
            Limit.range(
                    "history.max-targets",
                    1,
                    MOST_REMEMBERED,
                    properties -> properties.history().maxTargets()),
            Limit.range(
                    "history.max-addresses-per-target",
                    1,
                    MOST_REMEMBERED,
                    properties -> properties.history().maxAddressesPerTarget()),
            Limit.range(
                    "history.window",
                    ONE_SECOND,
                    MAXIMUM_DURATION,
                    properties -> properties.history().window()),
            new Limit<>(
                    PREFIX + "health.status-on-failure",
                    "down or out-of-service",
                    properties -> properties.health().statusOnFailure(),
                    everyStatus -> true),
            Limit.range(
                    "health.failures-in-a-row",
                    1,
                    MOST_REMEMBERED,
                    properties -> properties.health().failuresInARow()),
            Limit.range(
                    "logging.period",
                    Duration.ZERO,
                    MAXIMUM_DURATION,
                    properties -> properties.logging().period()));

    private PropertyLimits() {}

    private static Limit<DataSize> bufferSize(String name, Function<HappyConnectProperties, @Nullable DataSize> value) {
        return new Limit<>(
                PREFIX + name,
                "1B to 1GB",
                value,
                size -> size.toBytes() >= 1 && size.compareTo(DataSize.ofGigabytes(1)) <= 0);
    }

    /** {@return what a property may be, if it has a range} */
    static Optional<String> allowed(String property) {
        return find(property).map(Limit::allowed);
    }

    static Optional<Limit<?>> find(String property) {
        return ALL.stream().filter(limit -> limit.property().equals(property)).findFirst();
    }
}
