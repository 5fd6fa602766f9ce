package io.happyconnect.boot.endpoint;

import io.happyconnect.HappyConnector;
import io.happyconnect.boot.history.RaceEntry;
import io.happyconnect.boot.history.RaceHistory;
import io.happyconnect.boot.history.State;
import io.happyconnect.boot.history.TargetSummary;
import io.happyconnect.boot.label.Labels;
import io.happyconnect.name.Target;
import io.happyconnect.observe.RaceOutcome;
import java.util.Arrays;
import java.util.List;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.actuate.endpoint.Access;
import org.springframework.boot.actuate.endpoint.InvalidEndpointRequestException;
import org.springframework.boot.actuate.endpoint.annotation.DeleteOperation;
import org.springframework.boot.actuate.endpoint.annotation.Endpoint;
import org.springframework.boot.actuate.endpoint.annotation.ReadOperation;
import org.springframework.boot.actuate.endpoint.annotation.Selector;

/**
 * Shows the configuration of the connectors, totals, the targets with their addresses, and the last races. Read-only unless
 * {@code management.endpoint.happyconnect.access} says {@code unrestricted}.
 */
@Endpoint(id = "happyconnect", defaultAccess = Access.READ_ONLY)
public final class HappyConnectEndpoint {

    private final RaceHistory history;
    private final Supplier<Stream<HappyConnector>> connectors;
    private final Supplier<SetupDescriptor> setup;

    /**
     * An endpoint.
     *
     * @param history what it reads
     * @param connectors those whose configuration is shown; asked at every read
     * @param setup what else the application is made of; asked at every read
     */
    public HappyConnectEndpoint(
            RaceHistory history, Supplier<Stream<HappyConnector>> connectors, Supplier<SetupDescriptor> setup) {
        this.history = history;
        this.connectors = connectors;
        this.setup = setup;
    }

    /**
     * Everything.
     *
     * @param limit at most so many races
     * @param outcome only races that ended so: {@code success}, {@code failure}, {@code timeout} or {@code cancelled}
     * @param state only targets in this state: {@code working}, {@code degraded}, {@code failing} or {@code unknown}
     * @return what is known
     */
    @ReadOperation
    public HappyConnectDescriptor happyConnect(
            @Nullable Integer limit, @Nullable String outcome, @Nullable String state) {
        return new HappyConnectDescriptor(
                history.totals().since(),
                history.limits().window().toString(),
                connectors.get().map(ConnectorDescriptor::of).toList(),
                setup.get(),
                TotalsDescriptor.of(history),
                history.families().stream().map(FamilyDescriptor::of).toList(),
                targets(targetsIn(state)),
                races(racesEnding(outcome), limit));
    }

    /**
     * One host, or one target.
     *
     * @param target {@code host} or {@code host:port}
     * @return what is known of it, {@code null} if nothing is
     */
    @ReadOperation
    public @Nullable TargetRacesDescriptor target(@Selector String target) {
        Predicate<Target> wanted =
                known -> known.host().equals(target) || known.toString().equals(target);
        List<TargetDescriptor> targets = targets(known -> wanted.test(known.target()));
        List<RaceDescriptor> races = races(race -> wanted.test(race.target()), null);
        return targets.isEmpty() && races.isEmpty() ? null : new TargetRacesDescriptor(targets, races);
    }

    /** Forgets all races. Needs write access. */
    @DeleteOperation
    public void clear() {
        history.clear();
    }

    private List<TargetDescriptor> targets(Predicate<TargetSummary> wanted) {
        return history.targets().stream()
                .filter(wanted)
                .map(TargetDescriptor::of)
                .toList();
    }

    private List<RaceDescriptor> races(Predicate<RaceEntry> wanted, @Nullable Integer limit) {
        if (limit != null && limit < 0) {
            throw refused("limit", limit, "a number, at least 0");
        }
        return history.recentRaces().stream()
                .filter(wanted)
                .limit(limit == null ? Long.MAX_VALUE : limit)
                .map(RaceDescriptor::of)
                .toList();
    }

    private static Predicate<TargetSummary> targetsIn(@Nullable String state) {
        if (state == null) {
            return target -> true;
        }
        List<String> known = Arrays.stream(State.values()).map(State::label).toList();
        if (!known.contains(state)) {
            throw refused("state", state, "one of " + known);
        }
        return target -> target.state().label().equals(state);
    }

    private static Predicate<RaceEntry> racesEnding(@Nullable String outcome) {
        if (outcome == null) {
            return race -> true;
        }
        List<String> known =
                Arrays.stream(RaceOutcome.values()).map(Labels::of).distinct().toList();
        if (!known.contains(outcome)) {
            throw refused("outcome", outcome, "one of " + known);
        }
        return race -> Labels.of(race.outcome()).equals(outcome);
    }

    // The reason is what the client reads, and it sent the value.
    private static InvalidEndpointRequestException refused(String parameter, Object value, String allowed) {
        return new InvalidEndpointRequestException(
                parameter + " must be " + allowed + ", but is " + value, parameter + " must be " + allowed);
    }
}
