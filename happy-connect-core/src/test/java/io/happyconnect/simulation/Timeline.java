package io.happyconnect.simulation;

import java.util.ArrayList;
import java.util.List;
import java.util.PriorityQueue;
import java.util.function.Supplier;

/**
 * The time of one world and what is going to happen in it. What happens at the same time happens in any order; time passes only
 * from one event to the next.
 */
final class Timeline {

    private static final long MOST_STEPS = 20_000_000;
    private static final int MOST_LOOKS = 100_000;

    private record Event(long at, int order, long number, String what, Runnable task) implements Comparable<Event> {
        @Override
        public int compareTo(Event other) {
            if (at != other.at) {
                return at - other.at < 0 ? -1 : 1; // by difference: the clock may cross the end of its numbers
            }
            return order != other.order ? Integer.compare(order, other.order) : Long.compare(number, other.number);
        }
    }

    private final Chance chance;
    private final PriorityQueue<Event> events = new PriorityQueue<>();
    private final List<String> trace;
    private final List<String> violations = new ArrayList<>(0);
    private final long origin;
    private long now;
    private long number;
    private long steps;
    private long lookedAt;
    private int looks;

    /**
     * A time line.
     *
     * @param origin what the clock shows at the beginning
     * @param isTraced whether every step is written down
     */
    Timeline(Chance chance, long origin, boolean isTraced) {
        this.chance = chance;
        this.origin = origin;
        this.now = origin;
        this.trace = isTraced ? new ArrayList<>() : null;
    }

    long now() {
        return now;
    }

    /** Since the beginning. */
    long elapsed() {
        return now - origin;
    }

    /** Time passes and nothing happens. */
    void passes(long nanos) {
        now += nanos;
    }

    void at(long time, String what, Runnable task) {
        events.add(new Event(time, chance.number(), number++, what, task));
    }

    void in(long nanos, String what, Runnable task) {
        at(now + nanos, what, task);
    }

    boolean isEmpty() {
        return events.isEmpty();
    }

    /** Has the next event happen, if there is one by the given time. */
    boolean next(long until) {
        Event first = events.peek();
        if (first == null || first.at - until > 0) {
            return false;
        }
        events.remove();
        arrive(first.at);
        if (++steps > MOST_STEPS) {
            endTheWorld("no end after " + steps + " steps");
        }
        tell(() -> "* " + first.what);
        first.task.run();
        return true;
    }

    /** Somebody looks around and does not wait. */
    void looks() {
        if (now != lookedAt) {
            lookedAt = now;
            looks = 0;
        }
        if (++looks > MOST_LOOKS) {
            endTheWorld("the selector's thread turns round and round");
        }
    }

    /** It is at least so late. */
    void arrive(long time) {
        if (time - now > 0) {
            now = time;
        }
    }

    /** Writes something down. */
    void tell(Supplier<String> what) {
        if (trace != null) {
            trace.add(String.format("%14.6f ms  %s", elapsed() / 1e6, what.get()));
        }
    }

    /** Something is as it must not be. */
    void violated(String what) {
        tell(() -> "VIOLATION: " + what);
        violations.add(what);
    }

    /** The same, and nothing more can happen. */
    void endTheWorld(String why) {
        violated(why);
        Timeline.<RuntimeException>escape(new EndOfTheWorld());
    }

    List<String> violations() {
        return violations;
    }

    List<String> trace() {
        return trace == null ? List.of() : trace;
    }

    /** Checked, so that nothing in the library catches it. */
    static final class EndOfTheWorld extends Exception {
        private static final long serialVersionUID = 1L;
    }

    @SuppressWarnings("unchecked")
    private static <E extends Exception> void escape(Exception end) throws E {
        throw (E) end;
    }
}
