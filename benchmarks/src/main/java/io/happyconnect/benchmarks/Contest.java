package io.happyconnect.benchmarks;

import java.util.ArrayList;
import java.util.List;

/**
 * A baseline, and what is measured beside it in the same rounds.
 *
 * @param title the heading in the report
 * @param venue where it is measured
 * @param counted whose allocations count, where they are counted
 * @param warmups how many times the usual warm-up of a fork it needs
 * @param baseline what 1.00 stands for
 * @param others the rest
 */
record Contest(String title, Venue venue, Counted counted, int warmups, Entry baseline, List<Entry> others) {

    private static final int SECONDS_TO_FORK = 2;

    Contest(String title, Venue venue, Entry baseline, List<Entry> others) {
        this(title, venue, Counted.THREAD, 1, baseline, others);
    }

    List<Entry> entries() {
        List<Entry> all = new ArrayList<>(others.size() + 1);
        all.add(baseline);
        all.addAll(others);
        return all;
    }

    /** About how many seconds it takes. */
    int seconds(Effort effort) {
        int round = venue.isForks()
                ? entries().size() * (SECONDS_TO_FORK + warmups * effort.warmupSeconds() + effort.measuredSeconds())
                : venue.secondsOfRound();
        return effort.rounds() * round;
    }
}
