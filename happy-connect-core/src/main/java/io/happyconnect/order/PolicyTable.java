package io.happyconnect.order;

import java.net.InetAddress;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;

/**
 * The policy table of RFC 6724 §2.1: a precedence and a label for every address, by its longest matching prefix. "If an
 * implementation is not configurable or has not been configured, then it SHOULD operate according to the algorithms
 * specified here in conjunction with the following default policy table", which is {@link #rfc6724()}.
 *
 * <p>Immutable and safe for any thread.
 */
public final class PolicyTable {

    /** What glibc gives an address that no line of its configuration matches. */
    private static final int DEFAULT_PRECEDENCE = 40;

    private static final int DEFAULT_LABEL = 1;

    private static final PolicyTable RFC_6724 = builder()
            .row("::1/128", 50, 0)
            .row("::/0", 40, 1)
            .row("::ffff:0:0/96", 35, 4)
            .row("2002::/16", 30, 2)
            .row("2001::/32", 5, 5)
            .row("fc00::/7", 3, 13)
            .row("::/96", 1, 3)
            .row("fec0::/10", 1, 11)
            .row("3ffe::/16", 1, 12)
            .build();

    private static final PolicyTable RFC_6724_UPDATE = builder()
            .row("::1/128", 50, 0)
            .row("::/0", 40, 1)
            .row("fc00::/7", 30, 13)
            .row("::ffff:0:0/96", 20, 4)
            .row("2002::/16", 5, 2)
            .row("2001::/32", 5, 5)
            .row("::/96", 1, 3)
            .row("fec0::/10", 1, 11)
            .row("3ffe::/16", 1, 12)
            .build();

    private final PrefixTable precedences;
    private final PrefixTable labels;
    private final PrefixTable ipv4Scopes;

    private PolicyTable(Builder builder) {
        this.precedences = new PrefixTable(builder.precedences, DEFAULT_PRECEDENCE);
        this.labels = new PrefixTable(builder.labels, DEFAULT_LABEL);
        this.ipv4Scopes = new PrefixTable(builder.ipv4Scopes, AddressScope.GLOBAL);
    }

    /** {@return the default policy table of RFC 6724 §2.1} */
    public static PolicyTable rfc6724() {
        return RFC_6724;
    }

    /**
     * The default policy table of the update that is being written (draft-ietf-6man-rfc6724-update-21 §4): unique local IPv6
     * addresses go before IPv4, 6to4 behind it. Its row for the unique local addresses of one's own network is
     * {@link Builder#knownLocal}.
     *
     * @return that table, without a row for known-local addresses
     */
    public static PolicyTable rfc6724Update() {
        return RFC_6724_UPDATE;
    }

    /** {@return a builder of an empty table: precedence 40 and label 1 for every address} */
    public static Builder builder() {
        return new Builder();
    }

    /** {@return a builder that starts with this table} */
    public Builder toBuilder() {
        Builder builder = new Builder();
        builder.precedences.putAll(precedences.rows());
        builder.labels.putAll(labels.rows());
        builder.ipv4Scopes.clear();
        builder.ipv4Scopes.putAll(ipv4Scopes.rows());
        return builder;
    }

    /**
     * The precedence, "used for sorting destination addresses".
     *
     * @param address an address
     * @return 0 or more; a higher one is preferred
     */
    public int precedence(InetAddress address) {
        return precedence(AddressBits.of(address));
    }

    /**
     * The label, which "allows for policies that prefer a particular source address prefix for use with a destination address
     * prefix".
     *
     * @param address an address
     * @return 0 or more; source and destination should have the same
     */
    public int label(InetAddress address) {
        return label(AddressBits.of(address));
    }

    /**
     * The scope of an address: its multicast scope (RFC 4291 §2.7), or the like for unicast addresses (RFC 6724 §3.1, §3.2).
     *
     * @param address an address
     * @return 0 to 15: 2 for link-local, 5 for site-local, 14 for global
     */
    public int scope(InetAddress address) {
        return scope(AddressBits.of(address));
    }

