package io.happyconnect.drive;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * How many sockets of a connector may be on their way at once; whoever gets none waits in line, first come, first served.
 *
 * <p>There are two lines. A quarter of the sockets, at least one, is kept for races that have tried already, and they go first: otherwise a burst
 * of races whose first addresses are all dead would take every socket, and none would get a second one, which is all it needs.
 */
public final class SocketLimit {

    private final int most;
    private final int mostWithNewcomers;
    private final AtomicInteger inFlight = new AtomicInteger();
    private final AtomicInteger waiting = new AtomicInteger();
    private final Queue<Ticket> challengers = new ArrayDeque<>(); // guarded by this
    private final Queue<Ticket> newcomers = new ArrayDeque<>(); // guarded by this

    /**
     * A limit.
     *
     * @param most how many sockets; with fewer than 2 a race whose first address is dead gets no second try
     */
    SocketLimit(int most) {
        this.most = most;
        this.mostWithNewcomers = Math.max(1, most - Math.max(1, most / 4));
    }

    /**
     * The limit of a connector.
     *
     * @param maxSocketsInFlight how many sockets may be on their way at once; 0 for as many as suit this process
     * @return a limit that all drivers of the connector share
     */
    public static SocketLimit of(int maxSocketsInFlight) {
        return new SocketLimit(maxSocketsInFlight == 0 ? DescriptorLimit.defaultSocketsInFlight() : maxSocketsInFlight);
    }

    /** {@return how many sockets may be on their way at once} */
    public int most() {
        return most;
    }

    /** Takes a socket if there is one and nobody waits. */
    boolean tryAcquire(boolean newcomer) {
        return waiting.get() == 0 && takes(newcomer);
    }

    private boolean takes(boolean newcomer) {
        int limit = newcomer ? mostWithNewcomers : most;
        for (int taken = inFlight.get(); taken < limit; taken = inFlight.get()) {
            if (inFlight.compareAndSet(taken, taken + 1)) {
                return true;
            }
        }
        return false;
    }

    /**
     * Gets into the line.
     *
     * @param newcomer whether the race has not tried yet
     * @param granted is called when there is a socket, on any thread; must take no lock
     */
    Ticket queue(boolean newcomer, Runnable granted) {
        Ticket ticket = new Ticket(granted);
        synchronized (this) {
            waiting.incrementAndGet();
            (newcomer ? newcomers : challengers).add(ticket);
        }
        serve();
        return ticket;
    }

    /** Gives a socket back. */
    void release() {
        inFlight.decrementAndGet();
        if (waiting.get() > 0) {
            serve();
        }
    }

    /** {@return how many sockets are on their way} */
    int inFlight() {
        return inFlight.get();
    }

    private void serve() {
        List<Ticket> served = new ArrayList<>(1);
        synchronized (this) {
            serve(challengers, false, served);
            serve(newcomers, true, served);
        }
        for (Ticket each : served) {
            each.granted.run();
        }
    }

    private void serve(Queue<Ticket> line, boolean areNewcomers, List<Ticket> served) {
        while (!line.isEmpty() && takes(areNewcomers)) {
            Ticket first = line.remove();
            waiting.decrementAndGet();
            first.state = Ticket.State.GRANTED;
            served.add(first);
        }
    }

    /** A place in the line. */
    final class Ticket {

        private enum State {
            WAITING,
            GRANTED,
            USED
        }

        private final Runnable granted;
        private State state = State.WAITING; // guarded by the limit

        private Ticket(Runnable granted) {
            this.granted = granted;
        }

        /** {@return whether there is a socket to be taken} */
        boolean isGranted() {
            synchronized (SocketLimit.this) {
                return state == State.GRANTED;
            }
        }

        /** Takes the socket, if it was granted. Once. */
        boolean take() {
            synchronized (SocketLimit.this) {
                boolean taken = state == State.GRANTED;
                if (taken) {
                    state = State.USED;
                }
                return taken;
            }
        }

        /** Nobody needs it any more. */
        void leave() {
            boolean unused;
            synchronized (SocketLimit.this) {
                unused = state == State.GRANTED;
                if (state == State.WAITING) {
                    boolean wasThere = challengers.remove(this) || newcomers.remove(this);
                    waiting.addAndGet(wasThere ? -1 : 0);
                }
                state = State.USED;
            }
            if (unused) {
                release();
            } else {
                serve();
            }
        }
    }
}
