package io.happyconnect.okhttp;

import io.happyconnect.ConnectOptions;
import io.happyconnect.candidate.AddressCandidate;
import io.happyconnect.candidate.AddressFamily;
import io.happyconnect.name.Target;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What is known of one lookup: its addresses, which of them OkHttp has asked for, and the race that the first of these
 * connects has begun.
 *
 * <p>OkHttp asks for each address of a lookup at most once while it looks for a connection, in the order of the list or, with
 * its fast fallback, IPv6 first and several at a time. So an address that was not asked for yet is one that it will still ask
 * for if the others fail, and exactly those may race each other: whichever wins, OkHttp comes for its socket. Addresses that
 * it has passed over are those that it knows to be bad (they connect, and then no HTTP is to be had): they must not win, and
 * race each other when all else has failed. An address that is asked for again is a retry, and no part of this.
 */
final class Ticket {

    /**
     * An answer to a lookup, and its ticket.
     *
     * @param addresses objects made for this answer: that a route has this very object is how the ticket is found
     */
    record Issued(String hostname, Ticket ticket, List<InetAddress> addresses) {}

    private final RouteDns dns;

    /** Never the objects that were issued: a ticket lives as long as one of them and must not keep them alive. */
    private final List<InetAddress> addresses;

    private final boolean[] asked; // guarded by this
    private @Nullable SharedRace race; // guarded by this

    private Ticket(RouteDns dns, List<InetAddress> addresses) {
        this.dns = dns;
        this.addresses = List.copyOf(addresses);
        this.asked = new boolean[addresses.size()];
    }

    static Issued issue(RouteDns dns, String hostname, List<InetAddress> found) {
        Ticket ticket = new Ticket(dns, found);
        InetAddress[] issued = new InetAddress[found.size()];
        for (int i = 0; i < issued.length; i++) {
            issued[i] = FreshAddress.of(hostname, found.get(i));
            dns.book().claims().put(issued[i], new Claim(ticket, i));
        }
        return new Issued(hostname, ticket, List.of(issued));
    }

    /** Asks for an address. {@return false if it was asked for before} */
    synchronized boolean ask(int index) {
        boolean first = !asked[index];
        asked[index] = true;
        return first;
    }

    /**
     * Joins the race or begins one, and takes the winner's socket if the winner is this address.
     *
     * @param ofCall whether the connect is made on the thread of a call that is known: then OkHttp asks in the order of the
     *     list, and the ticket is abandoned when the call is over
     */
    Socket connect(int index, boolean ofCall, Target target, ConnectOptions options) throws IOException {
        AddressCandidate own = new AddressCandidate(addresses.get(index), target.port());
        while (true) {
            SharedRace joined;
            boolean begun = false;
            synchronized (this) {
                joined = race;
                if (joined == null || !joined.admits(own)) {
                    joined = new SharedRace(dns.connector(), target, stillToBeAskedFor(index, ofCall));
                    race = joined;
                    begun = true;
                }
            }
            if (begun) {
                joined.run(options);
            }
            Socket socket = joined.claim(own, ofCall, options);
            if (socket != null) {
                return socket;
            }
        }
    }

    private List<InetAddress> stillToBeAskedFor(int index, boolean inOrder) {
        InetAddress own = addresses.get(index);
        List<InetAddress> remaining = new ArrayList<>(addresses.size());
        remaining.add(own);
        for (int i = 0; i < addresses.size(); i++) {
            InetAddress other = addresses.get(i);
            boolean passedOver = i < index && (inOrder || AddressFamily.of(other) == AddressFamily.of(own));
            if (!asked[i] && !passedOver) {
                remaining.add(other);
            }
        }
        return remaining;
    }

    /**
     * Prepares a race before OkHttp asks for anything, without one address that is being tried already.
     *
     * @return null if there is no other
     */
    synchronized @Nullable SharedRace raceWithout(AddressCandidate tried, Target target) {
        List<InetAddress> others = new ArrayList<>(addresses);
        others.removeIf(address -> new AddressCandidate(address, target.port()).equals(tried));
        if (others.isEmpty()) {
            return null;
        }
        SharedRace prepared = new SharedRace(dns.connector(), target, others);
        race = prepared;
        return prepared;
    }

    /** The winner of the race, if it has one and it is this address. */
    @Nullable
    Socket claimIfWon(AddressCandidate own) {
        SharedRace decided;
        synchronized (this) {
            decided = race;
        }
        return decided == null ? null : decided.claimIfWon(own);
    }

    /** Nobody will ask any more. */
    void abandon() {
        SharedRace unused;
        synchronized (this) {
            unused = race;
            race = null;
        }
        if (unused != null) {
            unused.abandon();
        }
    }
}
