package io.happyconnect.resolve;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.StringJoiner;
import org.jspecify.annotations.Nullable;

/**
 * A ready-made {@link AddressFilter} against server-side request forgery: an application that connects to where its users say
 * must not become their way into its own network.
 *
 * <pre>{@code
 * HappyConnector.builder().addressFilter(AddressPolicy.publicOnly().allowing("10.20.0.0/16")).build();
 * }</pre>
 *
 * <p>Judged are the bytes of the address that would be dialled, never a name or a spelling; the scope of an IPv6 address plays
 * no part. An IPv6 address that holds an IPv4 address (IPv4-mapped, IPv4-compatible, IPv4-translated, 6to4, Teredo, ISATAP,
 * NAT64 with 64:ff9b::/96 or 64:ff9b:1::/48) is refused if either is. NAT64 with a prefix of the operator's own cannot be told
 * from other IPv6: deny that prefix. Public addresses of this very machine are public addresses: deny them, if they matter.
 *
 * <p>Networks that are {@linkplain #denying denied} are refused, whatever else is said; then networks that are
 * {@linkplain #allowing allowed} are accepted; then kinds are refused; the rest is accepted. Immutable; equal if it says the
 * same.
 */
public final class AddressPolicy implements AddressFilter {

    private final Set<AddressKind> kinds;
    private final List<AddressBlock> denied;
    private final List<AddressBlock> allowed;

    private AddressPolicy(Set<AddressKind> kinds, List<AddressBlock> denied, List<AddressBlock> allowed) {
        this.kinds = kinds;
        this.denied = denied;
        this.allowed = allowed;
    }

    /** {@return a policy that refuses every {@link AddressKind}, so that public addresses are left} */
    public static AddressPolicy publicOnly() {
        return new AddressPolicy(EnumSet.allOf(AddressKind.class), List.of(), List.of());
    }

    /**
     * A policy that refuses some kinds of addresses.
     *
     * @param kinds the kinds; none, to go on with {@link #denying}
     * @return the policy
     */
    public static AddressPolicy deny(AddressKind... kinds) {
        Set<AddressKind> set = EnumSet.noneOf(AddressKind.class);
        set.addAll(Arrays.asList(kinds));
        return new AddressPolicy(set, List.of(), List.of());
    }

    /**
     * Refuses networks, too.
     *
     * @param networks networks like {@code 203.0.113.0/24} and {@code 2001:db8::/32}, or single addresses
     * @return a copy
     * @throws IllegalArgumentException if one cannot be; the message names it
     */
    public AddressPolicy denying(String... networks) {
        return new AddressPolicy(kinds, with(denied, networks), allowed);
    }

    /**
     * Accepts networks though their kind is refused.
     *
     * @param networks networks like {@code 10.20.0.0/16} and {@code fd00:20::/32}, or single addresses
     * @return a copy
     * @throws IllegalArgumentException if one cannot be; the message names it
     */
    public AddressPolicy allowing(String... networks) {
        return new AddressPolicy(kinds, denied, with(allowed, networks));
    }

    private static List<AddressBlock> with(List<AddressBlock> known, String... networks) {
        List<AddressBlock> more = new ArrayList<>(known);
        for (String network : networks) {
            more.add(AddressBlock.parse(network));
        }
        return List.copyOf(more);
    }

    @Override
    public boolean accepts(InetAddress address) {
        return refusal(address) == null;
    }

    @Override
    public String describe(InetAddress address) {
        return Objects.requireNonNullElse(refusal(address), "no rule");
    }

    private @Nullable String refusal(InetAddress address) {
        byte[] bytes = address.getAddress();
        String refusal = refusal(bytes);
        if (refusal != null || bytes.length != AddressBlock.IPV6_BYTES) {
            return refusal;
        }
        for (byte[] inside : EmbeddedIpv4.in(bytes)) {
            String refusalOfInside = refusal(inside);
            if (refusalOfInside != null) {
                return refusalOfInside + " (" + textOf(inside) + " inside it)";
            }
        }
        return null;
    }

    private @Nullable String refusal(byte[] address) {
        AddressBlock block = AddressBlock.firstThatContains(denied, address);
        if (block != null) {
            return "the rule against " + block;
        }
        if (AddressBlock.anyContains(allowed, address)) {
            return null;
        }
        for (AddressKind kind : kinds) {
            if (kind.holds(address)) {
                return "the rule against " + kind.plural();
            }
        }
        return null;
    }

    private static String textOf(byte[] ipv4) {
        try {
            return InetAddress.getByAddress(ipv4).getHostAddress();
        } catch (UnknownHostException e) {
            throw new AssertionError(e);
        }
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof AddressPolicy that
                && kinds.equals(that.kinds)
                && denied.equals(that.denied)
                && allowed.equals(that.allowed);
    }

    @Override
    public int hashCode() {
        return Objects.hash(kinds, denied, allowed);
    }

    /** {@return what it says: {@code denies loopback, private, 203.0.113.0/24; allows 10.20.0.0/16}} */
    @Override
    public String toString() {
        StringJoiner denies = new StringJoiner(", ", "denies ", "").setEmptyValue("denies nothing");
        kinds.forEach(kind -> denies.add(kind.toString()));
        denied.forEach(block -> denies.add(block.toString()));
        StringJoiner allows = new StringJoiner(", ", "; allows ", "").setEmptyValue("");
        allowed.forEach(block -> allows.add(block.toString()));
        return denies.toString() + allows;
    }
}
