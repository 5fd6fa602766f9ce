package io.happyconnect.drive;

import java.io.IOException;
import java.util.concurrent.ThreadFactory;
import org.jspecify.annotations.Nullable;

/**
 * One thread with one selector for all races on channels of a connector, made when it is first needed and ended when it is
 * idle. See {@link LoopThread} for what it does.
 */
final class SelectorLoop {

    private final Object lock = new Object();
    private final LoopThread.Pace pace;
    private final ThreadFactory factory;
    private final Platform platform;
    private final Inbox inbox = new Inbox();
    private volatile @Nullable LoopThread thread; // written under lock
    private volatile boolean closed;

    /**
     * A loop without a thread.
     *
     * @param name the connector's
     * @param pace for how long it sleeps
     * @param platform what it runs on
     */
    SelectorLoop(String name, LoopThread.Pace pace, Platform platform) {
        this(platform.threads("happy-connect-selector-" + name + "-"), pace, platform);
    }

    SelectorLoop(ThreadFactory factory, LoopThread.Pace pace, Platform platform) {
        this.factory = factory;
        this.pace = pace;
        this.platform = platform;
    }

    /** {@return what its races run on} */
    Platform platform() {
        return platform;
    }

    /**
     * Wants a visit.
     *
     * @param visited by whom
     * @param at by when; a loop that looks earlier anyway is not woken
     * @return false if closed: then there is no visit
     * @throws IOException if there is no selector to be had
     */
    boolean poke(Visited visited, long at) throws IOException {
        inbox.put(visited);
        LoopThread running = thread;
        if (running == null) {
            running = startedByOthers();
        }
        if (running != null) {
            running.wakeBy(at);
        }
        return !closed;
    }

    /** Starts a thread, unless others have. Nobody sees it before it runs: whoever counted on one that cannot start would wait. */
    private @Nullable LoopThread startedByOthers() throws IOException {
        synchronized (lock) {
            if (closed || thread != null) {
                return thread;
            }
            LoopThread started = LoopThread.open(this, inbox, pace);
            try {
                factory.newThread(started).start();
            } catch (Throwable noThread) {
                started.closeSelector();
                throw noThread;
            }
            thread = started;
            return null;
        }
    }

    boolean isClosed() {
        return closed;
    }

    /** The thread wants to end. {@return whether it may: nobody has come meanwhile} */
    boolean mayEnd() {
        synchronized (lock) {
            LoopThread ending = thread;
            thread = null;
            if (inbox.isEmpty()) {
                return true;
            }
            thread = ending;
            return false;
        }
    }

    /** Has everyone told, and the thread end when they are gone. */
    void close() {
        closed = true;
        LoopThread running = thread;
        if (running != null) {
            running.wake();
        }
    }
}
