package io.happyconnect.ssh;

import io.happyconnect.route.Below;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** One SSH session for each chain of logins to jump hosts, made when it is needed and used by all. */
final class SharedSessions implements AutoCloseable {

    private final LogIn logIn;
    private final Map<List<Hop.Login>, SharedSession> sessions = new HashMap<>(); // guarded by this
    private boolean closed; // guarded by this

    SharedSessions(LogIn logIn) {
        this.logIn = logIn;
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
        return fresh.begin(logIn);
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
