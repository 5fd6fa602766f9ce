package io.happyconnect.drive;

/** What a race has to do with its resolver. See {@link ResolutionFacts}. */
interface Resolution {

    /** Where the plan has all candidates already, there is nothing to ask, and nothing comes in. */
    Resolution NONE = new Resolution() {};

    /** Asks the resolver, or takes what is known already. */
    default void begin() {}

    /** Whether there is something the race has not been told, and nobody is about to. */
    default boolean hasNews() {
        return false;
    }

    /** Whether something has to be put in order, and nobody is about to. */
    default boolean hasUnsorted() {
        return false;
    }

    /** Whether the order promises to keep nobody waiting. */
    default boolean sortsAtOnce() {
        return true;
    }

    /** Puts in order what has come, for the race to be told next. Runs code of others. */
    default void sort() {}

    /** Tells the race what has come in. Under the lock of the race. */
    default void tellRace() {}

    /** Nobody waits for answers any more. */
    default void cancel() {}
}
