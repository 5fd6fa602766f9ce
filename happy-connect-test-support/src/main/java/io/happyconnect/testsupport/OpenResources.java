package io.happyconnect.testsupport;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;

/**
 * The descriptors and threads of this process at one moment.
 *
 * @param descriptors sockets, pipes and selectors
 * @param threads platform threads, without those that the JDK and the test engine keep for themselves
 */
record OpenResources(Set<Descriptor> descriptors, Set<Thread> threads) {

    private static final long POLL_NANOS = Duration.ofMillis(5).toNanos();

    /** What is open now. */
    static OpenResources now() {
        return new OpenResources(Descriptor.open(), liveThreads());
    }

    /** Waits until nothing is open that is not in this set. {@return what still was at the end of the patience} */
    OpenResources waitForTheRest(Duration patience, List<String> exceptThreads) {
        long deadline = System.nanoTime() + patience.toNanos();
        OpenResources rest = rest(exceptThreads);
        while (!rest.isEmpty() && deadline - System.nanoTime() > 0) {
            LockSupport.parkNanos(POLL_NANOS);
            rest = rest(exceptThreads);
        }
        return rest;
    }

    private OpenResources rest(List<String> exceptThreads) {
        OpenResources rest = now().without(this);
        rest.threads.removeIf(thread ->
                exceptThreads.stream().anyMatch(prefix -> thread.getName().startsWith(prefix)));
        return rest;
    }

    private OpenResources without(OpenResources before) {
        Set<Descriptor> newDescriptors = new LinkedHashSet<>(descriptors);
        newDescriptors.removeAll(before.descriptors);
        Set<Thread> newThreads = new LinkedHashSet<>(threads);
        newThreads.removeAll(before.threads);
        return new OpenResources(newDescriptors, newThreads);
    }

    boolean isEmpty() {
        return descriptors.isEmpty() && threads.isEmpty();
    }

    /** One line for each descriptor; a line and the stack for each thread. */
    String describe() {
        List<String> lines = new ArrayList<>();
        TcpTable tcp = TcpTable.read();
        for (Descriptor descriptor : descriptors) {
            lines.add("  " + tcp.describe(descriptor));
        }
        for (Thread thread : threads) {
            lines.add("  thread \"" + thread.getName() + "\" " + thread.getState());
            for (StackTraceElement frame : thread.getStackTrace()) {
                lines.add("      at " + frame);
            }
        }
        return String.join("\n", lines);
    }

    private static Set<Thread> liveThreads() {
        Set<Thread> live = new LinkedHashSet<>(Thread.getAllStackTraces().keySet());
        live.removeIf(OpenResources::isOfThePlatform);
        return live;
    }

    // Pollers and carriers of virtual threads, cleaners, timers that the JDK starts when they are first needed and
    // keeps.
    private static boolean isOfThePlatform(Thread thread) {
        ThreadGroup group = thread.getThreadGroup();
        if (group == null) {
            return true; // it has ended
        }
        String name = thread.getName();
        return Set.of("system", "InnocuousThreadGroup", "CarrierThreads").contains(group.getName())
                || name.startsWith("ForkJoinPool.commonPool-")
                || name.startsWith("CompletableFutureDelayScheduler")
                || name.startsWith("junit-")
                || name.startsWith("surefire-");
    }
}
