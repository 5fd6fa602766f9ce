package io.happyconnect.drive;

import java.util.concurrent.atomic.AtomicIntegerFieldUpdater;
import org.jspecify.annotations.Nullable;

/** A race that nobody's thread waits for. */
final class AsyncChannelRace extends ChannelRace {

    private static final AtomicIntegerFieldUpdater<AsyncChannelRace> DELIVERED =
            AtomicIntegerFieldUpdater.newUpdater(AsyncChannelRace.class, "delivered");

    private final AsyncCaller caller;
    private @Nullable Thread starting; // compared with the thread that reads it, and so never wrong
    private boolean asking; // the starting thread's alone
    private volatile int delivered; // 1 once it is

    AsyncChannelRace(RacePlan plan, RaceTrack track, AsyncCaller caller) {
        super(plan, track, track.platform().now());
        this.caller = caller;
    }

    /** Begins, and returns when the first packet is sent or there is something to wait for. */
    void start() {
        boolean started = false;
        try {
            starting = Thread.currentThread();
            asking = true;
            begin();
            asking = false;
            resolution().sort();
            advance();
            if (resolution().hasUnsorted()) {
                goOnWithNews();
            }
            started = true;
        } finally {
            starting = null;
            if (!started) {
                abandon();
                resolution().cancel();
            }
        }
    }

    @Override
    void begins(Runnable cancel) {
        super.begins(cancel);
        caller.begins(cancel);
    }

    @Override
    public void news() {
        // The thread that asks will look anyway, and should not begin to race before it has heard all.
        if (!isStarting() || !asking) {
            goOnWithNews();
        }
    }

    private boolean isStarting() {
        return Thread.currentThread().equals(starting);
    }

    @Override
    void sorted() {
        advanceForOthers();
    }

    @Override
    boolean waitsFor(ChannelAttempt pending) {
        return false;
    }

    @Override
    boolean recordsTheEnd() {
        return true;
    }

    @Override
    void over(ChannelResult how) {
        RaceEvents before = events();
        if (before != null) {
            before.add(() -> deliver(how));
        } else if (isStarting()) {
            deliver(how); // nobody has the future yet, so nothing can depend on it
        } else {
            track().callbacks().execute(() -> deliver(how));
        }
    }

    // An executor may run what it was given twice, or run it and say that it has not.
    private void deliver(ChannelResult how) {
        if (delivered != 0 || !DELIVERED.compareAndSet(this, 0, 1)) {
            return;
        }
        try {
            resolution().cancel();
            caller.ended(how);
        } catch (RuntimeException | Error fault) {
            Log.unexpected("in delivering the result of a race to " + plan().target(), fault);
        }
    }
}
