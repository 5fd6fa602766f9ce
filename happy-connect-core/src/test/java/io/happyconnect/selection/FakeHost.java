package io.happyconnect.selection;

import io.happyconnect.candidate.AddressCandidate;
import io.happyconnect.order.PolicyTable;
import java.io.IOException;
import java.net.InetAddress;
import java.net.SocketException;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;

/** A host whose routes, addresses and clock a test sets. */
final class FakeHost {

    static final long SECOND = 1_000_000_000L;

    final AtomicLong now = new AtomicLong(Long.MAX_VALUE - 5);
    final List<String> probed = new ArrayList<>();
    final Map<InetAddress, InetAddress> sources = new HashMap<>();
    String ifInet6 = "";
    int ifInet6Read;
    LocalAddresses ipv4 = new LocalAddresses(List.of());
    int ipv4Read;

    FakeHost route(String destination, String source) {
        sources.put(address(destination), address(source));
        return this;
    }

    AddressSelection selection() {
        return selection(ipv6 -> PolicyTable.rfc6724());
    }

    AddressSelection selection(HostPolicy policy) {
        return new AddressSelection(
                "test",
                new HostFacts(
                        policy,
                        this::probe,
                        () -> {
                            ifInet6Read++;
                            return new LocalAddresses(IfInet6.parse(ifInet6));
                        },
                        () -> {
                            ipv4Read++;
                            return ipv4;
                        },
                        false),
                now::get);
    }

    private InetAddress probe(InetAddress destination, int port) throws IOException {
        probed.add(destination.getHostAddress() + " " + port);
        InetAddress source = sources.get(destination);
        if (source == null) {
            throw new SocketException("Network is unreachable");
        }
        return source;
    }

    static InetAddress address(String literal) {
        try {
            return InetAddress.getByName(literal.indexOf(':') < 0 ? literal : "[" + literal + "]");
        } catch (UnknownHostException e) {
            throw new AssertionError(e);
        }
    }

    static AddressCandidate candidate(String literal) {
        return new AddressCandidate(address(literal), 443);
    }
}
