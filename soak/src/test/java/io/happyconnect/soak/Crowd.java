package io.happyconnect.soak;

import io.happyconnect.HappyConnector;
import io.happyconnect.resolve.Resolver;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import okhttp3.ConnectionPool;
import okhttp3.Dispatcher;
import okhttp3.OkHttpClient;
import org.jspecify.annotations.Nullable;

/**
 * 50 threads at work on two connectors, one that lasts and one that is closed and replaced every second, one thread that does so, and
 * one that starts and ends applications. All of them can be held for a moment, to see what is left then.
 */
final class Crowd implements AutoCloseable {

    private static final int WORKERS = 50;
    private static final int DISTURBERS = 4;
    private static final long LONGEST_HOLD_SECONDS = 60;

    private final ReentrantReadWriteLock gate = new ReentrantReadWriteLock(true);
    private final HappyConnector lasting = connector("lasting");
    private final AtomicReference<HappyConnector> replaced = new AtomicReference<>(connector("replaced"));
    private final OkHttpClient web = new OkHttpClient.Builder()
            .connectionPool(new ConnectionPool())
            .dispatcher(new Dispatcher())
            .build();
    private final ScheduledExecutorService disturber = Executors.newScheduledThreadPool(DISTURBERS);
    private final Map<Work.Outcome, AtomicLong> outcomes = new EnumMap<>(Work.Outcome.class);
    private final AtomicLong restarts = new AtomicLong();
    private final AtomicLong refreshes = new AtomicLong();
    private final AtomicReference<@Nullable Throwable> surprise = new AtomicReference<>();
    private final List<Thread> threads = new ArrayList<>();
    private volatile boolean over;

    Crowd(Neighbourhood neighbourhood, long seed) {
        for (Work.Outcome outcome : Work.Outcome.values()) {
            outcomes.put(outcome, new AtomicLong());
        }
        // All threads that there will be, so that none appears later.
        for (int i = 0; i < DISTURBERS; i++) {
            disturber.execute(() -> {});
        }
        for (int i = 0; i < WORKERS; i++) {
            Work work = new Work(neighbourhood, disturber, web, seed + i);
            boolean lasts = i % 2 == 0;
            start("worker-" + i, () -> work(work, lasts));
        }
        start("restarter", () -> repeat(1_000, this::restart));
        Contexts contexts = new Contexts(neighbourhood);
        start(
                "refresher",
                () -> repeat(2_000, () -> {
                    contexts.refresh();
                    refreshes.incrementAndGet();
                }));
    }

    private static HappyConnector connector(String name) {
        return HappyConnector.builder()
                .name(name)
                .connectionAttemptDelay(Duration.ofMillis(20))
                .resolver(Resolver.blocking(host -> Neighbourhood.webAddresses()))
                .build();
    }

    private void start(String name, Runnable what) {
        Thread thread = new Thread(what, name);
        threads.add(thread);
        thread.start();
    }

    @FunctionalInterface
    private interface Step {
        void run() throws Exception;
    }

    private void work(Work work, boolean lasts) {
        while (!over) {
            step(() -> {
                Work.Outcome outcome = work.next(lasts ? lasting : replaced.get());
                outcomes.get(outcome).incrementAndGet();
            });
            LockSupport.parkNanos(work.pauseNanos());
        }
    }

    private void repeat(long pauseMillis, Step what) {
        while (!over) {
            step(what);
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(pauseMillis));
        }
    }

    private void step(Step what) {
        gate.readLock().lock();
        try {
            what.run();
        } catch (Throwable unexpected) {
            surprise.compareAndSet(null, unexpected);
        } finally {
            gate.readLock().unlock();
        }
    }

    private void restart() {
        HappyConnector old = replaced.getAndSet(connector("replaced"));
        old.close();
        restarts.incrementAndGet();
    }

    /** What was not expected of anything that was done so far. */
    @Nullable
    Throwable surprise() {
        return surprise.get();
    }

    String progress() {
        return "connected %,d, failed %,d, cancelled %,d; %,d restarts, %,d applications"
                .formatted(
                        outcomes.get(Work.Outcome.CONNECTED).get(),
                        outcomes.get(Work.Outcome.FAILED).get(),
                        outcomes.get(Work.Outcome.CANCELLED).get(),
                        restarts.get(),
                        refreshes.get());
    }

    /** Has everybody finish what they are at and wait, and looks what is left when the threads that are idle have gone. */
    Figures whileNothingGoesOn(Duration at) throws InterruptedException {
        if (!gate.writeLock().tryLock(LONGEST_HOLD_SECONDS, TimeUnit.SECONDS)) {
            throw new AssertionError("somebody hangs:\n" + Dump.ofAllThreads());
        }
        try {
            web.connectionPool().evictAll();
            long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(15);
            while (hasIdleThreads() && System.nanoTime() - deadline < 0) {
                LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(50));
            }
            return Figures.now(at);
        } finally {
            gate.writeLock().unlock();
        }
    }

    // Those for attempts, lookups and callbacks stay for some seconds.
    private static boolean hasIdleThreads() {
        return Figures.liveThreads().stream()
                .anyMatch(name -> name.startsWith("happy-connect-attempt")
                        || name.startsWith("happy-connect-callback")
                        || name.startsWith("happy-connect-resolver")
                        || name.startsWith("echo-/"));
    }

    @Override
    public void close() throws IOException {
        over = true;
        for (Thread thread : threads) {
            LockSupport.unpark(thread);
        }
        for (Thread thread : threads) {
            join(thread);
        }
        lasting.close();
        replaced.get().close();
        disturber.shutdownNow();
        web.connectionPool().evictAll();
        web.dispatcher().executorService().shutdown();
    }

    private static void join(Thread thread) {
        try {
            thread.join(TimeUnit.SECONDS.toMillis(LONGEST_HOLD_SECONDS));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        if (thread.isAlive()) {
            throw new AssertionError(thread.getName() + " hangs:\n" + Dump.ofAllThreads());
        }
    }
}
