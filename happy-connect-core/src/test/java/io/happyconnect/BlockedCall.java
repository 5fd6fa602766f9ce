package io.happyconnect;

import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.LockSupport;

/** A call that blocks in a thread of its own, to be watched and disturbed from the test's. */
final class BlockedCall<T> {

    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final FutureTask<T> task;
    private final Thread thread;

    private BlockedCall(FutureTask<T> task, Thread thread) {
        this.task = task;
        this.thread = thread;
    }

    /** Begins a call on a platform thread. */
    static <T> BlockedCall<T> of(Callable<T> call) {
        FutureTask<T> task = new FutureTask<>(call);
        Thread thread = new Thread(task, "blocked-call");
        thread.setDaemon(true);
        thread.start();
        return new BlockedCall<>(task, thread);
    }

    /** Begins a call on a virtual thread; only from Java 21 on. */
    static <T> BlockedCall<T> ofVirtual(Callable<T> call) throws ReflectiveOperationException {
        FutureTask<T> task = new FutureTask<>(call);
        Object thread =
                Thread.class.getMethod("startVirtualThread", Runnable.class).invoke(null, task);
        return new BlockedCall<>(task, (Thread) thread);
    }

    Thread thread() {
        return thread;
    }

    /** Waits until the thread waits for the kernel in a method of the JDK's sockets, such as {@code connect}. */
    void awaitIn(String method) {
        awaitStack(
                method,
                stack -> contains(stack, "sun.nio.ch.NioSocketImpl", method)
                        && (stack[0].isNativeMethod() || contains(stack, "sun.nio.ch.NioSocketImpl", "park")));
    }

    /** Waits until the thread is parked. */
    void awaitParked() {
        awaitStack("park", stack -> contains(stack, "java.util.concurrent.locks.LockSupport", "park"));
    }

    private interface Condition {
        boolean holds(StackTraceElement[] stack);
    }

    private void awaitStack(String what, Condition condition) {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (!condition.holds(thread.getStackTrace())) {
            if (task.isDone() || deadline - System.nanoTime() < 0) {
                throw new AssertionError("not blocked in " + what + ", but "
                        + (task.isDone() ? "ended" : "in " + String.join("\n", frames(thread.getStackTrace()))));
            }
            LockSupport.parkNanos(1_000_000);
        }
    }

    private static boolean contains(StackTraceElement[] stack, String type, String method) {
        for (StackTraceElement frame : stack) {
            if (frame.getClassName().equals(type) && frame.getMethodName().startsWith(method)) {
                return true;
            }
        }
        return false;
    }

    private static String[] frames(StackTraceElement[] stack) {
        String[] frames = new String[stack.length];
        for (int i = 0; i < stack.length; i++) {
            frames[i] = stack[i].toString();
        }
        return frames;
    }

    /** What the call returned; fails if it threw. */
    T result() throws InterruptedException, ExecutionException, TimeoutException {
        return task.get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
    }

    /** What the call threw. */
    Throwable failure() throws InterruptedException, TimeoutException {
        try {
            throw new AssertionError("returned " + task.get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS));
        } catch (ExecutionException thrown) {
            return thrown.getCause();
        }
    }
}
