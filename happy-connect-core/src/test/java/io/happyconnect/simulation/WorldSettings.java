package io.happyconnect.simulation;

import io.happyconnect.candidate.AddressFamily;
import io.happyconnect.candidate.Candidate;
import io.happyconnect.order.AddressOrder;
import io.happyconnect.race.RaceSettings;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** What kind of world it is. */
final class WorldSettings {

    /** Who calls listeners and completes futures. */
    enum Callbacks {
        /** Whoever has something to tell. */
        INLINE,
        /** One thread. */
        IN_ORDER,
        /** Many threads. */
        IN_ANY_ORDER
    }

    /** Who finds addresses. */
    enum Resolvers {
        STREAMING,
        BLOCKING,
        CHAIN
    }

    final long origin;
    final boolean timePasses;
    final boolean isSlow;
    final long grid;
    final boolean hasIpv6;
    final boolean runsOutOfDescriptors;
    final boolean isHeard;
    final boolean hasBrokenListener;
    final boolean hasFilter;
    final boolean isClosedEarly;
    final Callbacks callbacks;
    final Resolvers resolvers;
    final int races;
    final int names;
    final int maxSocketsInFlight;
    final Duration timeout;
    final RaceSettings race;
    final AddressFamily reachable;

    WorldSettings(Chance chance) {
        this.origin = new long[] {0, Long.MAX_VALUE - 700 * Fates.MILLI, -1, Long.MIN_VALUE, 1L << 40}[chance.below(5)];
        this.timePasses = chance.oneIn(4);
        this.isSlow = chance.oneIn(4);
        this.grid = new long[] {1, 1, Fates.MILLI, 5 * Fates.MILLI, 25 * Fates.MILLI}[chance.below(5)];
        this.hasIpv6 = !chance.oneIn(12);
        this.runsOutOfDescriptors = chance.oneIn(10);
        this.isHeard = !chance.oneIn(5);
        this.hasBrokenListener = chance.oneIn(4);
        this.hasFilter = chance.oneIn(4);
        this.isClosedEarly = chance.oneIn(8);
        this.callbacks = Callbacks.values()[chance.below(3)];
        this.resolvers = Resolvers.values()[chance.below(3)];
        this.races = chance.oneIn(3) ? 1 + chance.below(3) : 1 + chance.below(40);
        this.names = 1 + chance.below(8);
        this.maxSocketsInFlight = chance.oneIn(3) ? 2 + chance.below(6) : 100_000;
        this.timeout = Duration.ofMillis(chance.of(50, 251, 700, 2_000, 10_000, 10_000, 10_000));
        this.reachable = chance.oneIn(3) ? AddressFamily.IPV4 : AddressFamily.IPV6;
        this.race = raceSettings(chance);
    }

    private RaceSettings raceSettings(Chance chance) {
        RaceSettings.Builder builder = RaceSettings.builder()
                .connectionAttemptDelay(Duration.ofMillis(chance.of(10, 11, 50, 250, 250, 250, 1_000)))
                .resolutionDelay(Duration.ofMillis(chance.of(0, 1, 50, 50, 300)))
                .firstAddressFamilyCount(chance.of(1, 1, 2))
                .addressOrder(order(chance));
        if (chance.oneIn(3)) {
            builder.preferredFamily(AddressFamily.values()[chance.below(2)]);
        }
        if (chance.oneIn(4)) {
            builder.maxConcurrentAttempts(1 + chance.below(3));
        }
        if (chance.oneIn(4)) {
            builder.attemptTimeout(Duration.ofMillis(chance.of(10, 250, 600)));
        }
        return builder.build();
    }

    private static AddressOrder order(Chance chance) {
        return switch (chance.below(8)) {
            case 0 -> WorldSettings::reversed;
            case 1 ->
                candidates -> {
                    throw new SimulatedFault("an order that throws");
                };
            case 2 -> candidates -> candidates.subList(candidates.size() / 2, candidates.size());
            default -> AddressOrder.asResolved();
        };
    }

    private static List<Candidate> reversed(List<Candidate> candidates) {
        List<Candidate> reversed = new ArrayList<>(candidates);
        Collections.reverse(reversed);
        return reversed;
    }

    /** How much later than asked a thread goes on. */
    long oversleeps(Chance chance) {
        return isSlow ? chance.upTo(300 * Fates.MICRO) : 0;
    }

    /** How late the library may be. */
    long tolerance() {
        boolean sortsElsewhere =
                callbacks != Callbacks.INLINE && !race.addressOrder().neverWaits();
        return (isSlow ? 5 * Fates.MILLI : 0)
                + (timePasses ? 10 * Fates.MILLI : 0)
                + (sortsElsewhere ? 25 * Fates.MILLI : 0);
    }
}
