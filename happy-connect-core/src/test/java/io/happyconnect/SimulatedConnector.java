package io.happyconnect;

import io.happyconnect.drive.ChannelDriver;
import io.happyconnect.drive.SimulatedDriver;
import io.happyconnect.drive.SocketSettings;
import io.happyconnect.name.Target;
import io.happyconnect.observe.RaceListener;
import io.happyconnect.race.RaceSettings;
import io.happyconnect.resolve.AddressFilter;
import io.happyconnect.resolve.Connectivity;
import io.happyconnect.resolve.Resolver;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;

/** A connector for asynchronous races, on a machine that is made up. */
public final class SimulatedConnector implements AutoCloseable {

    private final ChannelDriver driver;
    private final ChannelRaces races;

    public SimulatedConnector(
            SimulatedDriver.Machine machine,
            RaceSettings settings,
            Duration timeout,
            Resolver resolver,
            AddressFilter filter,
            Connectivity connectivity,
            List<RaceListener> listeners,
            Executor executor,
            int maxSocketsInFlight) {
        HappyConnectorConfiguration configuration = new HappyConnectorConfiguration(
                "simulated",
                settings,
                timeout,
                resolver,
                false,
                List.of(),
                filter,
                connectivity,
                true,
                SocketSettings.NONE,
                target -> ConnectOptions.defaults(),
                RaceListener.composite(listeners),
                executor,
                maxSocketsInFlight);
        RacePlans plans = new RacePlans(configuration, plan -> {
            throw new AssertionError("no race on plain sockets in here");
        });
        this.driver = SimulatedDriver.on(
                machine,
                configuration.name(),
                configuration.listener(),
                executor,
                maxSocketsInFlight,
                settings.connectionAttemptDelay().toNanos());
        this.races = new ChannelRaces(configuration, plans, driver);
    }

    public CompletableFuture<WonChannelRace> raceAsync(Target target, ConnectOptions options) {
        return races.raceAsync(target, options, won -> won);
    }

    public int socketsInFlight() {
        return SimulatedDriver.socketsInFlight(driver);
    }

    @Override
    public void close() {
        races.close();
    }
}
