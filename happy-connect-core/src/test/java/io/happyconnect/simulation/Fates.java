package io.happyconnect.simulation;

import io.happyconnect.simulation.Place.Fate;
import io.happyconnect.simulation.Place.Kind;

/** Chooses what becomes of attempts, and lengths of time that are worth trying: boundaries, and what lies beside them. */
final class Fates {

    static final long MICRO = 1_000L;
    static final long MILLI = 1_000_000L;

    private final Chance chance;
    private final long[] boundaries;
    private final long grid;

    /**
     * Fates.
     *
     * @param boundaries lengths of time at which something changes
     * @param grid other lengths of time are multiples of it, so that much happens at the same time
     */
    Fates(Chance chance, long grid, long... boundaries) {
        this.chance = chance;
        this.grid = grid;
        this.boundaries = boundaries;
    }

    /** Some nanoseconds, up to as many. */
    long time(long most) {
        return switch (chance.below(8)) {
            case 0 -> 0;
            case 1 -> Math.min(most, chance.of(1, 999, 1_000, 250_000, 999_999, 1_000_000));
            case 2, 3 -> {
                long boundary = boundaries[chance.below(boundaries.length)] + chance.of(-1, 0, 0, 0, 1);
                yield Math.max(0, Math.min(most, boundary));
            }
            case 4, 5 -> chance.upTo(Math.min(most, 60 * MILLI)) / grid * grid;
            default -> chance.upTo(most) / grid * grid;
        };
    }

    Fate any() {
        return new Fate(kind(), time(2_500 * MILLI));
    }

    Fate anyButNoRoute() {
        Fate fate = any();
        return fate.kind() == Kind.HAS_NO_ROUTE ? new Fate(Kind.IS_SILENT, 0) : fate;
    }

    private Kind kind() {
        return switch (chance.below(16)) {
            case 0, 1, 2, 3, 4, 5 -> Kind.CONNECTS;
            case 6, 7, 8 -> Kind.REFUSES;
            case 9 -> Kind.IS_UNREACHABLE;
            case 10 -> Kind.HAS_NO_ROUTE;
            case 11 -> Kind.HAS_NO_PORT;
            case 12 -> Kind.BREAKS;
            default -> Kind.IS_SILENT;
        };
    }
}
