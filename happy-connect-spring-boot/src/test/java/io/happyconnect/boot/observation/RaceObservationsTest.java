package io.happyconnect.boot.observation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.happyconnect.boot.Documentation;
import io.happyconnect.boot.Races;
import io.happyconnect.observe.FailureCause;
import io.happyconnect.observe.RaceListener;
import io.happyconnect.observe.RaceOutcome;
import io.happyconnect.observe.RaceReport;
import io.micrometer.common.KeyValue;
import io.micrometer.common.docs.KeyName;
import io.micrometer.observation.GlobalObservationConvention;
import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationHandler;
import io.micrometer.observation.tck.TestObservationRegistry;
import io.micrometer.observation.tck.TestObservationRegistryAssert;
import java.io.IOException;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;

class RaceObservationsTest {

    private final TestObservationRegistry registry = TestObservationRegistry.create();
    private final List<Observation.Context> stopped = new ArrayList<>();

    private static final RaceReport WON_BY_THE_SECOND = Races.to("api.example.com:443")
            .answered(1, "2001:db8::7", "192.0.2.7")
            .lost("2001:db8::7", 1, 260)
            .won("192.0.2.7", 251, 10)
            .ends(RaceOutcome.CONNECTED);

    private RaceObservations observations() {
        return observations(RaceConventions.defaults());
    }

    private RaceObservations observations(RaceConventions conventions) {
        registry.observationConfig().observationHandler(new ObservationHandler<>() {
            @Override
            public void onStop(Observation.Context context) {
                stopped.add(context);
            }

            @Override
            public boolean supportsContext(Observation.Context context) {
                return true;
            }
        });
        return new RaceObservations(() -> registry, conventions);
    }

    private static List<String> keys(Iterable<KeyValue> values) {
        return StreamSupport.stream(values.spliterator(), false)
                .map(value -> value.getKey() + "=" + value.getValue())
                .sorted()
                .toList();
    }

    private Observation.Context of(String name, int index) {
        return stopped.stream()
                .filter(context -> context.getName().equals(name))
                .toList()
                .get(index);
    }

    @Test
    void aRaceIsAnObservationAboveItsLookupAndItsAttempts() {
        Races.play(WON_BY_THE_SECOND, observations());

        assertThat(stopped)
                .extracting(Observation.Context::getName, Observation.Context::getContextualName)
                .containsExactly(
                        tuple("happy.connect.dns", "DNS lookup api.example.com"),
                        tuple("happy.connect.attempt", "socket connect [2001:db8::7]:443"),
                        tuple("happy.connect.attempt", "socket connect 192.0.2.7:443"),
                        tuple("happy.connect.race", "connect api.example.com:443"));
        Observation.Context race = of("happy.connect.race", 0);
        assertThat(stopped.subList(0, 3))
                .allSatisfy(child -> assertThat(child.getParentObservation().getContextView())
                        .isSameAs(race));
        TestObservationRegistryAssert.assertThat(registry).doesNotHaveAnyRemainingCurrentObservation();
    }

    @Test
    void itsKeysSayWhatTheReportSays() {
        Races.play(WON_BY_THE_SECOND, observations());

        Observation.Context race = of("happy.connect.race", 0);
        assertThat(keys(race.getLowCardinalityKeyValues()))
                .containsExactly("connector=default", "error.type=none", "network.type=ipv4", "outcome=success");
        assertThat(keys(race.getHighCardinalityKeyValues()))
                .containsExactly(
                        "happy.connect.attempt.delay=250",
                        "happy.connect.attempts=2",
                        "happy.connect.winner.index=1",
                        "network.peer.address=192.0.2.7",
                        "network.peer.port=443",
                        "server.address=api.example.com",
                        "server.port=443");
        Observation.Context first = of("happy.connect.attempt", 0);
        assertThat(keys(first.getLowCardinalityKeyValues()))
                .containsExactly("connector=default", "error.type=none", "network.type=ipv6", "outcome=lost");
        assertThat(keys(first.getHighCardinalityKeyValues()))
                .containsExactly(
                        "happy.connect.attempt.index=0", "network.peer.address=2001:db8::7", "network.peer.port=443");
        Observation.Context lookup = of("happy.connect.dns", 0);
        assertThat(keys(lookup.getLowCardinalityKeyValues()))
                .containsExactly("connector=default", "error.type=none", "outcome=success");
        assertThat(keys(lookup.getHighCardinalityKeyValues()))
                .containsExactly("dns.answers=2", "dns.question.name=api.example.com");
    }

