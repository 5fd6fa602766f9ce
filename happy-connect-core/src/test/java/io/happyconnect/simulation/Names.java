package io.happyconnect.simulation;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The names of one world and the addresses behind them. */
final class Names {

    private static final int THOUSANDS = 2_300;

    private final Chance chance;
    private final Fates fates;
    private final SimulatedNetwork network;
    private final List<String> hosts = new ArrayList<>();
    private final Map<String, List<InetAddress>> addresses = new HashMap<>();
    private int number;

    Names(Chance chance, Fates fates, SimulatedNetwork network, int howMany) {
        this.chance = chance;
        this.fates = fates;
        this.network = network;
        for (int i = 0; i < howMany; i++) {
            String host = "n" + i + ".example.com";
            hosts.add(host);
            addresses.put(host, some());
        }
    }

    private List<InetAddress> some() {
        int howMany = chance.oneIn(1_500) ? THOUSANDS : chance.of(0, 1, 2, 2, 3, 3, 4, 5, 6, 8, 16);
        List<InetAddress> some = new ArrayList<>(howMany);
        boolean isOneFamily = chance.oneIn(4);
        boolean isIpv6 = chance.oneIn(2);
        for (int i = 0; i < howMany; i++) {
            some.add(address(isOneFamily ? isIpv6 : chance.oneIn(2)));
        }
        if (howMany > 0 && chance.oneIn(5)) {
            some.add(some.get(chance.below(howMany)));
        }
        if (chance.oneIn(5) && !hosts.isEmpty()) {
            some.addAll(addresses.getOrDefault(chance.of(hosts), List.of()));
        }
        return some;
    }

    private InetAddress address(boolean isIpv6) {
        int n = ++number;
        boolean isLoopback = chance.oneIn(12);
        byte high = (byte) (n >> 8);
        byte low = (byte) n;
        byte[] bytes = isIpv6
                ? new byte[] {0x20, 0x01, 0x0d, (byte) 0xb8, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, high, low}
                : isLoopback ? new byte[] {127, 0, high, low} : new byte[] {(byte) 198, 18, high, low};
        try {
            InetAddress address = InetAddress.getByAddress(bytes);
            network.add(new Place(address, chance.oneIn(6) ? null : fates.any()));
            return address;
        } catch (UnknownHostException e) {
            throw new AssertionError(e);
        }
    }

    String anyHost() {
        return chance.of(hosts);
    }

    /** Addresses that somebody knows without asking; at least one. */
    List<InetAddress> known() {
        List<InetAddress> known = addressesOf(anyHost());
        return known.isEmpty() || known.size() > 20 ? List.of(address(chance.oneIn(2))) : known;
    }

    List<InetAddress> addressesOf(String host) {
        List<InetAddress> found = new ArrayList<>(addresses.getOrDefault(host, List.of()));
        if (found.size() < 20 && chance.oneIn(3)) {
            chance.shuffle(found);
        }
        if (chance.oneIn(6) && !found.isEmpty()) {
            found.subList(chance.below(found.size()), found.size()).clear();
        }
        return found;
    }
}
