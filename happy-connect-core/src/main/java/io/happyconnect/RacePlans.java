package io.happyconnect;

import io.happyconnect.candidate.AddressCandidate;
import io.happyconnect.candidate.AddressFamily;
import io.happyconnect.candidate.Candidate;
import io.happyconnect.candidate.UnixSocketCandidate;
import io.happyconnect.drive.RacePlan;
import io.happyconnect.drive.RaceResult;
import io.happyconnect.name.Target;
import io.happyconnect.order.AddressOrder;
import io.happyconnect.race.RaceSettings;
import io.happyconnect.race.SortedCandidates;
import io.happyconnect.resolve.AddressFilter;
import io.happyconnect.resolve.Answers;
import io.happyconnect.resolve.Lookup;
import io.happyconnect.resolve.Resolver;
import io.happyconnect.route.Below;
import io.happyconnect.route.RouteLayer;
import java.lang.System.Logger.Level;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Plans the races of one connector: what is configured, and what the caller of one connect wants otherwise. */
final class RacePlans {

    private static final System.Logger LOGGER = System.getLogger(RacePlans.class.getName());

    /** What stands for what the order goes by where there is nothing to sort. */
    private static final Object ALONE = new Object();

    private final HappyConnectorConfiguration configuration;
    private final RaceSettings ipv4Reachable;
    private final RaceSettings ipv6Reachable;
    private final Function<RacePlan, RaceResult> driver;
    private final ReadyPlans ready;
    private final boolean sortsAhead;

    RacePlans(HappyConnectorConfiguration configuration, Function<RacePlan, RaceResult> driver) {
        this.configuration = configuration;
        this.driver = driver;
        this.ready = new ReadyPlans(configuration.layers(), configuration.addressFilter());
        this.sortsAhead = neverWaits(configuration.raceSettings().addressOrder());
        this.ipv4Reachable = withFamilies(configuration.raceSettings(), AddressFamily.IPV4);
        this.ipv6Reachable = withFamilies(configuration.raceSettings(), AddressFamily.IPV6);
    }

    // What might wait is sorted by each race, within its deadline.
    private static boolean neverWaits(AddressOrder order) {
        try {
            return order.neverWaits();
        } catch (Throwable foreign) {
            return false;
        }
    }

    /** What keeps an order fresh beside the races; for one that might wait nothing does. */
    static Runnable errand(AddressOrder order) {
        return neverWaits(order) ? order::keepFresh : () -> {};
    }

    /**
     * Which family to wait for and which to begin with. What is configured stays. Otherwise one waits for the family with a way
     * out, chosen anew for every race, for networks change; and the order chooses which goes first, if it can. A view of the host
     * that the application gave knows better than both.
     */
    private RaceSettings withFamilies(RaceSettings settings, AddressFamily reachable) {
        if (settings.preferredFamily() != null) {
            return settings;
        }
        RaceSettings.Builder chosen = settings.toBuilder();
        if (settings.awaitedFamily() == null) {
            chosen.awaitedFamily(reachable);
        }
        if (configuration.ownConnectivity() || !settings.addressOrder().choosesFamily()) {
            chosen.preferredFamily(reachable);
        }
        return chosen.build();
    }

    /** The target of a host and a port. */
    Target target(String host, int port) {
        return ready.target(host, port);
    }

    /** Plans a race. Throws nothing but what the caller has earned: code of others that fails here is asked again by the race. */
    RacePlan plan(Target target, ConnectOptions options, Consumer<Runnable> onStart) {
        RacePlan answered = answeredPlan(target, options);
        if (answered == null) {
            return asking(target, options, onStart);
        }
        return onStart.equals(RacePlan.NOBODY_CANCELS) ? answered : answered.withOnStart(onStart);
    }

    private @Nullable RacePlan answeredPlan(Target target, ConnectOptions options) {
        try {
            return sortsAhead && ready.suits(target, options) ? answered(target, options) : null;
        } catch (Throwable foreign) { // Kotlin and Lombok throw what is not declared
            LOGGER.log(Level.DEBUG, () -> "failed planning a race to " + target, foreign);
            return null;
        }
    }