    @Test
    void losersAndCancelledRacesAreNoErrors() {
        RaceObservations observations = observations();
        Races.play(WON_BY_THE_SECOND, observations);
        Races.play(Races.to("192.0.2.1:1").cancelled("192.0.2.1", 0, 5).ends(RaceOutcome.CANCELLED), observations);

        assertThat(stopped)
                .hasSize(6)
                .allSatisfy(context -> assertThat(context.getError()).isNull());
        assertThat(keys(of("happy.connect.race", 1).getLowCardinalityKeyValues()))
                .contains("outcome=cancelled", "network.type=none");
    }

    @Test
    void whatFailsIsAnError() {
        Races.play(
                Races.to("api.example.com:443")
                        .answered(1, "2001:db8::7", "192.0.2.7")
                        .failed("2001:db8::7", 1, 1, FailureCause.NETWORK_UNREACHABLE)
                        .timedOut("192.0.2.7", 11, 100)
                        .ends(RaceOutcome.FAILED),
                observations());

        assertThat(of("happy.connect.attempt", 0).getError()).hasMessage(FailureCause.NETWORK_UNREACHABLE.text());
        assertThat(of("happy.connect.attempt", 1).getError()).isNotNull();
        assertThat(of("happy.connect.race", 0).getError())
                .hasMessageContaining("api.example.com")
                .hasCauseInstanceOf(IOException.class);
        assertThat(keys(of("happy.connect.race", 0).getLowCardinalityKeyValues()))
                .contains("outcome=failure");
    }

    @Test
    void aLookupThatFailsIsAnError() {
        Races.play(
                Races.to("nowhere.example.com:443")
                        .lookupFailed(1, new UnknownHostException("nowhere.example.com"))
                        .ends(RaceOutcome.UNRESOLVED),
                observations());

        assertThat(of("happy.connect.dns", 0).getError()).isInstanceOf(UnknownHostException.class);
        assertThat(keys(of("happy.connect.dns", 0).getLowCardinalityKeyValues()))
                .containsExactly("connector=default", "error.type=unknown_host", "outcome=failure");
        assertThat(keys(of("happy.connect.race", 0).getLowCardinalityKeyValues()))
                .contains("error.type=unresolved", "outcome=failure");
    }

    @Test
    void aLookupWhoseRaceEndsFirstIsCancelled() {
        Races.play(Races.to("slow.example.com:443").ends(RaceOutcome.TIMED_OUT), observations());

        assertThat(keys(of("happy.connect.dns", 0).getLowCardinalityKeyValues()))
                .containsExactly("connector=default", "error.type=none", "outcome=cancelled");
        assertThat(of("happy.connect.race", 0).getError()).isNotNull();
    }

    @Test
    void anAddressIsNotLookedUp() {
        Races.play(Races.to("192.0.2.1:1").won("192.0.2.1", 0, 5).ends(RaceOutcome.CONNECTED), observations());

        assertThat(stopped)
                .extracting(Observation.Context::getName)
                .containsExactly("happy.connect.attempt", "happy.connect.race");
    }

    @Test
    void allLowCardinalityKeysAreThereFromTheStart() {
        List<String> started = new ArrayList<>();
        registry.observationConfig().observationHandler(new ObservationHandler<>() {
            @Override
            public void onStart(Observation.Context context) {
                started.add(context.getName() + " " + keys(context.getLowCardinalityKeyValues()));
            }

            @Override
            public boolean supportsContext(Observation.Context context) {
                return true;
            }
        });
        Races.play(WON_BY_THE_SECOND, observations());

        assertThat(started)
                .containsExactly(
                        "happy.connect.race"
                                + " [connector=default, error.type=unknown, network.type=none, outcome=unknown]",
                        "happy.connect.dns [connector=default, error.type=unknown, outcome=unknown]",
                        "happy.connect.attempt"
                                + " [connector=default, error.type=unknown, network.type=ipv6, outcome=unknown]",
                        "happy.connect.attempt"
                                + " [connector=default, error.type=unknown, network.type=ipv4, outcome=unknown]");
    }

