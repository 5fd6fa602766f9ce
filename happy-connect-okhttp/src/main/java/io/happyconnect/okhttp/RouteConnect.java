package io.happyconnect.okhttp;

import io.happyconnect.ConnectFailedException;
import io.happyconnect.ConnectOptions;
import io.happyconnect.ConnectTimeoutException;
import io.happyconnect.SocketConnect;
import io.happyconnect.name.Target;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetSocketAddress;
import java.net.Socket;

/**
 * Connects a socket of OkHttp to the address of a route, and to no other: in the race of the lookup that the address comes
 * from, or else plainly. An address that only stands for its host is a race for the name. Two are equal if they belong to the
 * same connector and {@code Dns}, hence a record.
 *
 * @param dns whose addresses race
 */
record RouteConnect(RouteDns dns) implements SocketConnect {

    @Override
    public Socket connect(InetSocketAddress remote, Target target, ConnectOptions given) throws IOException {
        ConnectOptions options = dns.narrowed(given);
        if (isByName(remote, target)) {
            return byName(target, options);
        }
        Claim claim = remote.isUnresolved() ? null : dns.book().claims().of(remote.getAddress());
        if (claim == null) {
            // An IP literal, another Dns, or a name for whoever uses the factory without OkHttp.
            return dns.connector().connect(target, options);
        }
        CallScope scope = CallScope.current();
        if (claim.ticket().ask(claim.index())) {
            if (scope != null) {
                scope.attend(claim.ticket());
            }
            return claim.ticket().connect(claim.index(), scope != null, target, options);
        }
        if (scope == null || !scope.isFirstUseOf(claim)) {
            // The same call again, after a failed TLS handshake or for a proxy that hung up: the address is known to
            // answer.
            return dns.connector().connect(target, options);
        }
        return new StaleRoute(dns, scope, remote, target, options).connect();
    }

    /** Whether an address only stands for its host, or is one, written in a URL, that our routes know more of. */
    private boolean isByName(InetSocketAddress remote, Target target) throws ConnectException {
        if (Placeholders.isInBlock(remote.getAddress())) {
            if (!dns.book().placeholders().contain(remote)) {
                throw new ConnectException(remote + " stands for a host to another Dns: nothing can be reached there");
            }
            return true;
        }
        return target.isLiteral() && dns.isReachedByName(target.host());
    }

    // After a failure of a pooled connection OkHttp goes back to its route, then looks up anew and finds the same one:
    // a race that
    // was lost a moment ago is not run again.
    private Socket byName(Target target, ConnectOptions options) throws IOException {
        CallScope scope = CallScope.current();
        if (scope != null) {
            scope.throwIfLost(target);
        }
        try {
            return dns.connector().connect(target, options.withoutAddresses());
        } catch (ConnectFailedException | ConnectTimeoutException failure) {
            if (scope != null) {
                scope.lost(target, failure);
            }
            throw failure;
        }
    }
}
