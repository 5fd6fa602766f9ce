package io.happyconnect.dns.query;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A question under way and everyone who waits for its answer. On the thread of the loop. */
final class Flight {

    /** Hears the answer. */
    interface Waiter {
        void answered(Question question, Result result);
    }

    final Question question;
    final long epoch;
    final long since;
    final List<Waiter> waiters = new ArrayList<>(1);

    /** Ends it if nobody comes back in time; null while somebody waits. */
    Loop.@Nullable Timer linger;

    @Nullable
    Asking asking;

    Flight(Question question, long epoch, long since) {
        this.question = question;
        this.epoch = epoch;
        this.since = since;
    }

    int messages() {
        return asking == null ? 0 : asking.tries();
    }
}
