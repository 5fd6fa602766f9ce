package io.happyconnect.simulation;

import io.happyconnect.drive.SimulatedDriver;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ProtocolFamily;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.ThreadFactory;
import java.util.function.BooleanSupplier;

/**
 * The machine of one world. All of its threads are the one that plays the world: while the selector's waits, the others have their
 * turn, and what they do is over when they return.
 */
final class SimulatedMachine implements SimulatedDriver.Machine {

    private static final Instant BEGINNING = Instant.parse("2026-01-01T00:00:00Z");
    private static final long LONGEST_SILENCE = 500_000 * Fates.MILLI;

    private final World world;
    private final Timeline timeline;
    private final Chance chance;
    private final SimulatedNetwork network;
    private final Queue<Runnable> started = new ArrayDeque<>();
    private int openSelectors;
    private long silentSince;

    SimulatedMachine(World world, Timeline timeline, Chance chance, SimulatedNetwork network) {
        this.world = world;
        this.timeline = timeline;
        this.chance = chance;
        this.network = network;
        this.silentSince = timeline.now();
    }

    /** Plays until nothing is left to happen and the selector's thread has ended. */
    void play() {
        boolean goesOn = true;
        while (goesOn) {
            Runnable thread = started.poll();
            if (thread != null) {
                thread.run();
            }
            goesOn = thread != null || timeline.next(timeline.now() + Long.MAX_VALUE / 4);
        }
    }

    int openSelectors() {
        return openSelectors;
    }

    @Override
    public long now() {
        if (world.settings().timePasses) {
            timeline.passes(chance.below(3_000));
        }
        return timeline.now();
    }

    @Override
    public Instant instantOf(long past) {
        return BEGINNING.plusNanos(timeline.elapsed() - (timeline.now() - past));
    }

    @Override
    public void park(long nanos) {
        sleep(nanos, () -> false);
    }

    /** The selector's thread looks around. */
    void looks() {
        timeline.looks();
    }

    /** The selector's thread waits. */
    void sleep(long nanos, BooleanSupplier isAwake) {
        long until = timeline.now() + nanos + world.settings().oversleeps(chance);
        while (!isAwake.getAsBoolean()) {
            if (!timeline.next(until)) {
                timeline.arrive(until);
                listenToTheSilence();
                return;
            }
            silentSince = timeline.now();
        }
        long resumes = timeline.now() + world.settings().oversleeps(chance);
        while (chance.below(3) > 0 && timeline.next(resumes)) {
            silentSince = timeline.now();
        }
        timeline.arrive(resumes);
    }

    private void listenToTheSilence() {
        if (timeline.isEmpty() && timeline.now() - silentSince > LONGEST_SILENCE) {
            timeline.endTheWorld("the selector's thread never ends; waiting: " + world.unfinished());
        }
    }

    @Override
    public SocketChannel openChannel(ProtocolFamily family) throws IOException {
        return network.open(family);
    }

    @Override
    public Selector openSelector() throws IOException {
        if (world.settings().runsOutOfDescriptors && chance.oneIn(10)) {
            throw new IOException("Too many open files");
        }
        SimulatedSelector selector = new SimulatedSelector(this, chance);
        network.selector(selector);
        openSelectors++;
        return selector;
    }

    void closed(SimulatedSelector selector) {
        openSelectors--;
    }

    @Override
    public boolean canRoute(InetAddress address) {
        return network.hasRoute(address);
    }

    /** Threads whose tasks run when all others wait. */
    @Override
    public ThreadFactory threads() {
        return task -> new Thread(null, task, "simulated", 0, false) {
            @Override
            public synchronized void start() {
                if (world.settings().runsOutOfDescriptors && chance.oneIn(10)) {
                    throw new OutOfMemoryError("unable to create native thread (simulated)");
                }
                timeline.in(
                        world.settings().oversleeps(chance), "the selector's thread starts", () -> started.add(task));
            }
        };
    }
}
