package io.happyconnect;

import io.happyconnect.candidate.AddressCandidate;
import io.happyconnect.drive.RacePlan;
import io.happyconnect.drive.SocketSettings;
import io.happyconnect.name.Target;
import io.happyconnect.race.RaceSettings;
import io.happyconnect.resolve.AddressFilter;
import io.happyconnect.resolve.AddressPolicy;
import io.happyconnect.route.RouteLayer;
import java.net.InetAddress;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jspecify.annotations.Nullable;

/**
 * Plans of the latest races, for those to come: who connects to the same name again and again need not parse, filter and sort the
 * same again and again.
 *
 * <p>A plan is good for as long as everything it was made from is the very same object: the settings of race and sockets, the
 * answer of the resolver and what the order goes by. So nothing here expires or has to be told of a change. Any timeout will do:
 * it is no part of what is dear. One target has one place, which it may lose to another. Safe for any thread; takes no lock.
 */
final class ReadyPlans {

    private static final int PLACES = 256;

    /** What stands for the answer, and for what the order goes by, where the target is an address: neither can change. */
    private static final List<AddressCandidate> ITSELF = List.of();

    private final AtomicReferenceArray<@Nullable Ready> places = new AtomicReferenceArray<>(PLACES);
    private final boolean hasLayers;
    private final boolean filterNeverChanges;

    ReadyPlans(List<RouteLayer> layers, AddressFilter filter) {
        this.hasLayers = !layers.isEmpty();
        this.filterNeverChanges = neverChanges(filter);
    }

    // Any other filter may have changed its mind since, and may say that it equals whatever is behind it now.
    @SuppressWarnings("ReferenceEquality")
    private static boolean neverChanges(AddressFilter filter) {
        return filter == AddressFilter.acceptAll() || filter instanceof AddressPolicy;
    }

    /** The target of a host and a port. */
    Target target(String host, int port) {
        Objects.requireNonNull(host, "host");
        Ready known = places.get(place(host, port));
        if (known != null) {
            Target target = known.plan.target();
            if (target.port() == port
                    && !target.isAbsolute()
                    && target.service().isEmpty()
                    && target.host().equals(host)) {
                return target;
            }
        }
        return Target.of(host, port);
    }

    /** Whether there can be a plan. */
    boolean suits(Target target, ConnectOptions options) {
        return filterNeverChanges
                && target.unixSocket().isEmpty()
                && (options.addresses() != null || (!hasLayers && !hasScope(target)))
                && options.addressFilter() == null
                && !options.changesRaceSettings();
    }

    // An interface may have another index by now.
    private static boolean hasScope(Target target) {
        return target.isLiteral() && target.host().indexOf('%') >= 0;
    }

    /** The same as below for a target that is an address. */
    @Nullable
    RacePlan find(Target target, SocketSettings sockets, RaceSettings settings) {
        return find(target, sockets, settings, ITSELF, ITSELF, false);
    }

    void keep(RacePlan plan, SocketSettings sockets) {
        keep(plan, sockets, ITSELF, ITSELF, false);
    }

    /**
     * The candidates of addresses that a target was given before. The very same objects: an equal one may have another scope, or the
     * name of another caller's host.
     */
    @SuppressWarnings("ReferenceEquality")
    @Nullable
    List<AddressCandidate> kept(Target target, SocketSettings sockets, List<InetAddress> given) {
        Ready known = places.get(place(target, sockets, true));
        if (known == null
                || known.plan.known() == null
                || known.plan.target().port() != target.port()
                || known.answer.size() != given.size()) {
            return null;
        }
        for (int i = 0; i < given.size(); i++) {
            if (known.answer.get(i).address() != given.get(i)) {
                return null;
            }
        }
        return known.answer;
    }

    /**
     * A plan that was kept.
     *
     * @param target compared as a whole: a service is told to listeners
     * @param sockets what the caller wants of sockets; not what the connector adds, which is the same each time
     * @param given whether the answer is the caller's
     */
    @SuppressWarnings("ReferenceEquality") // see above
    @Nullable
    RacePlan find(
            Target target,
            SocketSettings sockets,
            RaceSettings settings,
            Object basis,
            List<AddressCandidate> answer,
            boolean given) {
        Ready known = places.get(place(target, sockets, given));
        return known != null
                        && known.answer == answer
                        && known.basis == basis
                        && known.sockets == sockets
                        && known.plan.settings() == settings
                        && known.plan.target().equals(target)
                        && known.plan.target().service().equals(target.service())
                ? known.plan
                : null;
    }

    void keep(RacePlan plan, SocketSettings sockets, Object basis, List<AddressCandidate> answer, boolean given) {
        places.set(place(plan.target(), sockets, given), new Ready(plan, sockets, basis, answer));
    }

    // Sockets that somebody wants otherwise have another place: settings made for one call shall not push out those of
    // the rest. So have addresses that are given: OkHttp looks a name up and then gives us what we found.
    @SuppressWarnings("ReferenceEquality")
    private static int place(Target target, SocketSettings sockets, boolean given) {
        int place = place(target.host(), target.port()) ^ (given ? PLACES / 2 : 0);
        return sockets == SocketSettings.NONE ? place : (place ^ System.identityHashCode(sockets)) & (PLACES - 1);
    }

    private static int place(String host, int port) {
        int hash = 31 * host.hashCode() + port;
        return (hash ^ hash >>> 8 ^ hash >>> 16) & (PLACES - 1);
    }

    /** A plan, and what it was made from besides itself. Nothing that belongs to one call. */
    private record Ready(RacePlan plan, SocketSettings sockets, Object basis, List<AddressCandidate> answer) {}
}
