package io.happyconnect.boot.dashboard;

import io.happyconnect.boot.endpoint.AddressDescriptor;
import io.happyconnect.boot.endpoint.TargetDescriptor;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;

/**
 * An address that does not work as it should, of one target.
 *
 * @param target the target
 * @param address the address
 */
record Trouble(TargetDescriptor target, AddressDescriptor address) {

    private static final List<String> WORST_FIRST = List.of("failing", "degraded");

    /** All of them: those that fail before those that fail now and then, and what has failed for longest first. */
    static List<Trouble> in(List<TargetDescriptor> targets) {
        return targets.stream()
                .flatMap(target -> target.addresses().stream().map(address -> new Trouble(target, address)))
                .filter(trouble -> WORST_FIRST.contains(trouble.address.state()))
                .sorted(Comparator.comparingInt(Trouble::rank).thenComparing(Trouble::since))
                .toList();
    }

    private int rank() {
        return WORST_FIRST.indexOf(address.state());
    }

    boolean isFailing() {
        return address.state().equals("failing");
    }

    /** Of one that fails, the first failure since it last worked; of one that fails now and then, the last. */
    Instant since() {
        if (isFailing() && address.failingSince() != null) {
            return address.failingSince();
        }
        return address.lastFailureAt() == null ? Instant.MAX : address.lastFailureAt();
    }
}
