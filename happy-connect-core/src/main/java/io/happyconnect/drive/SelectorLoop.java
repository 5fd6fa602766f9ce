package io.happyconnect.drive;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * One thread with one selector for all races on channels of a connector, made when it is first needed and ended when it is
 * idle. See {@link LoopThread} for what it does.
 */
final class SelectorLoop {

    private final Object lock = new Object();
    private final String name;
    private final LoopThread.Pace pace;
    private final Inbox inbox = new Inbox();
    private volatile @Nullable LoopThread thread; // written under lock
    private volatile boolean closed;

    /**
     * A loop without a thread.
     *
     * @param name the connector's
     * @param pace for how long it sleeps
     */
    SelectorLoop(String name, LoopThread.Pace pace) {
        this.name = name;
        this.pace = pace;
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
            start();
        } else {
            running.wakeBy(at);
        }
        return !closed;
    }

    private void start() throws IOException {
        synchronized (lock) {
            if (closed || thread != null) {
                return;
            }
            LoopThread started = LoopThread.open(this, inbox, pace);
            thread = started;
            try {
                Threads.daemon("happy-connect-selector-" + name + "-")
                        .newThread(started)
                        .start();
            } catch (Throwable noThread) {
                thread = null;
                started.closeSelector();
                throw noThread;
            }
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
