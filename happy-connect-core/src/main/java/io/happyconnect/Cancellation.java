package io.happyconnect;

import io.happyconnect.drive.RacePlan;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
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
            if (running.isEmpty()) {
                return;
            }
            cancels = List.copyOf(running);
            running.clear();
        }
        cancels.forEach(Runnable::run);
    }

    /** {@return whether {@link #cancel()} was called} */
    public synchronized boolean isCancelled() {
        return cancelled;
    }

    /**
     * Runs something when it is cancelled, at once if it is already.
     *
     * @param action runs once at most, on the thread that cancels; must not block or throw
     * @return forgets the action again
     */
    public Registration onCancel(Runnable action) {
        Objects.requireNonNull(action, "action");
        // An object of its own, for the same action may be registered twice.
        Runnable registered = () -> action.run();
        attach(registered);
        return () -> detach(registered);
    }

    /** An action that waits for a cancellation. */
    @FunctionalInterface
    public interface Registration {

        /** Forgets the action, if it has not run. Idempotent; does not wait for an action that runs. */
        void undo();
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

    /** Ties one race to the cancellation of its options, if there is one, for as long as it runs. */
    static final class Link implements Consumer<Runnable> {

        private static final Link TO_NOTHING = new Link(null);

        private final @Nullable Cancellation cancellation;
        private @Nullable Runnable cancel;

        private Link(@Nullable Cancellation cancellation) {
            this.cancellation = cancellation;
        }

        /** What a race is to be given, which depends on this link only if there is something to cancel it. */
        Consumer<Runnable> onStart() {
            return cancellation == null ? RacePlan.NOBODY_CANCELS : this;
        }

        static Link of(ConnectOptions options) {
            return options.cancellation().map(Link::new).orElse(TO_NOTHING);
        }

        @Override
        public void accept(Runnable cancelsRace) {
            if (cancellation != null) {
                cancel = cancelsRace;
                cancellation.attach(cancelsRace);
            }
        }

        void undo() {
            if (cancellation != null && cancel != null) {
                cancellation.detach(cancel);
            }
        }
    }
}
