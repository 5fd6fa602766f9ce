package io.happyconnect.simulation;

import io.happyconnect.simulation.Place.Fate;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ProtocolFamily;
import java.net.SocketException;
import java.net.StandardProtocolFamily;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The network of one world, which keeps account of every channel. */
final class SimulatedNetwork {

    private final World world;
    private final Timeline timeline;
    private final Chance chance;
    private final Map<InetAddress, Place> places = new HashMap<>();
    private final List<SimulatedChannel> channels = new ArrayList<>();
    private final Set<Throwable> failedOpens = Collections.newSetFromMap(new IdentityHashMap<>());
    private SimulatedSelector selector;
    private final FullTimes fullTimes;

    SimulatedNetwork(World world, Timeline timeline, Chance chance) {
        this.world = world;
        this.timeline = timeline;
        this.chance = chance;
        this.fullTimes = new FullTimes(timeline, world.settings().maxSocketsInFlight);
    }

    void add(Place place) {
        places.put(place.address(), place);
    }

    void selector(SimulatedSelector opened) {
        selector = opened;
    }

    SimulatedChannel open(ProtocolFamily family) throws IOException {
        if (!world.settings().hasIpv6 && family == StandardProtocolFamily.INET6) {
            throw failedOpen(new UnsupportedOperationException("IPv6 not available"));
        }
        if (world.settings().runsOutOfDescriptors && chance.oneIn(12)) {
            throw failedOpen(new SocketException("Too many open files"));
        }
        SimulatedChannel channel = new SimulatedChannel(this, timeline);
        channels.add(channel);
        fullTimes.opened();
        return channel;
    }

    private <E extends Throwable> E failedOpen(E failure) {
        failedOpens.add(failure);
        return failure;
    }

    /** Whether an attempt failed before there was a channel for it. */
    boolean hasFailedToOpen(Throwable failure) {
        return failedOpens.contains(failure);
    }

    Fate dialled(SimulatedChannel channel) {
        RaceCase race = world.race(channel.remote().getPort());
        race.dials.add(channel);
        Place place = places.get(channel.remote().getAddress());
        if (place == null) {
            timeline.violated("a stranger was dialled: " + channel);
            return new Fate(Place.Kind.IS_SILENT, 0);
        }
        Fate fate = place.fate(world.fates());
        // Sometimes the answer comes exactly at the deadline, or just beside it.
        if (fate.after() > 0 && chance.oneIn(12)) {
            long left = race.deadline() - timeline.now() + chance.of(-1, 0, 1);
            return new Fate(fate.kind(), Math.max(1, left));
        }
        return fate;
    }

    boolean connectSaysSo() {
        return chance.oneIn(2);
    }

    boolean hasRoute(InetAddress address) {
        Place place = places.get(address);
        return place == null || place.hasRoute();
    }

    void answered(SimulatedChannel channel) {
        if (selector != null) {
            selector.look();
        }
    }

    FullTimes fullTimes() {
        return fullTimes;
    }

    List<SimulatedChannel> channels() {
        return channels;
    }
}
