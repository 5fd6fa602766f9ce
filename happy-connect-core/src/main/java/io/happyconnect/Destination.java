package io.happyconnect;

import io.happyconnect.name.Target;
import io.happyconnect.race.RaceSettings;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Where {@link java.net.Socket#connect} shall lead: an unresolved address is a name to race for, a resolved one is that
 * address and nothing else, whatever its name resolves to.
 */
record Destination(InetSocketAddress remote) {

    /** {@return what is to be reached} Like the connect of the JDK this throws nothing but an IOException. */
    Target target() throws IOException {
        int port = remote.getPort();
        if (port == 0) {
            throw new ConnectException("port must be 1 to 65535, but is 0");
        }
        try {
            return Target.of(remote.getHostString(), port);
        } catch (IllegalArgumentException refused) {
            InetAddress address = remote.getAddress();
            if (address != null) {
                // The name is only for messages then, and whoever resolved it may allow names that we refuse.
                return Target.of(address.getHostAddress(), port);
            }
            UnknownHostException unknown = new UnknownHostException(refused.getMessage());
            unknown.initCause(refused);
            throw unknown;
        }
    }

    /**
     * Adds addresses, timeout and local address.
     *
     * @param timeoutMillis 0 for that of the connector
     * @param local what the socket is bound to
     */
    ConnectOptions addTo(ConnectOptions options, int timeoutMillis, @Nullable LocalReservation local) {
        ConnectOptions complete = options;
        if (timeoutMillis > 0) {
            Duration timeout = Duration.ofMillis(timeoutMillis);
            Duration most = RaceSettings.MAXIMUM_DURATION;
            complete = complete.withTimeout(timeout.compareTo(most) < 0 ? timeout : most);
        }
        InetAddress address = remote.getAddress();
        if (local != null) {
            // Several attempts cannot have one port; whoever asked for any port does not mind that each has its own.
            complete = complete.withLocalAddresses(List.of(address == null ? local.requested() : local.reserved()));
        }
        return address == null ? complete : complete.withAddresses(List.of(address));
    }
}