    /** A plan with what is known already, made for an earlier race if nothing has changed. */
    @SuppressWarnings("ReferenceEquality") // the very basis again: it was there all the time
    private @Nullable RacePlan answered(Target target, ConnectOptions options) {
        List<InetAddress> given = options.addresses();
        if (given == null && target.isLiteral()) {
            return answeredByItself(target, options);
        }
        List<AddressCandidate> answer =
                given == null ? configuration.resolver().known(target) : givenCandidates(target, options, given);
        if (answer == null || answer.isEmpty()) { // null is a foreign resolver's, whatever the signature says
            return null;
        }
        Object basis = basis(answer);
        if (basis == null) {
            return null;
        }
        List<AddressCandidate> itself = given == null ? null : answer;
        RaceSettings settings = settings(options, itself);
        RacePlan known = ready.find(target, options.socketSettings(), settings, basis, answer, given != null);
        if (known != null) {
            return known.withTimeout(timeoutNanos(options));
        }
        RacePlan made = plan(target, itself, settings, options).answered(answer);
        // What an interrupted thread has found out about this host may be wrong.
        if (made != null
                && (given == null || given.size() > 1) // one need not be sorted, and often nobody gives it again
                && basis(answer) == basis
                && !Thread.currentThread().isInterrupted()) {
            ready.keep(made, options.socketSettings(), basis, answer, given != null);
        }
        return made;
    }

    private List<AddressCandidate> givenCandidates(Target target, ConnectOptions options, List<InetAddress> given) {
        List<AddressCandidate> kept = ready.kept(target, options.socketSettings(), given);
        return kept == null ? candidates(given, target.port()) : kept;
    }

    // A single address has one order, whatever that goes by.
    private @Nullable Object basis(List<AddressCandidate> answer) {
        return answer.size() < 2
                ? ALONE
                : configuration.raceSettings().addressOrder().basis();
    }

    private @Nullable RacePlan answeredByItself(Target target, ConnectOptions options) {
        // The family that is waited for means nothing here.
        RacePlan known = ready.find(target, options.socketSettings(), ipv4Reachable);
        if (known != null) {
            return known.withTimeout(timeoutNanos(options));
        }
        List<AddressCandidate> itself;
        try {
            itself = List.of(new AddressCandidate(target.literal().orElseThrow(), target.port()));
        } catch (UnknownHostException noSuchScope) {
            return null;
        }
        RacePlan made = plan(target, itself, ipv4Reachable, options).answered(itself);
        if (made != null) {
            ready.keep(made, options.socketSettings());
        }
        return made;
    }

    private RacePlan plan(
            Target target, @Nullable List<AddressCandidate> known, RaceSettings settings, ConnectOptions options) {
        return plan(
                target,
                known,
                configuration.resolver(),
                settings,
                options,
                timeoutNanos(options),
                RacePlan.NOBODY_CANCELS);
    }

    private long timeoutNanos(ConnectOptions options) {
        return options.timeout().orElse(configuration.connectTimeout()).toNanos();
    }

    private RacePlan asking(Target target, ConnectOptions options, Consumer<Runnable> onStart) {
        long timeoutNanos = timeoutNanos(options);
        List<RouteLayer> layers = configuration.layers();
        if (!layers.isEmpty()
                && options.addresses() == null
                && target.unixSocket().isEmpty()) {
            return plan(target, new LayersBelow(this, layers, options), options, timeoutNanos, onStart);
        }
        Resolver resolver = configuration.resolver();
        List<? extends Candidate> known = null;
        try {
            known = known(target, options);
        } catch (UnknownHostException noSuchScope) {
            resolver = (unused, answers) -> {
                answers.failed(noSuchScope);
                answers.done();
                return Lookup.ended();
            };
        }
        return plan(target, known, resolver, settings(options, known), options, timeoutNanos, onStart);
    }

