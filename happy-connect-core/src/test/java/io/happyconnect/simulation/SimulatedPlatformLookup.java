package io.happyconnect.simulation;

import io.happyconnect.resolve.HostLookup;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.concurrent.ThreadFactory;

/**
 * A lookup that blocks, and the threads that wait in it. Waiting here means that the thread starts when the answer is there; what
 * never answers has a thread that never starts unless it is interrupted.
 */
final class SimulatedPlatformLookup implements HostLookup {

    static final long LONGEST = 300 * Fates.MILLI;

    private final World world;
    private final Timeline timeline;
    private final Chance chance;
    private boolean isInterrupted;
    private boolean hasStuckThreads;

    SimulatedPlatformLookup(World world, Timeline timeline, Chance chance) {
        this.world = world;
        this.timeline = timeline;
        this.chance = chance;
    }

    @Override
    public List<InetAddress> addressesOf(String name) throws IOException {
        if (isInterrupted) {
            throw new InterruptedIOException(name + ": interrupted");
        }
        return switch (chance.below(24)) {
            case 0 -> throw new UnknownHostException(name);
            case 1 -> throw new IOException(name + ": SERVFAIL");
            case 2 -> throw new SimulatedFault("a lookup that throws");
            case 3 -> List.of();
            default -> world.addressesOf(name);
        };
    }

    /** Whether every lookup has an answer, {@link #LONGEST} after somebody asked at the latest. */
    boolean answersAll() {
        return !hasStuckThreads;
    }

    ThreadFactory threads() {
        return Waiting::new;
    }

    private final class Waiting extends Thread {

        private final Runnable task;
        private boolean hasRun;

        Waiting(Runnable task) {
            super(null, task, "simulated", 0, false);
            this.task = task;
        }

        @Override
        public synchronized void start() {
            if (chance.oneIn(40)) {
                hasStuckThreads = true;
            } else {
                timeline.in(world.fates().time(LONGEST), "a lookup has an answer", this::answers);
            }
        }

        private void answers() {
            if (!hasRun) {
                hasRun = true;
                task.run();
            }
        }

        @Override
        public void interrupt() {
            timeline.in(0, "a lookup is interrupted", () -> {
                isInterrupted = true;
                answers();
                isInterrupted = false;
            });
        }
    }
}
