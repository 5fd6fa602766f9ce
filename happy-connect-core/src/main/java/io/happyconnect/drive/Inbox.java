package io.happyconnect.drive;

import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** Whoever wants a visit, left there by any thread and fetched by one. No lock, and nothing to allocate. */
final class Inbox {

    private final AtomicReference<@Nullable Visited> last = new AtomicReference<>();

    /** Leaves one there, unless it is there already. */
    void put(Visited visited) {
        if (!visited.enters()) {
            return;
        }
        Visited before;
        do {
            before = last.get();
            visited.before = before;
        } while (!last.compareAndSet(before, visited));
    }

    boolean isEmpty() {
        return last.get() == null;
    }

    /**
     * Takes all.
     *
     * @return the one that came first, in whose {@link Visited#before} the next one is, and so on
     */
    @Nullable
    Visited takeAll() {
        Visited current = last.get() == null ? null : last.getAndSet(null);
        Visited first = null;
        while (current != null) {
            Visited earlier = current.before;
            current.before = first;
            first = current;
            current = earlier;
        }
        return first;
    }
}
