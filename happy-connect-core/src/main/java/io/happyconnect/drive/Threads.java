package io.happyconnect.drive;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** What kind of thread one is on, and daemon threads of our own. */
final class Threads {

    private static final int FIRST_WITH_VIRTUAL_THREADS = 21;

    private static final @Nullable MethodHandle IS_VIRTUAL = isVirtualHandle();

    private Threads() {}

    private static @Nullable MethodHandle isVirtualHandle() {
        if (Runtime.version().feature() < FIRST_WITH_VIRTUAL_THREADS) {
            return null;
        }
        try {
            return MethodHandles.publicLookup()
                    .findVirtual(Thread.class, "isVirtual", MethodType.methodType(boolean.class));
        } catch (NoSuchMethodException | IllegalAccessException e) {
            throw new LinkageError("no Thread.isVirtual on Java " + Runtime.version(), e);
        }
    }

    /** Whether a thread is a virtual one. */
    static boolean isVirtual(Thread thread) {
        if (IS_VIRTUAL == null) {
            return false;
        }
        try {
            return (boolean) IS_VIRTUAL.invokeExact(thread);
        } catch (Throwable cannotHappen) {
            throw new AssertionError(cannotHappen);
        }
    }

    /** A factory of daemon threads, which inherit nothing of whoever happens to need the first one. */
    static ThreadFactory daemon(String prefix) {
        AtomicInteger number = new AtomicInteger();
        return task -> {
            Thread thread = new Thread(null, task, prefix + number.incrementAndGet(), 0, false);
            thread.setDaemon(true);
            thread.setContextClassLoader(Threads.class.getClassLoader());
            return thread;
        };
    }
}
