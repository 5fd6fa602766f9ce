package io.happyconnect;

import io.happyconnect.drive.SocketSettings;
import io.happyconnect.observe.RaceListener;
import io.happyconnect.race.RaceSettings;
import io.happyconnect.resolve.AddressFilter;
import io.happyconnect.resolve.Connectivity;
import io.happyconnect.resolve.Resolver;
import java.time.Duration;

/**
 * What a builder has collected.
 *
 * @param ownsResolver the resolver was made for this connector and is closed with it
 */
record HappyConnectorConfiguration(
        String name,
        RaceSettings raceSettings,
        Duration connectTimeout,
        Resolver resolver,
        boolean ownsResolver,
        AddressFilter addressFilter,
        Connectivity connectivity,
        SocketSettings socketSettings,
        RaceListener listener) {

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
