package io.happyconnect.dns.files;

import java.net.InetAddress;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.StringTokenizer;

/** What hosts(5) says: names and aliases with their addresses, all lines of a name together, in the order of the file. */
public final class HostsFile {

    /** A file without names. */
    public static final HostsFile EMPTY = new HostsFile(Map.of());

    private final Map<String, List<InetAddress>> addresses;

    private HostsFile(Map<String, List<InetAddress>> addresses) {
        this.addresses = addresses;
    }

    /**
     * Reads the file. A line whose address cannot be is passed over, and so is a name that cannot be.
     *
     * @param text what the file contains
     * @return what it says
     */
    public static HostsFile parse(String text) {
        var addresses = new HashMap<String, List<InetAddress>>();
        text.lines().forEach(line -> addLine(line, addresses));
        return new HostsFile(addresses);
    }

    private static void addLine(String line, Map<String, List<InetAddress>> addresses) {
        int comment = line.indexOf('#');
        var words = new StringTokenizer(comment < 0 ? line : line.substring(0, comment));
        InetAddress address = words.countTokens() < 2 ? null : Literals.address(words.nextToken());
        if (address == null) {
            return;
        }
        while (words.hasMoreTokens()) {
            String name = Literals.name(words.nextToken());
            if (name != null) {
                List<InetAddress> known = addresses.computeIfAbsent(name, unused -> new ArrayList<>(2));
                if (!known.contains(address)) {
                    known.add(address);
                }
            }
        }
    }

    /**
     * The addresses of a name.
     *
     * @param name in lower case, without trailing dot
     * @return in the order of the file; empty if it does not have the name
     */
    public List<InetAddress> addressesOf(String name) {
        return List.copyOf(addresses.getOrDefault(name, List.of()));
    }
}
