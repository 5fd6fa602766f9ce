package io.happyconnect.okhttp;

import io.happyconnect.Cancellation;
import io.happyconnect.candidate.AddressCandidate;
import io.happyconnect.name.Target;
import java.io.IOException;
import java.net.Socket;
import java.util.ArrayList;
import java.util.List;
import okhttp3.Call;
import okhttp3.EventListener;
import org.jspecify.annotations.Nullable;

/**
 * The call that a thread is working for, as long as it does: neither {@code Dns} nor {@code SocketFactory} are told by
 * OkHttp. Its own thread asks it; only {@link #prepared} comes from another.
 */
final class CallScope {

    private static final ThreadLocal<@Nullable CallScope> CURRENT = new ThreadLocal<>();

    private final Call call;
    private final @Nullable CallScope outer;
    private final List<Ticket> tickets = new ArrayList<>(1);
    private final List<Claim> retried = new ArrayList<>(0);
    private @Nullable Cancellation cancellation;
    private @Nullable Target lostTarget;
    private @Nullable IOException lostRace;
    private Ticket.@Nullable Issued prepared; // guarded by this
    private boolean ended; // guarded by this

    private CallScope(Call call, @Nullable CallScope outer) {
        this.call = call;
        this.outer = outer;
    }

    /** {@return the scope of the call that this thread works for, or null if that is not known} */
    static @Nullable CallScope current() {
        return CURRENT.get();
    }

    /** Begins a scope on this thread, possibly inside another: a {@code Dns} may make calls of its own. */
    static CallScope begin(Call call) {
        CallScope scope = new CallScope(call, CURRENT.get());
        CURRENT.set(scope);
        return scope;
    }

    /** Ends the scope: what was connected for the call and not fetched is closed. */
    void end() {
        if (outer == null) {
            CURRENT.remove();
        } else {
            CURRENT.set(outer);
        }
        Ticket.Issued unused;
        synchronized (this) {
            ended = true;
            unused = prepared;
            prepared = null;
        }
        if (unused != null) {
            unused.ticket().abandon();
        }
        tickets.forEach(Ticket::abandon);
    }

    /** {@return what is cancelled with the call} */
    Cancellation cancellation() {
        Cancellation known = cancellation;
        if (known == null) {
            Cancellation made = new Cancellation();
            call.addEventListener(new EventListener() {
                @Override
                public void canceled(Call canceled) {
                    made.cancel();
                }
            });
            if (call.isCanceled()) {
                made.cancel();
            }
            cancellation = made;
            known = made;
        }
        return known;
    }

    /** A race for a name was lost, which counts until OkHttp gives up: an interceptor that tries again wants another one. */
    void lost(Target target, IOException failure) {
        if (lostRace == null) {
            call.addEventListener(new EventListener() {
                @Override
                public void retryDecision(Call failed, IOException exception, boolean retry) {
                    if (!retry) {
                        lostTarget = null;
                    }
                }
            });
        }
        lostTarget = target;
        lostRace = failure;
    }

    void throwIfLost(Target target) throws IOException {
        IOException failure = lostRace;
        if (failure != null && target.equals(lostTarget)) {
            throw failure;
        }
    }

    /** What to throw instead of a failure that OkHttp ascribes to an address where there was none. */
    IOException named(IOException failure) {
        IOException race = lostRace;
        return race != null && race.equals(failure.getCause()) ? race : failure;
    }

    /** The call has looked a name up, or connects to an address of a lookup. */
    void attend(Ticket ticket) {
        if (!tickets.contains(ticket)) {
            tickets.add(ticket);
        }
    }

    /** Whether an address, asked for before, was so by other calls only. Not so any more when this has been called. */
    boolean isFirstUseOf(Claim claim) {
        if (tickets.contains(claim.ticket()) || retried.contains(claim)) {
            return false;
        }
        retried.add(claim);
        return true;
    }

    /** Keeps an answer for the lookup that will be next. {@return false if the call is over} */
    synchronized boolean prepare(Ticket.Issued answer) {
        if (ended) {
            return false;
        }
        prepared = answer;
        return true;
    }

    /** {@return the answer that was prepared for a name, once} */
    synchronized Ticket.@Nullable Issued takePrepared(String hostname) {
        Ticket.Issued answer = prepared;
        if (answer == null || !answer.hostname().equals(hostname)) {
            return null;
        }
        prepared = null;
        return answer;
    }

    /**
     * The socket of the race that was run for the lookup that will be next, if it is connected to this address: for a route of
     * a list that something in front of our {@code Dns} has kept, so that there will be no lookup.
     */
    @Nullable
    Socket claimPrepared(AddressCandidate own) {
        Ticket.Issued answer;
        synchronized (this) {
            answer = prepared;
        }
        return answer == null ? null : answer.ticket().claimIfWon(own);
    }
}