    /** Plans a race whose ways are those of layers; the host may be a literal. */
    RacePlan plan(Target target, Below ways, ConnectOptions options, long timeoutNanos, Consumer<Runnable> onStart) {
        return plan(target, null, ways::resolve, settings(options, null), options, timeoutNanos, onStart);
    }

    private RacePlan plan(
            Target target,
            @Nullable List<? extends Candidate> known,
            Resolver resolver,
            RaceSettings settings,
            ConnectOptions options,
            long timeoutNanos,
            Consumer<Runnable> onStart) {
        return new RacePlan(
                target,
                known,
                resolver,
                null,
                settings,
                timeoutNanos,
                filter(options),
                options.socketSettings().over(configuration.socketSettings()),
                onStart);
    }

    /** Runs a race that a layer needs. */
    RaceResult run(RacePlan plan) {
        return driver.apply(plan);
    }

    /** What is below all layers: the resolver, the address of a literal, a Unix domain socket. */
    Lookup resolve(Target target, Answers answers) {
        if (target.unixSocket().isPresent()) {
            answers.found(List.of(new UnixSocketCandidate(target.unixSocket().get())));
            answers.done();
            return Lookup.ended();
        }
        if (!target.isLiteral()) {
            return configuration.resolver().resolve(target, answers);
        }
        try {
            answers.found(List.of(new AddressCandidate(target.literal().orElseThrow(), target.port())));
        } catch (UnknownHostException noSuchScope) {
            answers.failed(noSuchScope);
        }
        answers.done();
        return Lookup.ended();
    }

    private AddressFilter filter(ConnectOptions options) {
        AddressFilter additional = options.addressFilter();
        return additional == null
                ? configuration.addressFilter()
                : configuration.addressFilter().and(additional);
    }

    @SuppressWarnings("ReferenceEquality") // the very settings back: nothing was changed
    private RaceSettings settings(ConnectOptions options, @Nullable List<? extends Candidate> known) {
        RaceSettings configured = configuration.raceSettings();
        RaceSettings settings = options.raceSettings(configured);
        AddressFamily reachable = reachable(settings, known);
        if (settings != configured) {
            return withFamilies(settings, reachable);
        }
        return reachable == AddressFamily.IPV4 ? ipv4Reachable : ipv6Reachable;
    }

    // Looking at the host's routes costs system calls now and then, and means nothing to a single address.
    private AddressFamily reachable(RaceSettings settings, @Nullable List<? extends Candidate> known) {
        return settings.preferredFamily() != null || (known != null && known.size() == 1)
                ? AddressFamily.IPV4
                : configuration.connectivity().preferredFamily();
    }

    /** The addresses of a name in the order of a race, as far as they can be told at once. */
    @Nullable
    List<InetAddress> knownAddresses(Target target, ConnectOptions options) {
        RacePlan plan = answeredPlan(target, options);
        SortedCandidates answered = plan == null ? null : plan.answered();
        if (answered == null) {
            return null;
        }
        List<InetAddress> addresses = new ArrayList<>(answered.ordered().size());
        for (Candidate each : answered.ordered()) {
            // What has a port of its own would be reached at another.
            if (each instanceof AddressCandidate address && address.port() == target.port()) {
                addresses.add(address.address());
            }
        }
        return addresses.isEmpty() ? null : addresses;
    }

    private static @Nullable List<? extends Candidate> known(Target target, ConnectOptions options)
            throws UnknownHostException {
        if (target.unixSocket().isPresent()) {
            return List.of(new UnixSocketCandidate(target.unixSocket().get()));
        }
        List<InetAddress> addresses = options.addresses();
        if (addresses == null) {
            if (!target.isLiteral()) {
                return null;
            }
            Optional<InetAddress> literal = target.literal();
            addresses = List.of(literal.orElseThrow());
        }
        return candidates(addresses, target.port());
    }

    private static List<AddressCandidate> candidates(List<InetAddress> addresses, int port) {
        List<AddressCandidate> candidates = new ArrayList<>(addresses.size());
        for (InetAddress address : addresses) {
            candidates.add(new AddressCandidate(address, port));
        }
        return candidates;
    }
}
