package io.happyconnect.drive;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** Threads of the race: virtual ones where the JVM has them (Java 21), daemons elsewhere. */
final class Threads {

    private static final @Nullable MethodHandle IS_VIRTUAL = isVirtualHandle();

    private Threads() {}

    private static @Nullable MethodHandle isVirtualHandle() {
        if (!virtualThreadsExist()) {
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

    /** Whether this JVM has virtual threads (JEP 444). */
    static boolean virtualThreadsExist() {
        return Runtime.version().feature() >= 21;
    }

    /** A factory of virtual threads; only where they exist. */
    static ThreadFactory virtual(String prefix) {
        try {
            Object builder = Thread.class.getMethod("ofVirtual").invoke(null);
            Class<?> ofVirtual = Class.forName("java.lang.Thread$Builder$OfVirtual");
            Object named = ofVirtual.getMethod("name", String.class, long.class).invoke(builder, prefix, 1L);
            return (ThreadFactory) ofVirtual.getMethod("factory").invoke(named);
        } catch (ReflectiveOperationException e) {
            throw new LinkageError("no virtual threads on Java " + Runtime.version(), e);
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
