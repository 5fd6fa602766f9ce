package io.happyconnect.benchmarks;

import java.io.IOException;

/** One thing to measure, again and again, in turn with others. */
@FunctionalInterface
interface Turn {

    /**
     * Does it once.
     *
     * @return how many nanoseconds one operation took, without what came before and after it
     * @throws IOException if it failed
     */
    double take() throws IOException;
}
