package io.happyconnect.candidate;

import java.io.IOException;
import java.net.Socket;

/** One attempt of a {@link DialableCandidate}: blocking work, and a way to stop it. */
public interface Dial {

    /**
     * Connects. Called at most once: on the thread that called {@code connect} if this is the first attempt of its race, else
     * on a thread of the connector. The overall deadline and the attempt timeout reach it through {@link #cancel()}.
     *
     * <p>If this calls the connector of its own race, that is a new race and knows nothing of the one around it: where {@code
     * maxSocketsInFlight} is reached it waits in line as a first try, possibly for a socket that the race around it holds, until a
     * deadline passes. What {@code Below.dial} gave a {@code RouteLayer} goes ahead as a second try, and ends with the race around it.
     *
     * @return a connected socket, which from now on belongs to the race
     * @throws IOException when this way does not lead to the target; the race goes on with the next candidate
     */
    Socket connect() throws IOException;

    /**
     * Makes {@link #connect()} end promptly and releases whatever it holds. Called from any thread, at any time after the
     * race began (before, during and after {@code connect}), possibly more than once; must not block and must not throw.
     */
    void cancel();
}
