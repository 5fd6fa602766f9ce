package io.happyconnect.selection;

import java.net.Inet4Address;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InterfaceAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The addresses of this host at some moment. Immutable. */
final class LocalAddresses {

    private static final ParsedFile<LocalAddresses> IF_INET6 =
            new ParsedFile<>(Path.of("/proc/net/if_inet6"), text -> new LocalAddresses(IfInet6.parse(text)));

    private final Map<InetAddress, List<LocalAddress>> byAddress = new HashMap<>();
    private final List<LocalAddress> all;

    LocalAddresses(Collection<LocalAddress> all) {
        this.all = List.copyOf(all);
        for (LocalAddress each : this.all) {
            byAddress
                    .computeIfAbsent(each.address(), unused -> new ArrayList<>(1))
                    .add(each);
        }
    }

    /** IPv6 from one small file where there is one, which takes 20 microseconds and says more than the JDK can. */
    static LocalAddresses ipv6() {
        LocalAddresses addresses = IF_INET6.get();
        return addresses.all.isEmpty() ? new LocalAddresses(ofInterfaces(Inet6Address.class)) : addresses;
    }

    static LocalAddresses ipv4() {
        return new LocalAddresses(ofInterfaces(Inet4Address.class));
    }

    private static List<LocalAddress> ofInterfaces(Class<? extends InetAddress> family) {
        List<LocalAddress> addresses = new ArrayList<>();
        try {
            for (NetworkInterface each : NetworkInterface.networkInterfaces().toList()) {
                for (InterfaceAddress bound : each.getInterfaceAddresses()) {
                    if (bound != null && family.isInstance(bound.getAddress())) {
                        addresses.add(new LocalAddress(
                                bound.getAddress(),
                                Math.max(0, bound.getNetworkPrefixLength()),
                                each.getIndex(),
                                each.getName(),
                                Set.of()));
                    }
                }
            }
        } catch (SocketException | RuntimeException unknown) {
            // Without an interface, or where a sandbox hides them: rules 3, 4, 7 and 9 then see no difference.
            return List.of();
        }
        return addresses;
    }

    List<LocalAddress> all() {
        return all;
    }

    /** What is known about a source address. The link-local address of several interfaces is told apart by its scope. */
    @Nullable
    LocalAddress find(InetAddress source) {
        List<LocalAddress> found = byAddress.get(source);
        if (found == null) {
            return null;
        }
        int scope = source instanceof Inet6Address inet6 ? inet6.getScopeId() : 0;
        for (LocalAddress each : found) {
            if (each.interfaceIndex() == scope) {
                return each;
            }
        }
        return found.get(0);
    }
}
