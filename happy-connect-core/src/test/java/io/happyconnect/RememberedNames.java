package io.happyconnect;

import io.happyconnect.candidate.AddressCandidate;
import io.happyconnect.name.Target;
import io.happyconnect.resolve.Answers;
import io.happyconnect.resolve.Lookup;
import io.happyconnect.resolve.Resolver;
import java.net.InetAddress;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.AtomicInteger;

/** A resolver that remembers one answer for every name, and counts how often it is asked all the same. */
final class RememberedNames implements Resolver {

    final AtomicInteger lookups = new AtomicInteger();
    private final ConcurrentMap<Integer, List<AddressCandidate>> byPort = new ConcurrentHashMap<>();
    private volatile List<InetAddress> addresses;

    RememberedNames(List<InetAddress> addresses) {
        this.addresses = addresses;
    }

    /** Has another answer from now on. */
    void remember(List<InetAddress> others) {
        addresses = others;
        byPort.clear();
    }

    @Override
    public List<AddressCandidate> known(Target target) {
        return byPort.computeIfAbsent(
                target.port(),
                port -> addresses.stream()
                        .map(address -> new AddressCandidate(address, port))
                        .toList());
    }

    @Override
    public Lookup resolve(Target target, Answers answers) {
        lookups.incrementAndGet();
        answers.found(known(target));
        answers.done();
        return Lookup.ended();
    }
}
