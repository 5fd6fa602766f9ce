package io.happyconnect.order;

import io.happyconnect.candidate.AddressCandidate;
import io.happyconnect.order.SourceAddress.Trait;
import java.net.InetAddress;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * RFC 6724 §5, source address selection, which the kernel does for us: the vectors give a host's addresses and not the one
 * that would be used. One interface, no privacy extensions: rules 5, 5.5 and 7 have nothing to say.
 */
record SourceSelection(List<SourceAddress> candidates, PolicyTable policy) implements SourceAddresses {

    @Override
    public @Nullable SourceAddress sourceFor(AddressCandidate destination) {
        AddressBits bits = AddressBits.of(destination.address());
        return candidates.stream()
                .filter(source -> AddressBits.of(source.address()).isIpv4() == bits.isIpv4())
                .min(preferenceFor(destination.address()))
                .orElse(null);
    }

    private Comparator<SourceAddress> preferenceFor(InetAddress destination) {
        int scope = policy.scope(destination);
        AddressBits bits = AddressBits.of(destination);
        Comparator<SourceAddress> sameAddress =
                falseFirst(source -> !source.address().equals(destination));
        return sameAddress
                .thenComparing((a, b) -> appropriateScope(policy.scope(a.address()), policy.scope(b.address()), scope))
                .thenComparing(falseFirst(source -> source.is(Trait.DEPRECATED)))
                .thenComparing(falseFirst(source -> !source.is(Trait.HOME)))
                .thenComparing(falseFirst(source -> policy.label(source.address()) != policy.label(destination)))
                .thenComparing(Comparator.comparingInt(
                        source -> -AddressBits.of(source.address()).commonPrefixLength(bits)));
    }

    private static Comparator<SourceAddress> falseFirst(java.util.function.Predicate<SourceAddress> property) {
        return Comparator.comparing(property::test);
    }

    /** Rule 2: "If Scope(SA) < Scope(SB): If Scope(SA) < Scope(D), then prefer SB and otherwise prefer SA". */
    private static int appropriateScope(int a, int b, int destination) {
        if (a == b) {
            return 0;
        }
        if (a < b) {
            return a < destination ? 1 : -1;
        }
        return b < destination ? -1 : 1;
    }
}
