package io.happyconnect;

import io.happyconnect.drive.SocketSettings;
import io.happyconnect.name.Target;
import io.happyconnect.observe.RaceListener;
import io.happyconnect.race.RaceSettings;
import io.happyconnect.resolve.AddressFilter;
import io.happyconnect.resolve.Connectivity;
import io.happyconnect.resolve.Resolver;
import io.happyconnect.route.RouteLayer;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What a builder has collected.
 *
 * @param callbackExecutor where asynchronous races call back; {@code null} for threads of the connector
 * @param maxSocketsInFlight how many sockets may be on their way at once; 0 for the default
 * @param ownConnectivity the application gave a view of the host of its own
 * @param ownsResolver the resolver was made for this connector and is closed with it
 * @param layers what lies on top of the resolver, the topmost first
 */
record HappyConnectorConfiguration(
        String name,
        RaceSettings raceSettings,
        Duration connectTimeout,
        Resolver resolver,
        boolean ownsResolver,
        List<RouteLayer> layers,
        AddressFilter addressFilter,
        Connectivity connectivity,
        boolean ownConnectivity,
        SocketSettings socketSettings,
        Function<Target, ConnectOptions> targetOptions,
        RaceListener listener,
        @Nullable Executor callbackExecutor,
        int maxSocketsInFlight) {

    /** What one connect does otherwise than the connector: what the target asks for, and on top what the caller does. */
    ConnectOptions options(Target target, ConnectOptions ofTheCall) {
        ConnectOptions all = ofTheCall.over(targetOptions.apply(target));
        if (all.addresses() != null && target.unixSocket().isPresent()) {
            throw new IllegalArgumentException("addresses are " + all.addresses() + " for " + target
                    + ", which is a Unix domain socket and has none: allowed is withoutAddresses(), or a host and a port as the"
                    + " target");
        }
        return all;
    }

    void close() {
        if (ownsResolver && resolver instanceof AutoCloseable closeable) {
            try {
                closeable.close();
            } catch (Exception cannotHappen) {
                throw new AssertionError(cannotHappen);
            }
        }
    }
}
