package io.happyconnect.ssh;

import io.happyconnect.candidate.Dial;
import io.happyconnect.name.Target;
import io.happyconnect.route.Below;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.Socket;
import java.net.SocketException;
import java.util.List;
import org.apache.sshd.client.future.OpenFuture;
import org.apache.sshd.client.session.ClientSession;
import org.apache.sshd.common.SshConstants;
import org.apache.sshd.common.channel.exception.SshChannelOpenException;
import org.apache.sshd.common.session.ConnectionService;
import org.jspecify.annotations.Nullable;

/** One attempt through a chain of jump hosts: a session, shared with others, and a channel of its own. */
final class TunnelDial implements Dial {

    private final List<Hop> hops;
    private final Target target;
    private final Below below;
    private final SharedSessions sessions;
    private SharedSession.@Nullable Lease lease; // guarded by this
    private @Nullable TunnelChannel channel; // guarded by this
    private boolean cancelled; // guarded by this

    TunnelDial(List<Hop> hops, Target target, Below below, SharedSessions sessions) {
        this.hops = hops;
        this.target = target;
        this.below = below;
        this.sessions = sessions;
    }

    @Override
    public Socket connect() throws IOException {
        for (int tries = 1; ; tries++) {
            ClientSession session = session();
            try {
                return open(session);
            } catch (IOException failure) {
                // A session of old that has just ended says nothing about the way.
                if (tries > 1 || session.isOpen() || isCancelled()) {
                    throw failure;
                }
            }
        }
    }

    private ClientSession session() throws IOException {
        SharedSession.Lease leased = sessions.lease(hops, below);
        synchronized (this) {
            lease = leased;
        }
        if (isCancelled()) {
            leased.cancel();
        }
        return leased.await();
    }

    private Socket open(ClientSession session) throws IOException {
        TunnelChannel opened = new TunnelChannel(target);
        boolean handedOver = false;
        try {
            session.getService(ConnectionService.class).registerChannel(opened);
            OpenFuture opening = opened.open();
            hold(opened);
            await(opening);
            Socket socket = TunnelSocket.over(opened, target);
            handedOver = release();
            if (!handedOver) {
                throw new SocketException("Attempt cancelled");
            }
            return socket;
        } finally {
            if (!handedOver) {
                opened.close(false);
            }
        }
    }

    private void await(OpenFuture opening) throws IOException {
        try {
            opening.verify();
        } catch (InterruptedIOException interrupted) {
            Thread.currentThread().interrupt();
            throw interrupted;
        } catch (IOException failure) {
            throw refusal(failure);
        }
    }

    private IOException refusal(IOException failure) {
        Throwable cause = failure;
        while (cause.getCause() != null && !(cause instanceof SshChannelOpenException)) {
            cause = cause.getCause();
        }
        String host = "jump host " + hops.get(hops.size() - 1);
        if (!(cause instanceof SshChannelOpenException refused)) {
            return new IOException(host + ": the session ended before it was connected to " + target, failure);
        }
        String what = host + " does not connect to " + target + ": ";
        String why = String.valueOf(refused.getMessage());
        return switch (refused.getReasonCode()) {
            case SshConstants.SSH_OPEN_ADMINISTRATIVELY_PROHIBITED ->
                new ConnectException(what + "permission denied by its rules (" + why + ")");
            case SshConstants.SSH_OPEN_CONNECT_FAILED -> connectFailed(what + why);
            default -> new ConnectException(what + why);
        };
    }

    private static IOException connectFailed(String message) {
        return message.contains("No route to host")
                ? new NoRouteToHostException(message)
                : new SocketException(message);
    }

    private synchronized void hold(TunnelChannel opened) throws SocketException {
        if (cancelled) {
            throw new SocketException("Attempt cancelled");
        }
        channel = opened;
    }

    private synchronized boolean release() {
        channel = null;
        return !cancelled;
    }

    private synchronized boolean isCancelled() {
        return cancelled;
    }

    @Override
    public void cancel() {
        SharedSession.Lease leased;
        TunnelChannel opened;
        synchronized (this) {
            cancelled = true;
            leased = lease;
            opened = channel;
        }
        if (leased != null) {
            leased.cancel();
        }
        if (opened != null) {
            opened.cancelOpening();
        }
    }
}
