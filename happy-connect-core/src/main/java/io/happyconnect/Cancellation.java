package io.happyconnect;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Cancels races from another thread: give it to {@link ConnectOptions#withCancellation} and call {@link #cancel()}.
 *
 * <p>Good for one race or for several; once cancelled it stays so. Safe for any thread.
 */
public final class Cancellation {

    private final List<Runnable> running = new ArrayList<>(1); // guarded by this
    private boolean cancelled; // guarded by this

    /** A cancellation nobody has asked for yet. */
    public Cancellation() {}

    /**
     * Ends the races that use it, and those that will: their {@code connect} throws {@link ConnectCancelledException}
     * promptly. A race that has been won is not affected, nor is its socket. Does not block.
     */
    public void cancel() {
        List<Runnable> cancels;
        synchronized (this) {
            cancelled = true;
            cancels = List.copyOf(running);
            running.clear();
        }
        cancels.forEach(Runnable::run);
    }

    /** {@return whether {@link #cancel()} was called} */
    public synchronized boolean isCancelled() {
        return cancelled;
    }

    private void attach(Runnable cancel) {
        synchronized (this) {
            if (!cancelled) {
                running.add(cancel);
                return;
            }
        }
        cancel.run();
    }

    private synchronized void detach(Runnable cancel) {
        running.remove(cancel);
    }

    /** Ties one race to a cancellation for as long as it runs. */
    static final class Link implements Consumer<Runnable> {

        private final Cancellation cancellation;
        private @Nullable Runnable cancel;

        Link(Cancellation cancellation) {
            this.cancellation = cancellation;
        }

        @Override
        public void accept(Runnable cancelsRace) {
            cancel = cancelsRace;
            cancellation.attach(cancelsRace);
        }

        void undo() {
            if (cancel != null) {
                cancellation.detach(cancel);
            }
        }
    }
}
