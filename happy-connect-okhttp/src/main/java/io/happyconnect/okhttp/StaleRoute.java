package io.happyconnect.okhttp;

import io.happyconnect.Cancellation;
import io.happyconnect.ConnectCancelledException;
import io.happyconnect.ConnectOptions;
import io.happyconnect.HappyConnector;
import io.happyconnect.candidate.AddressCandidate;
import io.happyconnect.name.Target;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;

/**
 * A connect to an address that a call before this one has looked up. When a pooled connection turns out to be dead, OkHttp
 * goes back to its address without a lookup, and only when that has failed it looks up anew. The server may have been
 * restarted, then this is right; or it may be gone without a word, then the connect would hang.
 *
 * <p>So this address gets one connection attempt delay to itself. After that the name is looked up again and the other
 * addresses that it has now are raced against it. If one of them connects, this connect fails, and the new lookup is what
 * OkHttp gets when it asks next, its race already won. If none does, this address has the whole timeout.
 */
final class StaleRoute {

    private final RouteDns dns;
    private final CallScope scope;
    private final String hostname;
    private final AddressCandidate own;
    private final Target target;
    private final ConnectOptions options;
    private final Cancellation connect = new Cancellation();
    private final Cancellation challenge = new Cancellation();
    private @Nullable String overtaken; // guarded by this
    private boolean ended; // guarded by this

    StaleRoute(RouteDns dns, CallScope scope, InetSocketAddress remote, Target target, ConnectOptions options) {
        this.dns = dns;
        this.scope = scope;
        this.hostname = remote.getHostString();
        this.own = new AddressCandidate(remote.getAddress(), remote.getPort());
        this.target = target;
        this.options = options;
    }

    Socket connect() throws IOException {
        Socket prepared = scope.claimPrepared(own);
        if (prepared != null) {
            return prepared;
        }
        HappyConnector connector = dns.connector();
        Cancellation socket = options.cancellation().orElseGet(Cancellation::new);
        long delay = connector.raceSettings().connectionAttemptDelay().toNanos();
        Future<?> start = Background.afterOnOwnThread(delay, this::challenge);
        Cancellation.Registration closing = socket.onCancel(connect::cancel);
        try {
            return connector.connect(target, options.withCancellation(connect));
        } catch (ConnectCancelledException cancelled) {
            throw overtakenOr(cancelled);
        } finally {
            closing.undo();
            start.cancel(false);
            end();
        }
    }

    private synchronized IOException overtakenOr(ConnectCancelledException cancelled) {
        if (overtaken == null) {
            return cancelled;
        }
        OvertakenException failure = new OvertakenException(overtaken);
        failure.initCause(cancelled);
        return failure;
    }

    private void end() {
        synchronized (this) {
            ended = true;
        }
        challenge.cancel();
    }

    private void challenge() {
        try {
            Ticket.Issued fresh = dns.resolve(hostname, challenge);
            SharedRace race = fresh.ticket().raceWithout(own, target);
            if (race != null) {
                race.run(options.withCancellation(challenge));
                overtake(fresh, race);
            }
        } catch (IOException | RuntimeException ignored) {
            // There is nothing new, or nobody waits for it any more. What is wrong with a Dns, the next lookup of the
            // call tells.
        }
    }

    private void overtake(Ticket.Issued fresh, SharedRace race) {
        AddressCandidate winner = race.winner();
        if (winner == null) {
            return;
        }
        synchronized (this) {
            if (ended || !scope.prepare(fresh)) {
                race.abandon();
                return;
            }
            overtaken = own + ", known from an earlier call, had not answered when " + winner + " connected";
        }
        connect.cancel();
    }
}
