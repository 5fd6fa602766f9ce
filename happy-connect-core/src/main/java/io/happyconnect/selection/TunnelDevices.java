package io.happyconnect.selection;

import java.nio.file.Path;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.regex.Pattern;

/**
 * Which interfaces encapsulate, for rule 7: on Linux those of the hardware types that glibc asks for, elsewhere none that we
 * could know of. Remembers what it has read.
 */
final class TunnelDevices {

    private static final Path SYSTEM = Path.of("/sys/class/net");

    /** ARPHRD_TUNNEL, ARPHRD_TUNNEL6 and ARPHRD_SIT of linux/if_arp.h: IPv4 in IPv4, IPv6 in IPv6, IPv6 in IPv4. */
    private static final Set<String> TYPES = Set.of("768", "769", "776");

    /** The kernel gives no interface a name that leads out of its directory; whoever made up a file might. */
    private static final Pattern NAME = Pattern.compile("(?!\\.\\.?$)[!-~&&[^/]]+");

    private final Path directory;
    private final ConcurrentMap<String, Boolean> known = new ConcurrentHashMap<>();

    TunnelDevices() {
        this(SYSTEM);
    }

    TunnelDevices(Path directory) {
        this.directory = directory;
    }

    boolean contain(String interfaceName) {
        return known.computeIfAbsent(interfaceName, this::isTunnel);
    }

    private boolean isTunnel(String interfaceName) {
        return NAME.matcher(interfaceName).matches()
                && TYPES.contains(
                        SystemFile.read(directory.resolve(interfaceName).resolve("type"))
                                .strip());
    }
}
