package io.happyconnect;

import io.happyconnect.candidate.AddressCandidate;
import io.happyconnect.drive.RacePlan;
import io.happyconnect.name.Target;
import io.happyconnect.race.RaceSettings;
import io.happyconnect.resolve.AddressFilter;
import io.happyconnect.resolve.AddressPolicy;
import io.happyconnect.route.RouteLayer;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jspecify.annotations.Nullable;

/**
 * Plans of the latest races, for those to come: who connects to the same name again and again need not parse, filter and sort the
 * same again and again.
 *
 * <p>A plan is good for as long as everything it was made from is the very same object: the options, the settings, the answer of
 * the resolver and what the order goes by. So nothing here expires or has to be told of a change. One target has one place, which
 * it may lose to another. Safe for any thread; takes no lock.
 */
final class ReadyPlans {

    private static final int PLACES = 256;

    /** What stands for the answer, and for what the order goes by, where the target is an address: neither can change. */
    private static final List<AddressCandidate> ITSELF = List.of();

    private final AtomicReferenceArray<@Nullable Ready> places = new AtomicReferenceArray<>(PLACES);
    private final boolean suitable;

    ReadyPlans(List<RouteLayer> layers, AddressFilter filter) {
        this.suitable = layers.isEmpty() && neverChanges(filter);
    }

    // Any other filter may have changed its mind since.
    private static boolean neverChanges(AddressFilter filter) {
        return filter.equals(AddressFilter.acceptAll()) || filter instanceof AddressPolicy;
    }

    /** The target of a host and a port. */
    Target target(String host, int port) {
        Objects.requireNonNull(host, "host");
        Ready known = places.get(place(host, port));
        if (known != null) {
            Target target = known.plan.target();
            if (target.port() == port && !target.isAbsolute() && target.host().equals(host)) {
                return target;
            }
        }
        return Target.of(host, port);
    }

    /** Whether there can be a plan. */
    boolean suits(Target target, ConnectOptions options) {
        return suitable
                && target.unixSocket().isEmpty()
                && !(target.isLiteral()
                        && target.host().indexOf('%') >= 0) // an interface may have another index by now
                && options.addresses() == null
                && options.addressFilter() == null
                && !options.changesRaceSettings();
    }

    /** The same as below for a target that is an address. */
    @Nullable
    RacePlan find(Target target, ConnectOptions options, RaceSettings settings) {
        return find(target, options, settings, ITSELF, ITSELF);
    }

    void keep(RacePlan plan, ConnectOptions options) {
        keep(plan, options, ITSELF, ITSELF);
    }

    @SuppressWarnings("ReferenceEquality") // see above
    @Nullable
    RacePlan find(
            Target target, ConnectOptions options, RaceSettings settings, Object basis, List<AddressCandidate> answer) {
        Ready known = places.get(place(target.host(), target.port()));
        return known != null
                        && known.answer == answer
                        && known.basis == basis
                        && known.options == options
                        && known.plan.settings() == settings
                        && known.plan.target().equals(target)
                ? known.plan
                : null;
    }

    void keep(RacePlan plan, ConnectOptions options, Object basis, List<AddressCandidate> answer) {
        Target target = plan.target();
        places.set(place(target.host(), target.port()), new Ready(plan, options, basis, answer));
    }

    private static int place(String host, int port) {
        int hash = 31 * host.hashCode() + port;
        return (hash ^ hash >>> 8 ^ hash >>> 16) & (PLACES - 1);
    }

    /** A plan, and what it was made from besides itself. */
    private record Ready(RacePlan plan, ConnectOptions options, Object basis, List<AddressCandidate> answer) {}
}