    int precedence(AddressBits address) {
        return precedences.get(address);
    }

    int label(AddressBits address) {
        return labels.get(address);
    }

    int scope(AddressBits address) {
        return address.isIpv4() ? ipv4Scopes.get(address) : AddressScope.ofIpv6(address);
    }

    /** Collects a {@link PolicyTable}. A prefix that is given again has its latest value. Not for use by several threads. */
    public static final class Builder {

        private static final int KNOWN_LOCAL_PRECEDENCE = 45;
        private static final int KNOWN_LOCAL_LABEL = 14;

        private final Map<Prefix, Integer> precedences = new LinkedHashMap<>();
        private final Map<Prefix, Integer> labels = new LinkedHashMap<>();
        private final Map<Prefix, Integer> ipv4Scopes = new LinkedHashMap<>(AddressScope.IPV4);

        private Builder() {}

        /**
         * A row as the RFC writes them.
         *
         * @param prefix like {@code fc00::/7} or {@code 192.0.2.0/24}
         * @param precedence 0 or more; higher is preferred
         * @param label 0 or more; source and destination should have the same
         * @return this builder
         * @throws IllegalArgumentException if the prefix is none or a number is negative
         */
        public Builder row(String prefix, int precedence, int label) {
            Prefix parsed = Prefix.parse(prefix);
            return precedence(parsed, precedence).label(parsed, label);
        }

        /**
         * The precedence of a prefix.
         *
         * @param prefix a prefix
         * @param precedence 0 or more; higher is preferred
         * @return this builder
         * @throws IllegalArgumentException if the precedence is negative
         */
        public Builder precedence(Prefix prefix, int precedence) {
            precedences.put(Objects.requireNonNull(prefix, "prefix"), notNegative("precedence", precedence, prefix));
            return this;
        }

        /**
         * The label of a prefix.
         *
         * @param prefix a prefix
         * @param label 0 or more; source and destination should have the same
         * @return this builder
         * @throws IllegalArgumentException if the label is negative
         */
        public Builder label(Prefix prefix, int label) {
            labels.put(Objects.requireNonNull(prefix, "prefix"), notNegative("label", label, prefix));
            return this;
        }

        /**
         * A prefix of unique local addresses that lead to one's own network, and so go before everything but loopback
         * (draft-ietf-6man-rfc6724-update-21 §4: precedence 45, label 14).
         *
         * @param prefix a prefix, usually a /48 inside fd00::/8
         * @return this builder
         */
        public Builder knownLocal(Prefix prefix) {
            return precedence(prefix, KNOWN_LOCAL_PRECEDENCE).label(prefix, KNOWN_LOCAL_LABEL);
        }

        /**
         * The scopes of IPv4 addresses, instead of those of RFC 6724 §3.2 (169.254/16 and 127/8 link-local, all others global).
         *
         * @param scopes 0 to 15 by IPv4 prefix; what none of them contains is global
         * @return this builder
         * @throws IllegalArgumentException if a prefix is not IPv4 or a scope is out of range
         */
        public Builder ipv4Scopes(Map<Prefix, Integer> scopes) {
            scopes.forEach((prefix, scope) -> {
                if (!prefix.isIpv4() || scope < 0 || scope > AddressScope.MOST) {
                    throw new IllegalArgumentException("scopes of IPv4 addresses must be 0 to " + AddressScope.MOST
                            + " by an IPv4 prefix, but " + prefix + " is " + scope);
                }
            });
            ipv4Scopes.clear();
            ipv4Scopes.putAll(scopes);
            return this;
        }

        /** {@return the table} */
        public PolicyTable build() {
            return new PolicyTable(this);
        }

        private static int notNegative(String name, int value, Prefix prefix) {
            if (value < 0) {
                throw new IllegalArgumentException(name + " of " + prefix + " must be 0 or more, but is " + value);
            }
            return value;
        }
    }
}
