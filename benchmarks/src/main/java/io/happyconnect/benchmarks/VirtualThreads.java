package io.happyconnect.benchmarks;

import java.lang.reflect.Method;

/** Virtual threads, for code that has to run on Java 17 as well. */
final class VirtualThreads {

    private VirtualThreads() {}

    /**
     * Starts one.
     *
     * @throws IllegalStateException before Java 21
     */
    static void start(Runnable work) {
        try {
            Method start = Thread.class.getMethod("startVirtualThread", Runnable.class);
            start.invoke(null, work);
        } catch (ReflectiveOperationException before21) {
            throw new IllegalStateException("virtual threads need Java 21", before21);
        }
    }
}
