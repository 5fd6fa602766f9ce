package io.happyconnect.resolve;

import io.happyconnect.candidate.AddressCandidate;
import java.net.InetAddress;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The addresses of one name, ready to become the candidates of a port. Safe for any thread. */
final class HostAddresses {

    /** Most names are asked for one port, and some for a few. */
    private static final int MOST_PORTS = 4;

    private final InetAddress[] addresses;

    /** Not volatile: a thread that sees an older value builds the same again. */
    private @Nullable PortCandidates latest;

    HostAddresses(InetAddress... addresses) {
        this.addresses = addresses.clone();
    }

    int size() {
        return addresses.length;
    }

    /** The candidates for a port, in the order of the addresses; the same list for the ports that were asked last. */
    List<AddressCandidate> candidates(int port) {
        PortCandidates others = latest;
        int ports = 0;
        for (PortCandidates known = others; known != null; known = known.others) {
            if (known.port == port) {
                return known.candidates;
            }
            ports++;
        }
        PortCandidates made = new PortCandidates(port, candidatesFor(port), ports < MOST_PORTS ? others : null);
        latest = made;
        return made.candidates;
    }

    private List<AddressCandidate> candidatesFor(int port) {
        return Arrays.stream(addresses)
                .map(address -> new AddressCandidate(address, port))
                .toList();
    }

    /** Immutable with final fields only, so that it may be published through a plain field. */
    private record PortCandidates(
            int port,
            List<AddressCandidate> candidates,
            @Nullable PortCandidates others) {}
}
