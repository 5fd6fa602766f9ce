package io.happyconnect.resolve;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import org.jspecify.annotations.Nullable;

/** The virtual threads of Java 21, reached from code that also runs on 17. */
final class VirtualThreads {

    /** On 19 and 20 they are a preview that throws unless it was switched on. */
    private static final int FIRST_VERSION = 21;

    private static final @Nullable MethodHandle UNSTARTED = find();

    private VirtualThreads() {}

    static boolean areAvailable() {
        return UNSTARTED != null;
    }

    /**
     * A virtual thread that inherits no thread-locals.
     *
     * @throws IllegalStateException before Java 21
     */
    static Thread unstarted(String name, Runnable task) {
        if (UNSTARTED == null) {
            throw new IllegalStateException("no virtual threads on Java " + Runtime.version());
        }
        try {
            return (Thread) UNSTARTED.invoke(name, task);
        } catch (RuntimeException | Error e) {
            throw e;
        } catch (Throwable e) {
            throw new AssertionError(e);
        }
    }

    /** {@code Thread.ofVirtual().inheritInheritableThreadLocals(false).name(name).unstarted(task)}. */
    private static @Nullable MethodHandle find() {
        if (Runtime.version().feature() < FIRST_VERSION) {
            return null;
        }
        try {
            MethodHandles.Lookup lookup = MethodHandles.publicLookup();
            Class<?> builder = Class.forName("java.lang.Thread$Builder$OfVirtual");
            MethodHandle ofVirtual = lookup.findStatic(Thread.class, "ofVirtual", MethodType.methodType(builder));
            MethodHandle inherit = lookup.findVirtual(
                    builder, "inheritInheritableThreadLocals", MethodType.methodType(builder, boolean.class));
            MethodHandle name = lookup.findVirtual(builder, "name", MethodType.methodType(builder, String.class));
            MethodHandle unstarted =
                    lookup.findVirtual(builder, "unstarted", MethodType.methodType(Thread.class, Runnable.class));
            MethodHandle fresh =
                    MethodHandles.filterReturnValue(ofVirtual, MethodHandles.insertArguments(inherit, 1, false));
            return MethodHandles.collectArguments(unstarted, 0, MethodHandles.collectArguments(name, 0, fresh));
        } catch (ReflectiveOperationException ignored) {
            // A native image that was built without them: platform threads do the same work.
            return null;
        }
    }
}
