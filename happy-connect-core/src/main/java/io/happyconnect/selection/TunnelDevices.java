package io.happyconnect.selection;

import java.nio.file.Path;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.regex.Pattern;

/**
 * Which interfaces encapsulate, for rule 7: on Linux those of the hardware types that glibc asks for, elsewhere none that we
 * could know of. Remembers what it has read for as long as it lives: an interface has one type, and another interface has another
 * name or another index. Safe for any thread.
 */
final class TunnelDevices {

    /** Those of this machine. */
    static final TunnelDevices SYSTEM = new TunnelDevices(Path.of("/sys/class/net"));

    /** More than that are forgotten: who makes and removes interfaces all day gives each another index. */
    static final int MAX_KNOWN = 1_000;

    /** ARPHRD_TUNNEL, ARPHRD_TUNNEL6 and ARPHRD_SIT of linux/if_arp.h: IPv4 in IPv4, IPv6 in IPv6, IPv6 in IPv4. */
    private static final Set<String> TYPES = Set.of("768", "769", "776");

    /** The kernel gives no interface a name that leads out of its directory; whoever made up a file might. */
    private static final Pattern NAME = Pattern.compile("(?!\\.\\.?$)[!-~&&[^/]]+");

    private final Path directory;
    private final ConcurrentMap<Device, Boolean> known = new ConcurrentHashMap<>();

    TunnelDevices(Path directory) {
        this.directory = directory;
    }

    /** Whether an interface encapsulates; an index below 1 is an unknown one. */
    boolean contain(String interfaceName, int interfaceIndex) {
        Device device = new Device(interfaceName, interfaceIndex);
        Boolean remembered = known.get(device);
        return remembered == null ? look(device) : remembered;
    }

    private boolean look(Device device) {
        if (!NAME.matcher(device.name).matches()) {
            return false;
        }
        String type =
                SystemFile.read(directory.resolve(device.name).resolve("type")).strip();
        boolean isTunnel = TYPES.contains(type);
        // Without a descriptor to spare there is no type, but there may be one later.
        if (!type.isEmpty() && device.index > 0) {
            if (known.size() >= MAX_KNOWN) {
                known.clear();
            }
            known.put(device, isTunnel);
        }
        return isTunnel;
    }

    private record Device(String name, int index) {}
}
