package io.happyconnect.soak;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadInfo;
import java.lang.management.ThreadMXBean;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/** What the threads of this process are doing. */
final class Dump {

    private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

    private Dump() {}

    static String ofAllThreads() {
        return Arrays.stream(THREADS.dumpAllThreads(true, true))
                .map(ThreadInfo::toString)
                .collect(Collectors.joining());
    }

    /** Threads that wait for one another. */
    static List<String> ofTheDeadlocked() {
        long[] deadlocked = THREADS.findDeadlockedThreads();
        return deadlocked == null
                ? List.of()
                : Arrays.stream(THREADS.getThreadInfo(deadlocked))
                        .map(ThreadInfo::toString)
                        .toList();
    }

    static List<String> ofOurThreads() {
        return Figures.liveThreads().stream()
                .filter(name -> name.startsWith("happy-connect"))
                .toList();
    }
}
