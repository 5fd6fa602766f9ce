package io.happyconnect.okhttp;

import io.happyconnect.Cancellation;
import io.happyconnect.ConnectOptions;
import io.happyconnect.HappyConnector;
import io.happyconnect.UnresolvedTargetException;
import io.happyconnect.resolve.AddressFilter;
import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import okhttp3.Dns;
import org.jspecify.annotations.Nullable;

/**
 * Looks names up for OkHttp and writes a {@link Ticket} for each answer, by which a connect to one of its addresses finds
 * the others. A host that is not reached by addresses alone gets one of the {@link Placeholders}. A connection pool compares it with {@code equals}, hence a record.
 *
 * @param connector resolves, unless the application does; filters and orders in any case
 * @param applicationDns the application's own, if it has one
 * @param filter what the connector's own filter is narrowed by, if it is
 * @param book what it has given out; the same for equal ones
 */
record RouteDns(
        HappyConnector connector,
        @Nullable Dns applicationDns,
        @Nullable AddressFilter filter,
        AddressBook book) implements Dns {

    RouteDns(HappyConnector connector, @Nullable Dns applicationDns, @Nullable AddressFilter filter) {
        this(connector, applicationDns, filter, AddressBook.of(connector, applicationDns, filter));
    }

    @Override
    public List<InetAddress> lookup(String hostname) throws UnknownHostException {
        if (isReachedByName(hostname)) {
            return List.of(book.placeholders().of(hostname));
        }
        try {
            return addresses(hostname);
        } catch (UnresolvedTargetException failure) {
            if (hasWays(failure)) {
                return List.of(book.placeholders().of(hostname));
            }
            throw failure;
        }
    }

    /** Whether a host has ways to it that its addresses do not tell. What an application resolves has none. */
    boolean isReachedByName(String hostname) {
        try {
            return applicationDns == null && !connector.isReachedByAddress(hostname);
        } catch (IllegalArgumentException cannotBe) {
            return false;
        }
    }

    // A resolver, too, may know of a port or of a way that is no address.
    private static boolean hasWays(UnresolvedTargetException failure) {
        return failure.report().answers().stream()
                .anyMatch(answer -> !answer.candidates().isEmpty());
    }

    private List<InetAddress> addresses(String hostname) throws UnknownHostException {
        CallScope scope = CallScope.current();
        if (scope == null) {
            return resolve(hostname, null).addresses();
        }
        Ticket.Issued prepared = scope.takePrepared(hostname);
        Ticket.Issued known = prepared == null ? known(hostname) : prepared;
        // Being told of a cancelled call costs each call more than a lookup that need not wait.
        Ticket.Issued issued = known == null ? resolve(hostname, scope.cancellation()) : known;
        scope.attend(issued.ticket());
        return issued.addresses();
    }

    private Ticket.@Nullable Issued known(String hostname) {
        if (applicationDns != null) {
            return null;
        }
        try {
            return connector
                    .lookupKnown(hostname, narrowed(ConnectOptions.defaults()))
                    .map(found -> Ticket.issue(this, hostname, found))
                    .orElse(null);
        } catch (IllegalArgumentException refused) {
            return null; // as the lookup will say
        }
    }

    /**
     * Resolves anew.
     *
     * @param cancellation ends it, except while the application's own {@code Dns} runs
     */
    Ticket.Issued resolve(String hostname, @Nullable Cancellation cancellation) throws UnknownHostException {
        ConnectOptions options = narrowed(ConnectOptions.defaults());
        if (cancellation != null) {
            options = options.withCancellation(cancellation);
        }
        if (applicationDns != null) {
            List<InetAddress> found = applicationDns.lookup(hostname);
            if (found.isEmpty()) {
                throw new UnknownHostException(applicationDns + " returned no addresses for " + hostname);
            }
            options = options.withAddresses(found);
        }
        try {
            return Ticket.issue(this, hostname, connector.lookup(hostname, options));
        } catch (UnknownHostException failure) {
            throw failure;
        } catch (IOException | IllegalArgumentException failure) {
            // All that Dns.lookup may throw; a timeout or a cancellation is its cause.
            UnknownHostException unknown = new UnknownHostException(hostname + ": " + failure.getMessage());
            unknown.initCause(failure);
            throw unknown;
        }
    }

    /** Lets a connect dial what the filter accepts, and nothing else. */
    ConnectOptions narrowed(ConnectOptions options) {
        return filter == null ? options : options.withAddressFilter(filter);
    }

    @Override
    public String toString() {
        return connector + (applicationDns == null ? "" : " with " + applicationDns);
    }
}
