package io.happyconnect.resolve;

/** A lookup under way. */
@FunctionalInterface
public interface Lookup {

    /**
     * Nobody waits for the answers any more. They may still be used to fill a cache (RFC 8305 §5). Called from any thread,
     * at most once, also after the end; must not block.
     */
    void cancel();

    /**
     * A lookup that needs no cancelling, because it has ended or cannot be stopped.
     *
     * @return a handle whose {@link #cancel()} does nothing
     */
    static Lookup ended() {
        return () -> {};
    }
}
