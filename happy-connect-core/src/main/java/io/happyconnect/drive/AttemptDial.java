package io.happyconnect.drive;

import io.happyconnect.candidate.AddressCandidate;
import io.happyconnect.candidate.Candidate;
import io.happyconnect.candidate.Dial;
import io.happyconnect.candidate.DialableCandidate;
import java.io.IOException;
import java.net.Socket;
import java.net.SocketException;
import org.jspecify.annotations.Nullable;

/**
 * The I/O of one attempt. It either hands over a connected socket or was cancelled, never both: a cancel that comes a moment
 * too late leaves the socket alone, for it is the winner.
 */
final class AttemptDial {

    private enum State {
        RUNNING,
        CONNECTED,
        CANCELLED
    }

    private final Candidate candidate;
    private final SocketSettings settings;
    private State state = State.RUNNING; // guarded by this
    private boolean counts = true; // guarded by this
    private @Nullable Socket socket; // guarded by this
    private @Nullable Dial dial; // guarded by this

    AttemptDial(Candidate candidate, SocketSettings settings) {
        this.candidate = candidate;
        this.settings = settings;
    }

    /** Its socket counts no longer among those in flight. The first time; any thread. */
    void giveBack(SocketLimit limit) {
        boolean counted;
        synchronized (this) {
            counted = counts;
            counts = false;
        }
        if (counted) {
            limit.release();
        }
    }

    /**
     * What opens sockets of its own does not count: to do so it may need a race of this connector, which would wait for the socket that
     * this attempt holds.
     */
    void giveBackIfItBringsItsOwn(SocketLimit limit) {
        if (!(candidate instanceof AddressCandidate)) {
            giveBack(limit);
        }
    }

    /**
     * Connects on the calling thread. No timeout: {@link #cancel()} is how it ends early, and an untimed connect is the
     * cheaper one, except on a virtual thread, where only the timed one polls before it parks.
     *
     * @return a connected socket; to be closed unless it {@linkplain #handsOver() may be handed over}
     */
    Socket connect() throws IOException {
        throwIfCancelled();
        return candidate instanceof DialableCandidate dialable
                ? connect(dialable.newDial())
                : connect((AddressCandidate) candidate);
    }

    /** Whether the socket that {@link #connect} returned is nobody else's to close. From now on cancelling does nothing. */
    boolean handsOver() {
        return endsAs(State.CONNECTED);
    }

    private Socket connect(Dial prepared) throws IOException {
        synchronized (this) {
            dial = prepared;
        }
        throwIfCancelled();
        Socket connected = prepared.connect();
        if (connected == null) { // foreign code, whatever its signature says
            throw new IOException(candidate + " returned no socket");
        }
        if (!connected.isConnected() || connected.isClosed()) {
            closeQuietly(connected);
            throw new IOException(candidate + " returned a socket that is not connected");
        }
        return connected;
    }

    private Socket connect(AddressCandidate address) throws IOException {
        Socket attempted = PlainSockets.unconnected();
        // Makes the JDK create the descriptor now. Otherwise connect would, and a close between its check and the
        // creation finds nothing to close: the connect then hangs as long as the kernel likes (seen on 17 under load).
        attempted.setSoTimeout(0);
        synchronized (this) {
            socket = attempted;
        }
        try {
            throwIfCancelled();
            settings.applyTo(attempted, address.family());
            boolean timed = Threads.isVirtual(Thread.currentThread());
            attempted.connect(address.socketAddress(), timed ? Integer.MAX_VALUE : 0);
            return attempted;
        } catch (IOException | RuntimeException | Error failure) {
            closeQuietly(attempted);
            throw failure;
        }
    }

    private synchronized void throwIfCancelled() throws SocketException {
        if (state == State.CANCELLED) {
            throw new SocketException("Attempt cancelled");
        }
    }

    private synchronized boolean endsAs(State end) {
        if (state != State.RUNNING) {
            return false;
        }
        state = end;
        return true;
    }

    /** Ends {@link #connect()} promptly. Any thread, any number of times; after {@link #handsOver()} it does nothing. */
    void cancel() {
        Dial foreign = cancelOurs();
        if (foreign != null) {
            cancel(foreign);
        }
    }

    /** The same for a thread that must not be held up: foreign code is cancelled on another one. */
    void cancelOn(AttemptThreads threads) {
        Dial foreign = cancelOurs();
        if (foreign != null && !threads.tryRun(() -> cancel(foreign))) {
            cancel(foreign);
        }
    }

    /** Closes our socket, if there is one. {@return the foreign dial, if there is one, to be cancelled} */
    private @Nullable Dial cancelOurs() {
        Socket attempted;
        Dial prepared;
        synchronized (this) {
            if (!endsAs(State.CANCELLED)) {
                return null;
            }
            attempted = socket;
            prepared = dial;
        }
        if (attempted != null) {
            closeQuietly(attempted);
        }
        return prepared;
    }

    private void cancel(Dial foreign) {
        try {
            foreign.cancel();
        } catch (RuntimeException | Error failure) {
            Log.foreignFailure("cancelling " + candidate, failure);
        }
    }

    // A SocketImpl or a tunnel that is not ours may throw anything; that must not keep us from closing the other
    // sockets.
    static void closeQuietly(Socket socket) {
        try {
            socket.close();
        } catch (IOException | RuntimeException | Error failure) {
            Log.foreignFailure("closing a socket", failure);
        }
    }
}
