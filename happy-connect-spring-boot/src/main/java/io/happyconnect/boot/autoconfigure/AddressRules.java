package io.happyconnect.boot.autoconfigure;

import io.happyconnect.resolve.AddressKind;
import io.happyconnect.resolve.AddressPolicy;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Reads {@code happy-connect.address-filter.*}. */
final class AddressRules {

    static final String DENY = "address-filter.deny";
    static final String ALLOW = "address-filter.allow";

    private static final String NON_PUBLIC = "non-public";

    /** What a rule may be, to stand after "Allowed:". */
    static final String ALLOWED_TO_DENY = NON_PUBLIC + ", "
            + Arrays.stream(AddressKind.values()).map(AddressKind::toString).collect(Collectors.joining(", "))
            + ", networks and addresses";

    private AddressRules() {}

    /** The policy of the properties, if they have one. */
    static Optional<AddressPolicy> policy(HappyConnectProperties.AddressFilter filter) {
        return filter.deny().isEmpty()
                ? Optional.empty()
                : Optional.of(policy(filter.deny()).allowing(filter.allow().toArray(String[]::new)));
    }

    private static AddressPolicy policy(List<String> rules) {
        Set<AddressKind> kinds = EnumSet.noneOf(AddressKind.class);
        List<String> networks = new ArrayList<>();
        for (String rule : rules) {
            Set<AddressKind> named = kinds(rule);
            kinds.addAll(named);
            if (named.isEmpty()) {
                networks.add(rule);
            }
        }
        return AddressPolicy.deny(kinds.toArray(AddressKind[]::new)).denying(networks.toArray(String[]::new));
    }

    /** What a word stands for; nothing if it is no kind, and so a network. */
    private static Set<AddressKind> kinds(String rule) {
        String word = rule.toLowerCase(Locale.ROOT).replace('_', '-');
        Set<AddressKind> all = EnumSet.allOf(AddressKind.class);
        if (!word.equals(NON_PUBLIC)) {
            all.removeIf(kind -> !kind.toString().equals(word));
        }
        return all;
    }

    /**
     * Checks one rule of those that deny.
     *
     * @throws IllegalArgumentException if it is none
     */
    static void checkDenied(String rule) {
        AddressPolicy unused = policy(List.of(rule));
    }

    /**
     * Checks one rule of those that allow.
     *
     * @throws IllegalArgumentException if it is none
     */
    static void checkAllowed(String network) {
        AddressPolicy unused = AddressPolicy.publicOnly().allowing(network);
    }
}
