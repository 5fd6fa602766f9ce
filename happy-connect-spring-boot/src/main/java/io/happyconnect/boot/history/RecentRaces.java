package io.happyconnect.boot.history;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jspecify.annotations.Nullable;

/** The last races, one by one. Takes no lock. */
final class RecentRaces {

    private final AtomicReferenceArray<@Nullable RaceEntry> ring;
    private final AtomicLong added = new AtomicLong();

    RecentRaces(int size) {
        this.ring = new AtomicReferenceArray<>(size);
    }

    boolean keepsAny() {
        return ring.length() > 0;
    }

    void add(RaceEntry race) {
        ring.set((int) (added.getAndIncrement() % ring.length()), race);
    }

    /** {@return the newest first} */
    List<RaceEntry> newestFirst() {
        int size = ring.length();
        List<RaceEntry> races = new ArrayList<>(size);
        long last = added.get() - 1;
        for (long number = last; number >= 0 && number > last - size; number--) {
            RaceEntry race = ring.get((int) (number % size));
            if (race != null) {
                races.add(race);
            }
        }
        return races;
    }
}
