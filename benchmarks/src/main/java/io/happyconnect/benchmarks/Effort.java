package io.happyconnect.benchmarks;

/**
 * How long to measure.
 *
 * @param rounds how often each entry gets a fork of its own
 * @param warmupSeconds in each fork, before anything counts
 * @param measuredSeconds in each fork
 */
record Effort(int rounds, int warmupSeconds, int measuredSeconds) {

    static final Effort THOROUGH = new Effort(9, 5, 3);
    static final Effort QUICK = new Effort(3, 3, 1);

    Effort {
        if (rounds < 1) {
            throw new IllegalArgumentException("rounds must be at least 1, but is " + rounds);
        }
    }

    Effort withRounds(int other) {
        return new Effort(other, warmupSeconds, measuredSeconds);
    }
}
