package io.happyconnect.simulation;

import io.happyconnect.ConnectOptions;
import io.happyconnect.SimulatedConnector;
import io.happyconnect.candidate.AddressCandidate;
import io.happyconnect.candidate.AddressFamily;
import io.happyconnect.candidate.Candidate;
import io.happyconnect.name.Target;
import io.happyconnect.observe.RaceListener;
import io.happyconnect.resolve.AddressFilter;
import io.happyconnect.resolve.BlockingResolver;
import io.happyconnect.resolve.Resolver;
import io.happyconnect.resolve.SimulatedLookups;
import java.net.InetAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executor;

/** A machine, a network, some names, a connector, and people who race: all of it made of a seed, and played on one thread. */
final class World {

    private static final int DEEPEST_PAUSE = 3;
    private static final int FIRST_PORT = 1_000;

    private final Chance chance;
    private final WorldSettings settings;
    private final Timeline timeline;
    private final Fates fates;
    private final SimulatedNetwork network;
    private final SimulatedMachine machine;
    private final Names names;
    private final List<RaceCase> races = new ArrayList<>();
    private final Tally tally = new Tally();
    private final SimulatedConnector connector;
    private BlockingResolver lookups;
    private SimulatedPlatformLookup platform;
    private boolean isClosed;
    private long closedAt;
    private int pauses;

    World(long seed, boolean isTraced) {
        this.chance = new Chance(seed);
        this.settings = new WorldSettings(chance);
        this.timeline = new Timeline(chance, settings.origin, isTraced);
        this.fates = new Fates(
                chance,
                settings.grid,
                settings.race.connectionAttemptDelay().toNanos(),
                settings.race.resolutionDelay().toNanos(),
                settings.timeout.toNanos(),
                10 * Fates.MILLI,
                20 * Fates.MILLI);
        this.network = new SimulatedNetwork(this, timeline, chance);
        this.machine = new SimulatedMachine(this, timeline, chance, network);
        this.names = new Names(chance, fates, network, settings.names);
        this.connector = connector();
    }

    private SimulatedConnector connector() {
        List<RaceListener> listeners = new ArrayList<>();
        if (settings.hasBrokenListener) {
            listeners.add(new BrokenListener());
        }
        if (settings.isHeard) {
            listeners.add(new CheckingListener(this, tally));
        }
        return new SimulatedConnector(
                machine,
                settings.race,
                settings.timeout,
                new WatchedResolver(this, timeline, resolver()),
                settings.hasFilter ? new PickyFilter() : AddressFilter.acceptAll(),
                family -> family == AddressFamily.IPV4 || settings.reachable == AddressFamily.IPV6,
                listeners,
                executor(),
                settings.maxSocketsInFlight);
    }

    private Resolver resolver() {
        return switch (settings.resolvers) {
            case STREAMING -> new StreamingResolver(this, timeline, chance, false);
            case BLOCKING -> blockingResolver();
            case CHAIN -> Resolver.chain(new StreamingResolver(this, timeline, chance, true), blockingResolver());
        };
    }

    private BlockingResolver blockingResolver() {
        platform = new SimulatedPlatformLookup(this, timeline, chance);
        lookups = SimulatedLookups.resolver(
                platform,
                chance.of(1, 4, 64, 64),
                platform.threads(),
                chance.of(1, 2, 1_000),
                Duration.ofMillis(chance.of(0, 1, 500, 10_000)),
                timeline::now);
        return lookups;
    }

    private Executor executor() {
        return switch (settings.callbacks) {
            case INLINE -> Runnable::run;
            case IN_ORDER -> new OneThread();
            case IN_ANY_ORDER -> task -> timeline.in(fates.time(20 * Fates.MILLI), "a callback", task);
        };
    }

    /** Takes one task after the other. */
    private final class OneThread implements Executor {

        private long busyUntil = timeline.now();

        @Override
        public void execute(Runnable task) {
            long at = timeline.now() - busyUntil > 0 ? timeline.now() : busyUntil;
            busyUntil = at + 1 + chance.upTo(10 * Fates.MICRO);
            timeline.at(at, "a callback", task);
        }
    }

    WorldSettings settings() {
        return settings;
    }

    Fates fates() {
        return fates;
    }

    List<InetAddress> addressesOf(String host) {
        return names.addressesOf(host);
    }

    RaceCase race(int port) {
        return races.get(port - FIRST_PORT);
    }

    List<RaceCase> races() {
        return races;
    }

    SimulatedNetwork network() {
        return network;
    }

    /** Whether every name is answered in time, be it by an error. */
    boolean answersAll() {
        return settings.resolvers == WorldSettings.Resolvers.BLOCKING && platform.answersAll();
    }

    boolean isClosed() {
        return isClosed;
    }

    long closedAt() {
        return closedAt;
    }

    List<RaceCase> unfinished() {
        return races.stream().filter(race -> !race.isDone()).toList();
    }

    /** Other threads have a turn, in the middle of something. Time stands still. */
    void pause() {
        if (pauses < DEEPEST_PAUSE && chance.oneIn(6)) {
            pauses++;
            for (int turns = 1 + chance.below(3); turns > 0 && timeline.next(timeline.now()); turns--) {}
            pauses--;
        }
    }

    /** The library has logged that something failed that must not. Foreign code may. */
    void logged(String what, Throwable failure) {
        boolean isForeign = failure instanceof SimulatedFault || settings.runsOutOfDescriptors;
        if (!isForeign) {
            timeline.violated("logged: " + what + ": " + failure);
        }
    }

    /** Plays it to its end. {@return what it has shown} */
    WorldEnd play() {
        Users users = new Users(this, timeline, chance, fates, names);
        users.plan();
        timeline.tell(
                () -> "a world with " + settings.races + " races, " + settings.race + ", timeout " + settings.timeout);
        try {
            machine.play();
        } catch (Exception fault) {
            timeline.violated("the world ended with " + fault);
        }
        if (timeline.violations().isEmpty()) {
            new WorldChecks(this, timeline, tally).check(machine.openSelectors(), connector.socketsInFlight());
        }
        return new WorldEnd(races, timeline);
    }

    RaceCase newRace(boolean isNamed, Duration timeout, String host, List<InetAddress> addresses) {
        int port = FIRST_PORT + races.size();
        List<Candidate> known = null;
        if (!isNamed) {
            known = new ArrayList<>();
            for (InetAddress address : addresses) {
                known.add(new AddressCandidate(address, port));
            }
        }
        RaceCase race = new RaceCase(timeline, Target.of(host, port), timeout, known);
        races.add(race);
        return race;
    }

    /** Begins a race. */
    void begin(RaceCase race, ConnectOptions options) {
        if (settings.isHeard) {
            race.heard.begins();
        }
        race.starts();
        race.begun(connector.raceAsync(race.target, options));
    }

    void close() {
        if (!isClosed) {
            timeline.tell(() -> "close the connector");
            isClosed = true;
            closedAt = timeline.now();
            connector.close();
            if (lookups != null && chance.oneIn(2)) {
                lookups.close();
            }
        }
    }
}
