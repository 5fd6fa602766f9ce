package io.happyconnect.selection;

import io.happyconnect.candidate.AddressCandidate;
import io.happyconnect.candidate.Candidate;
import io.happyconnect.order.AddressOrder;
import io.happyconnect.order.PolicyTable;
import io.happyconnect.order.Rfc6724Order;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Sorts addresses by RFC 6724 §6 as they look from this machine: which of them can be reached, from which source address, and
 * what the policy table says about the two. RFC 8305 §4 makes it the first step of ordering.
 *
 * <p>The source address of a destination is found by connecting a UDP socket, which takes some ten microseconds and sends
 * nothing; glibc does the same. What was found holds for up to one second (RFC 6724 §8: "the cached ordering must be at most
 * one second old") and for up to 4,096 destinations. A single address is not looked at.
 *
 * <p>Safe for any thread, and meant to be shared. It owns no thread and keeps no descriptor open.
 */
public final class AddressSelection implements AddressOrder {

    /** Where glibc has its configuration. */
    private static final Path GAI_CONF = Path.of("/etc/gai.conf");

    private static final long LIFETIME_NANOS = TimeUnit.SECONDS.toNanos(1);

    /** Those who keep it fresh come four times a second. */
    private static final long OLD_NANOS = TimeUnit.MILLISECONDS.toNanos(600);

    private final HostFacts facts;
    private final LongSupplier nanoTime;
    private final String name;
    private volatile @Nullable HostView latest;

    AddressSelection(String name, HostFacts facts, LongSupplier nanoTime) {
        this.name = name;
        this.facts = facts;
        this.nanoTime = nanoTime;
    }

    private static AddressSelection system(String name, HostPolicy policy) {
        return new AddressSelection(name, HostFacts.system(policy), System::nanoTime);
    }

    /** {@return selection by the default policy table of RFC 6724 §2.1} */
    public static AddressSelection rfc6724() {
        return system("RFC 6724", ipv6 -> PolicyTable.rfc6724());
    }

    /**
     * Selection by the policy table of the update that is being written (draft-ietf-6man-rfc6724-update-21): unique local IPv6
     * addresses go before IPv4, and those that share their first 48 bits with an address of this host before all others. It is
     * for networks with unique local addresses on both ends, such as those of containers.
     *
     * @return a new selection
     */
    public static AddressSelection rfc6724Update() {
        return system("RFC 6724 update", new KnownLocalPolicy());
    }

    /**
     * Selection as glibc's {@code getaddrinfo} on this machine: by {@code /etc/gai.conf}, and glibc's defaults for what that does
     * not say. The file is read again when it is needed, twice a second at most.
     *
     * @return a new selection
     */
    public static AddressSelection gaiConf() {
        return gaiConf(GAI_CONF);
    }

    /**
     * Selection by another file in the format of gai.conf(5). Lines that glibc would pass over are passed over; a file that cannot
     * be read says nothing.
     *
     * @param file the file
     * @return a new selection
     */
    public static AddressSelection gaiConf(Path file) {
        Objects.requireNonNull(file, "file");
        return system(file.toString(), new GaiConfPolicy(file));
    }

    /**
     * Selection by a table of one's own.
     *
     * @param policy precedences and labels
     * @return a new selection
     */
    public static AddressSelection by(PolicyTable policy) {
        Objects.requireNonNull(policy, "policy");
        return system("RFC 6724 with a table of its own", ipv6 -> policy);
    }

    /**
     * Lets rule 9, the longest matching prefix, hold for IPv4 as well. It does not by default, nor in glibc and Go beyond the
     * own subnet: it tells nothing about IPv4 networks, and keeps DNS from spreading load over servers.
     *
     * @return a new selection, which counts the bits that source and destination share within the subnet of the source
     */
    public AddressSelection withIpv4LongestPrefix() {
        return new AddressSelection(name + ", longest prefix for IPv4", facts.withIpv4LongestPrefix(), nanoTime);
    }

    /** Looks up the source addresses that are not known yet. */
    @Override
    public void prepare(List<? extends Candidate> candidates) {
        HostView view = view();
        for (int i = 0; i < candidates.size(); i++) {
            if (candidates.get(i) instanceof AddressCandidate destination) {
                view.apply(destination);
            }
        }
    }

    /** {@return true: it asks this machine only} */
    @Override
    public boolean neverWaits() {
        return true;
    }

    @Override
    public List<Candidate> sort(List<Candidate> candidates) {
        return candidates.size() < 2 ? candidates : Rfc6724Order.sort(candidates, view());
    }

    /** {@return what stands for one second} */
    @Override
    public Object basis() {
        return view().basis();
    }

    /** Takes the view anew when it is old, with the destinations it was asked for, 64 at most. */
    @Override
    public void keepFresh() {
        long now = nanoTime.getAsLong();
        HostView view = latest;
        if (view != null && view.isOlderThan(OLD_NANOS, now)) {
            latest = view.renewed(nanoTime);
        }
    }

    private HostView view() {
        long now = nanoTime.getAsLong();
        HostView view = latest;
        if (view == null || view.isOlderThan(LIFETIME_NANOS, now)) {
            view = new HostView(facts, now);
            latest = view;
        }
        return view;
    }

    @Override
    public String toString() {
        return name;
    }
}
