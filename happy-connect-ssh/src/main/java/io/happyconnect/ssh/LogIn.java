package io.happyconnect.ssh;

import io.happyconnect.candidate.Dial;
import io.happyconnect.route.Below;
import java.io.IOException;
import java.net.ConnectException;
import java.net.Socket;
import java.time.Duration;
import java.util.List;
import org.apache.sshd.client.future.AuthFuture;
import org.apache.sshd.client.future.ConnectFuture;
import org.apache.sshd.client.session.ClientSession;
import org.jspecify.annotations.Nullable;

/** Connects to a jump host and logs in to it: through the race below for the first of a chain, through the one before for others. */
final class LogIn {

    /** So long may it take when nobody who waits has a deadline; as OpenSSH's servers have it (LoginGraceTime). */
    private static final Duration LONGEST = Duration.ofMinutes(2);

    private final RacedClient client;
    private final Identities identities;

    LogIn(RacedClient client, Identities identities) {
        this.client = client;
        this.identities = identities;
    }

    ClientSession to(List<Hop> hops, Below below, SharedSessions sessions, Making making) throws IOException {
        Hop hop = hops.get(hops.size() - 1);
        Socket socket = connect(hops, below, sessions, making);
        making.onCancel(() -> close(socket));
        ClientSession session = null;
        boolean loggedIn = false;
        try {
            ConnectFuture connecting = client.attach(socket, hop, identities.of(hop));
            session = connecting.verify(LONGEST).getSession();
            AuthFuture authentication = session.auth();
            authentication.verify(LONGEST);
            loggedIn = true;
            return session;
        } catch (IOException | RuntimeException failure) {
            throw refusal(hop, session, failure);
        } finally {
            if (!loggedIn) {
                close(session, socket);
            }
        }
    }

    private static Socket connect(List<Hop> hops, Below below, SharedSessions sessions, Making making)
            throws IOException {
        Hop hop = hops.get(hops.size() - 1);
        Dial dial = hops.size() == 1
                ? below.dial(hop.target())
                : new TunnelDial(hops.subList(0, hops.size() - 1), hop.target(), below, sessions);
        making.onCancel(dial::cancel);
        try {
            return dial.connect();
        } catch (IOException failure) {
            // These words keep the failure from being taken for the target's.
            throw new IOException("no way to the jump host " + hop + ": " + failure.getMessage(), failure);
        }
    }

    private IOException refusal(Hop hop, @Nullable ClientSession session, Exception failure) {
        String hostKey = session == null ? null : HostKeys.refusal(session);
        if (hostKey != null) {
            return new ConnectException("no way to the jump host " + hop + ": " + hostKey);
        }
        boolean askedIn =
                session != null && String.valueOf(failure.getMessage()).contains("auth");
        String why = askedIn
                ? "it does not let " + hop.user() + " in with " + identities.describe(hop) + " (" + failure.getMessage()
                        + ")"
                : String.valueOf(failure.getMessage());
        return new IOException("no way to the jump host " + hop + ": " + why, failure);
    }

    private static void close(@Nullable ClientSession session, Socket socket) {
        try {
            if (session != null) {
                session.close(true);
            }
        } finally {
            close(socket);
        }
    }

    private static void close(Socket socket) {
        try {
            socket.close();
        } catch (IOException ignored) {
            // It is on its way out; what matters is thrown.
        }
    }
}
