package io.happyconnect.drive;

/** Who asked for a race and does not wait for it. */
public interface AsyncCaller {

    /**
     * The race begins, on the thread that asked for it.
     *
     * @param cancel ends it, from any thread
     */
    default void begins(Runnable cancel) {}

    /**
     * It has ended. Is called once, on a thread of the executor.
     *
     * @param how its result
     */
    void ended(ChannelResult how);
}
