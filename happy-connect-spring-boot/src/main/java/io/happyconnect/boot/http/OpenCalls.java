package io.happyconnect.boot.http;

import java.io.IOException;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.WeakHashMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import okhttp3.Call;

/**
 * The calls that are open, to be cancelled when a thread that waits for one is interrupted and when all is closed. Has a
 * thread only while somebody waits.
 */
final class OpenCalls implements AutoCloseable {

    /** How late an interrupt is noticed at most. */
    private static final long INTERVAL_MILLIS = 20;

    private static final long KEEP_ALIVE_MILLIS = 1_000;

    private final String name;
    private final Runnable onLateEnd;

    // Weak: a response that nobody closes must not be kept from OkHttp's own search for leaks.
    private final Set<OpenCall> open = Collections.newSetFromMap(new WeakHashMap<>()); // guarded by this
    private boolean closed; // guarded by this
    private final AtomicBoolean watching = new AtomicBoolean();
    private final ThreadPoolExecutor watcher;

    /**
     * None open yet.
     *
     * @param onLateEnd called when a call ends after {@link #close}
     */
    OpenCalls(String name, Runnable onLateEnd) {
        this.name = name;
        this.onLateEnd = onLateEnd;
        this.watcher = new ThreadPoolExecutor(
                1, 1, KEEP_ALIVE_MILLIS, TimeUnit.MILLISECONDS, new LinkedBlockingQueue<>(), task -> {
                    Thread thread = new Thread(task, "happy-connect-" + name + "-http");
                    thread.setDaemon(true);
                    return thread;
                });
        watcher.allowCoreThreadTimeOut(true);
    }

    synchronized OpenCall open(Call call) throws IOException {
        if (closed) {
            throw new IOException("the HTTP connections of the connector \"" + name + "\" are closed");
        }
        OpenCall opened = new OpenCall(call, this);
        open.add(opened);
        return opened;
    }

    void ended(OpenCall call) {
        boolean late;
        synchronized (this) {
            open.remove(call);
            late = closed;
        }
        if (late) {
            onLateEnd.run();
        }
    }

    /** Somebody waits, and has said so before. */
    void watch() {
        if (!watching.get() && watching.compareAndSet(false, true)) {
            try {
                watcher.execute(this::lookWhileSomebodyWaits);
            } catch (RejectedExecutionException closedMeanwhile) {
                // Whoever waits is cancelled by the close.
            }
        }
    }

    private void lookWhileSomebodyWaits() {
        try {
            do {
                TimeUnit.MILLISECONDS.sleep(INTERVAL_MILLIS);
            } while (somebodyWaits());
        } catch (InterruptedException closed) {
            Thread.currentThread().interrupt();
        }
    }

    private boolean somebodyWaits() {
        // First: who begins to wait from here on sees that nobody watches.
        watching.set(false);
        boolean anyWaits = false;
        for (OpenCall call : copy()) {
            call.cancelIfInterrupted();
            anyWaits |= call.isWaiting();
        }
        return anyWaits && watching.compareAndSet(false, true);
    }

    private synchronized List<OpenCall> copy() {
        return List.copyOf(open);
    }

    @Override
    public void close() {
        synchronized (this) {
            closed = true;
        }
        copy().forEach(OpenCall::cancel);
        watcher.shutdownNow();
    }
}
