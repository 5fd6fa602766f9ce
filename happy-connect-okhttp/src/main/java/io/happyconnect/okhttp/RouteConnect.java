package io.happyconnect.okhttp;

import io.happyconnect.ConnectOptions;
import io.happyconnect.SocketConnect;
import io.happyconnect.name.Target;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;

/**
 * Connects a socket of OkHttp to the address of a route, and to no other: in the race of the lookup that the address comes
 * from, or else plainly. Two are equal if they belong to the same connector and {@code Dns}, hence a record.
 *
 * @param dns whose addresses race
 */
record RouteConnect(RouteDns dns) implements SocketConnect {

    @Override
    public Socket connect(InetSocketAddress remote, Target target, ConnectOptions given) throws IOException {
        ConnectOptions options = dns.narrowed(given);
        Claim claim = remote.isUnresolved() ? null : Claims.of(remote.getAddress());
        if (claim == null || !claim.ticket().isOf(dns)) {
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
}
