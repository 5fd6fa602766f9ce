package io.happyconnect.testsupport;

import java.time.Duration;

/** Waiting for the end of threads, with a limit. */
final class Threads {

    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private Threads() {}

    /** Waits for the end; an interrupt does not stop it, and is handed on. */
    static void join(Thread thread) {
        boolean interrupted = false;
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (thread.isAlive()) {
            long left = deadline - System.nanoTime();
            if (left <= 0) {
                throw new IllegalStateException(thread + " did not end within " + PATIENCE);
            }
            try {
                thread.join(1 + left / 1_000_000);
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
