package io.happyconnect.resolve;

import io.happyconnect.candidate.AddressCandidate;
import java.net.InetAddress;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The addresses of one name, ready to become the candidates of a port. Safe for any thread. */
final class HostAddresses {

    private final InetAddress[] addresses;

    /** Most names are asked for one port. Not volatile: a thread that sees an older value builds the same again. */
    private @Nullable PortCandidates latest;

    HostAddresses(InetAddress... addresses) {
        this.addresses = addresses.clone();
    }

    int size() {
        return addresses.length;
    }

    /** The candidates for a port, in the order of the addresses; no allocation if the same port is asked again. */
    List<AddressCandidate> candidates(int port) {
        PortCandidates known = latest;
        if (known == null || known.port != port) {
            known = new PortCandidates(port, candidatesFor(port));
            latest = known;
        }
        return known.candidates;
    }

    private List<AddressCandidate> candidatesFor(int port) {
        return Arrays.stream(addresses)
                .map(address -> new AddressCandidate(address, port))
                .toList();
    }

    /** Immutable with final fields only, so that it may be published through a plain field. */
    private record PortCandidates(int port, List<AddressCandidate> candidates) {}
}