    @Test
    void theCallersObservationIsTheParent() {
        RaceListener observations = observations();
        Observation caller = Observation.start("caller", registry);
        caller.scoped(() -> Races.play(WON_BY_THE_SECOND, observations));

        assertThat(of("happy.connect.race", 0).getParentObservation()).isSameAs(caller);
    }

    @Test
    void aPredicateThatRefusesARaceRefusesAllOfIt() {
        registry.observationConfig()
                .observationPredicate(
                        (name, context) -> !(context instanceof RaceContext) || context.getParentObservation() != null);
        RaceListener observations = observations();
        Races.play(WON_BY_THE_SECOND, observations);
        assertThat(stopped).isEmpty();

        Observation caller = Observation.start("caller", registry);
        caller.scoped(() -> Races.play(WON_BY_THE_SECOND, observations));
        assertThat(stopped).hasSize(4);
    }

    @Test
    void aConventionReplacesTheDefault() {
        RaceObservationConvention own = new DefaultRaceObservationConvention() {
            @Override
            public String getName() {
                return "own.race";
            }
        };
        Races.play(WON_BY_THE_SECOND, observations(new RaceConventions(own, null, null)));

        assertThat(of("own.race", 0).getContextualName()).isEqualTo("connect api.example.com:443");
        assertThat(of("happy.connect.attempt", 1)).isNotNull();
    }

    @Test
    void aGlobalConventionOfTheRegistryReplacesTheDefault() {
        registry.observationConfig().observationConvention(new GlobalAttempts());
        Races.play(WON_BY_THE_SECOND, observations());

        assertThat(of("global.attempt", 1)).isNotNull();
        assertThat(of("happy.connect.race", 0)).isNotNull();
    }

    private static final class GlobalAttempts extends DefaultAttemptObservationConvention
            implements GlobalObservationConvention<AttemptContext> {

        @Override
        public String getName() {
            return "global.attempt";
        }
    }

    @Test
    void withoutARegistryNothingIsObserved() {
        Races.play(WON_BY_THE_SECOND, new RaceObservations(() -> null, RaceConventions.defaults()));

        assertThat(stopped).isEmpty();
    }

    @Test
    void theDocumentationOfTheObservationsIsWhatTheyHave() throws Exception {
        Races.play(WON_BY_THE_SECOND, observations());
        for (RaceObservation documented : RaceObservation.values()) {
            Observation.Context context = of(documented.observationName(), 0);
            assertThat(names(documented.getLowCardinalityKeyNames()))
                    .containsExactlyInAnyOrderElementsOf(names(context.getLowCardinalityKeyValues()));
            assertThat(names(documented.getHighCardinalityKeyNames()))
                    .containsExactlyInAnyOrderElementsOf(names(context.getHighCardinalityKeyValues()));
        }
        assertThat(Documentation.table("observability.md", "Observation"))
                .containsExactlyElementsOf(Arrays.stream(RaceObservation.values())
                        .map(documented -> List.of(
                                "`" + documented.observationName() + "`",
                                documented.getContextualName(),
                                markdown(documented.getLowCardinalityKeyNames()),
                                markdown(documented.getHighCardinalityKeyNames())))
                        .toList());
    }

    private static List<String> names(KeyName... keys) {
        return Arrays.stream(keys).map(KeyName::asString).toList();
    }

    private static List<String> names(Iterable<KeyValue> values) {
        return StreamSupport.stream(values.spliterator(), false)
                .map(KeyValue::getKey)
                .toList();
    }

    private static String markdown(KeyName... keys) {
        return names(keys).stream().map(key -> "`" + key + "`").collect(Collectors.joining(", "));
    }
}
