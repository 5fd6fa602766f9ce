package io.happyconnect.drive;

import java.util.concurrent.atomic.AtomicIntegerFieldUpdater;
import org.jspecify.annotations.Nullable;

/**
 * What a {@link SelectorLoop} looks after. It carries the loop's own notes, so that being looked after allocates nothing.
 */
abstract class Visited {

    /** Nothing more to look after. */
    static final long GONE = Long.MIN_VALUE;

    private static final AtomicIntegerFieldUpdater<Visited> WAITS =
            AtomicIntegerFieldUpdater.newUpdater(Visited.class, "waits");

    /** Who came before it into the {@link Inbox}. */
    @Nullable
    Visited before;

    /** When it is visited next; the loop's thread alone. */
    long dueAt;

    /** Where it is among the {@link Timers}, or -1; the loop's thread alone. */
    int place = -1;

    /** How many visits in a row have thrown; the loop's thread alone. */
    int faults;

    /** 1 while it is in the inbox. */
    private volatile int waits;

    /** Puts it down for the inbox. {@return false if it is there already} */
    final boolean enters() {
        return waits == 0 && WAITS.compareAndSet(this, 0, 1);
    }

    final void leaves() {
        waits = 0;
    }

    /**
     * Does what is due, on the loop's thread. Must not block or throw.
     *
     * @param loop whose thread it is
     * @param now the time
     * @return when to come again at the latest, or {@link #GONE}
     */
    abstract long visit(LoopThread loop, long now);

    /**
     * Its visits keep throwing: it has to come to an end by simpler means.
     *
     * @param loop whose thread it is
     * @return whether it has, and need not be visited again
     */
    boolean giveUp(LoopThread loop) {
        return false;
    }

    /** Is called after {@link LoopThread#flushFor}, when channels whose keys were cancelled are no longer registered. */
    void flushed() {}

    /** The loop is closed: a last word, on any thread, after which it is visited until it is gone. */
    void closed() {}
}
