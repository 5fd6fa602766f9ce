package io.happyconnect.testsupport;

import java.util.concurrent.ThreadFactory;
import org.assertj.core.api.Assumptions;

/** The kinds of threads that an application may make its calls on. */
public enum CallerThreads {
    /** Threads of the operating system. */
    PLATFORM,

    /** Threads of the JVM, from Java 21 on. */
    VIRTUAL;

    private static final int FIRST_WITH_VIRTUAL = 21;

    /**
     * Makes threads of this kind. Skips the test, and says so, where there are none.
     *
     * @return a factory; its threads do not keep the JVM alive
     */
    public ThreadFactory factory() {
        if (this == PLATFORM) {
            return task -> {
                Thread thread = new Thread(task, "caller");
                thread.setDaemon(true);
                return thread;
            };
        }
        Assumptions.assumeThat(Runtime.version().feature())
                .as("***** SKIPPED before Java 21: there are no virtual threads *****")
                .isGreaterThanOrEqualTo(FIRST_WITH_VIRTUAL);
        return CallerThreads::startedLater;
    }

    private static Thread startedLater(Runnable task) {
        try {
            Object builder = Thread.class.getMethod("ofVirtual").invoke(null);
            return (Thread) Class.forName("java.lang.Thread$Builder")
                    .getMethod("unstarted", Runnable.class)
                    .invoke(builder, task);
        } catch (ReflectiveOperationException e) {
            throw new LinkageError(e.getMessage(), e);
        }
    }
}
