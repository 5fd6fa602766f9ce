package io.happyconnect.drive;

import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * How many sockets of a connector may be on their way at once; whoever gets none waits in line, first come, first served.
 *
 * <p>There are two lines. A quarter of the sockets, at least one, is kept for races that have tried already, and they go first: otherwise a burst
 * of races whose first addresses are all dead would take every socket, and none would get a second one, which is all it needs. A race
 * that is a part of another's attempt is not new either: the one around it may hold what it would wait for.
 *
 * <p>What is taken has exactly one owner, who gives it back on every path: first the race, from taking it until an attempt starts,
 * together with its place in the line; then that attempt ({@link AttemptDial}, {@link ChannelAttempt}), until its socket is closed or
 * handed over or the race is over, dialled or not. What is taken before there is a race is a {@link HeadStart}'s, until an attempt has
 * it. Each owner gives back once, however often it is told to.
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
            (newcomer ? newcomers : challengers).add(ticket);
            waiting.incrementAndGet();
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
    public int inFlight() {
        return inFlight.get();
    }

    /** {@return how many attempts wait in line} */
    public int waiting() {
        return waiting.get();
    }

    private void serve() {
        for (Ticket served = next(); served != null; served = next()) {
            served.tell();
        }
    }

    private synchronized @Nullable Ticket next() {
        Ticket challenger = next(challengers, false);
        return challenger == null ? next(newcomers, true) : challenger;
    }

    private @Nullable Ticket next(Queue<Ticket> line, boolean areNewcomers) {
        if (line.isEmpty() || !takes(areNewcomers)) {
            return null;
        }
        Ticket first = line.remove();
        waiting.decrementAndGet();
        first.state = Ticket.State.GRANTED;
        return first;
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

        // What fails here is the matter of another race than the one on whose thread it does.
        private void tell() {
            try {
                granted.run();
            } catch (RuntimeException | Error fault) {
                Log.unexpected("in granting a socket", fault);
            }
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
