package io.happyconnect.ssh;

import io.happyconnect.route.Below;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executor;

/** One SSH session for each chain of logins to jump hosts, made when it is needed and used by all. */
final class SharedSessions implements AutoCloseable {

    private final LogIn logIn;
    private final Executor threads;
    private final Map<List<Hop.Login>, SharedSession> sessions = new HashMap<>(); // guarded by this
    private boolean closed; // guarded by this

    SharedSessions(LogIn logIn) {
        this(logIn, SharedSessions::start);
    }

    /**
     * With threads of somebody else's.
     *
     * @param threads begins a thread of its own for each session
     */
    SharedSessions(LogIn logIn, Executor threads) {
        this.logIn = logIn;
        this.threads = threads;
    }

    private static void start(Runnable logIn) {
        Thread thread = new Thread(null, logIn, "happy-connect-ssh-login", 0, false);
        thread.setDaemon(true);
        thread.setContextClassLoader(SharedSessions.class.getClassLoader());
        thread.start();
    }

    /**
     * The session at the end of a chain, which may still be in the making.
     *
     * @param hops at least one
     * @param below opens the connection to the first hop, if it has to be opened
     */
    synchronized SharedSession.Lease lease(List<Hop> hops, Below below) throws IOException {
        if (closed) {
            throw new IOException("the SSH tunnels are closed");
        }
        List<Hop.Login> key = Hop.logins(hops);
        SharedSession known = sessions.get(key);
        SharedSession.Lease lease = known == null ? null : known.lease();
        if (lease != null) {
            return lease;
        }
        SharedSession fresh = new SharedSession(hops, below, this);
        sessions.put(key, fresh);
        return fresh.begin(logIn, threads);
    }

    synchronized void forget(SharedSession session) {
        sessions.remove(Hop.logins(session.hops()), session);
    }

    @Override
    public void close() {
        List<SharedSession> all;
        synchronized (this) {
            closed = true;
            all = List.copyOf(sessions.values());
            sessions.clear();
        }
        all.forEach(SharedSession::close);
    }
}
