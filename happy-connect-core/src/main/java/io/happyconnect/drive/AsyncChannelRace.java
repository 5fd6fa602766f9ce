package io.happyconnect.drive;

import io.happyconnect.observe.RaceListener;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicIntegerFieldUpdater;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** A race that nobody's thread waits for. */
final class AsyncChannelRace extends ChannelRace {

    private static final AtomicIntegerFieldUpdater<AsyncChannelRace> DELIVERED =
            AtomicIntegerFieldUpdater.newUpdater(AsyncChannelRace.class, "delivered");

    private final Executor callbacks;
    private final Consumer<ChannelResult> receiver;
    // Compared with the thread that reads them, and so never wrong.
    private @Nullable Thread asking;
    private @Nullable Thread starting;
    private volatile int delivered; // 1 once it is

    AsyncChannelRace(
            RacePlan plan,
            SelectorLoop loop,
            SocketLimit limit,
            Executor callbacks,
            String connector,
            AtomicLong ids,
            RaceListener listener,
            Consumer<ChannelResult> receiver) {
        super(
                plan,
                loop,
                limit,
                callbacks,
                connector,
                ids,
                listener,
                loop.platform().now());
        this.callbacks = callbacks;
        this.receiver = receiver;
    }

    /** Begins, and returns when the first packet is sent or there is something to wait for. */
    void start() {
        boolean started = false;
        try {
            starting = Thread.currentThread();
            asking = starting;
            begin();
            asking = null;
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
    void news() {
        // The thread that asks will look anyway, and should not begin to race before it has heard all.
        if (!Thread.currentThread().equals(asking)) {
            goOnWithNews();
        }
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
        } else if (Thread.currentThread().equals(starting)) {
            deliver(how); // nobody has the future yet, so nothing can depend on it
        } else {
            callbacks.execute(() -> deliver(how));
        }
    }

    // An executor may run what it was given twice, or run it and say that it has not.
    private void deliver(ChannelResult how) {
        if (delivered != 0 || !DELIVERED.compareAndSet(this, 0, 1)) {
            return;
        }
        try {
            resolution().cancel();
            receiver.accept(how);
        } catch (RuntimeException | Error fault) {
            Log.unexpected("in delivering the result of a race to " + plan().target(), fault);
        }
    }
}
