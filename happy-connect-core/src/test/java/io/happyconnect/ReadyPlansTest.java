package io.happyconnect;

import static io.happyconnect.candidate.AddressFamily.IPV4;
import static io.happyconnect.candidate.AddressFamily.IPV6;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.happyconnect.candidate.AddressCandidate;
import io.happyconnect.candidate.AddressFamily;
import io.happyconnect.candidate.Candidate;
import io.happyconnect.drive.RacePlan;
import io.happyconnect.drive.SocketSettings;
import io.happyconnect.name.Target;
import io.happyconnect.order.AddressOrder;
import io.happyconnect.race.RaceSettings;
import io.happyconnect.resolve.AddressFilter;
import io.happyconnect.resolve.Answers;
import io.happyconnect.resolve.Lookup;
import io.happyconnect.resolve.Resolver;
import io.happyconnect.route.Aliases;
import io.happyconnect.testsupport.LeaksNothing;
import io.happyconnect.testsupport.Loopback;
import io.happyconnect.testsupport.LoopbackHost;
import java.io.IOException;
import java.net.InetAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A plan that was made for an earlier race is used only while everything is as it was. */
@LeaksNothing
class ReadyPlansTest {

    private static final List<InetAddress> BOTH = List.of(Loopback.ipv6(), Loopback.ipv4(1));

    private final RememberedNames names = new RememberedNames(BOTH);

    private static RacePlan plan(Target target) {
        return new RacePlan(
                target,
                null,
                (unused, answers) -> Lookup.ended(),
                null,
                RaceSettings.defaults(),
                Long.MAX_VALUE,
                AddressFilter.acceptAll(),
                SocketSettings.NONE,
                RacePlan.NOBODY_CANCELS);
    }

    @Test
    void aTargetIsTheOneThatWasAskedForWhateverHasItsPlace() {
        ReadyPlans plans = new ReadyPlans(List.of(), AddressFilter.acceptAll());
        for (int name = 0; name < 20; name++) {
            String host = "name-" + name + ".test";
            plans.keep(plan(Target.of(host, 1)), SocketSettings.NONE, this, List.of(), false);
            for (int port = 1; port <= 1_000; port++) {
                assertThat(plans.target(host, port)).isEqualTo(Target.of(host, port));
                assertThat(plans.target("other-" + host, port)).isEqualTo(Target.of("other-" + host, port));
            }
        }
    }

    @Test
    void aNameWithItsDotIsAnotherTarget() {
        ReadyPlans plans = new ReadyPlans(List.of(), AddressFilter.acceptAll());
        plans.keep(plan(Target.of("name.test.", 80)), SocketSettings.NONE, this, List.of(), false);

        assertThat(plans.target("name.test", 80).isAbsolute()).isFalse();
        assertThat(plans.target("name.test.", 80).isAbsolute()).isTrue();
    }

    @Test
    void namesThatShareAPlaceAreNotTakenForEachOther() throws Exception {
        try (LoopbackHost host =
                        LoopbackHost.builder().refusing(Loopback.ipv4(1)).open();
                HappyConnector connector = HappyConnector.builder()
                        .resolver(new RememberedNames(host.addresses()))
                        .build()) {
            for (int i = 0; i < 300; i++) { // more than there are places
                String name = "name-" + i + ".test";
                assertThat(catchThrowable(() ->
                                connector.connectChannel(name, host.port()).close()))
                        .isInstanceOf(ConnectFailedException.class)
                        .hasMessageContaining(name);
            }
        }
    }

    @Test
    void anotherFamilyThatIsReachableGoesFirst() throws IOException {
        AddressFamily[] reachable = {IPV4};
        try (HappyConnector connector = HappyConnector.builder()
                .resolver(names)
                .connectivity(family -> family == reachable[0])
                .build()) {
            assertThat(connector.lookup("name.test")).containsExactly(Loopback.ipv4(1), Loopback.ipv6());
            reachable[0] = IPV6;
            assertThat(connector.lookup("name.test")).containsExactly(Loopback.ipv6(), Loopback.ipv4(1));
        }
    }

    /** Turns lists over while it has another basis. */
    private static final class Turning implements AddressOrder {

        final List<Object> asked = new ArrayList<>();
        Object basis = "as it is";
        boolean turns;

        @Override
        public boolean neverWaits() {
            return true;
        }

        @Override
        public Object basis() {
            return basis;
        }

        @Override
        public List<Candidate> sort(List<Candidate> candidates) {
            asked.add(basis);
            List<Candidate> sorted = new ArrayList<>(candidates);
            if (turns) {
                Collections.reverse(sorted);
            }
            return sorted;
        }
    }

    @Test
    void anOrderIsAskedAgainWhenItGoesBySomethingElse() throws IOException {
        Turning order = new Turning();
        try (HappyConnector connector =
                HappyConnector.builder().resolver(names).addressOrder(order).build()) {
            assertThat(connector.lookup("name.test")).isEqualTo(BOTH);
            assertThat(connector.lookup("name.test")).isEqualTo(BOTH);
            assertThat(order.asked).containsExactly("as it is");

            order.turns = true;
            order.basis = "turned";
            assertThat(connector.lookup("name.test")).containsExactly(Loopback.ipv4(1), Loopback.ipv6());
            assertThat(order.asked).containsExactly("as it is", "turned");
        }
        assertThat(names.lookups).hasValue(0);
    }

    @Test
    void anOrderWithoutABasisIsAskedByEachRace() throws IOException {
        List<String> asked = new ArrayList<>();
        try (HappyConnector connector = HappyConnector.builder()
                .resolver(names)
                .addressOrder(candidates -> {
                    asked.add("sort");
                    return candidates;
                })
                .build()) {
            connector.lookup("name.test");
            connector.lookup("name.test");
        }
        assertThat(asked).hasSize(2);
        assertThat(names.lookups).hasValue(2);
    }

    @Test
    void otherOptionsAreAnotherPlan() throws Exception {
        try (LoopbackHost host =
                        LoopbackHost.builder().blackHole(Loopback.ipv4(1)).open();
                HappyConnector connector = HappyConnector.builder()
                        .resolver(new RememberedNames(host.addresses()))
                        .connectTimeout(Duration.ofMillis(20))
                        .build()) {
            Target target = Target.of("name.test", host.port());
            assertThat(catchThrowable(() -> connector.connectChannel(target).close()))
                    .hasMessageContaining("timed out after 20 ms");
            assertThat(catchThrowable(() -> connector
                            .connectChannel(target, ConnectOptions.defaults().withTimeout(Duration.ofMillis(30)))
                            .close()))
                    .hasMessageContaining("timed out after 30 ms");
        }
    }

    @Test
    void aFilterOfTheOptionsIsAskedEachTime() throws IOException {
        InetAddress[] refused = new InetAddress[1];
        ConnectOptions options = ConnectOptions.defaults().withAddressFilter(address -> !address.equals(refused[0]));
        try (HappyConnector connector =
                HappyConnector.builder().resolver(names).preferredFamily(IPV6).build()) {
            assertThat(connector.lookup("name.test", options)).isEqualTo(BOTH);
            refused[0] = Loopback.ipv6();
            assertThat(connector.lookup("name.test", options)).containsExactly(Loopback.ipv4(1));
        }
    }

    /** Says something that no list of addresses can be. */
    private enum Broken implements Resolver {
        NULL {
            @Override
            @SuppressWarnings("NullAway") // against its contract
            public List<AddressCandidate> known(Target target) {
                return null;
            }
        },
        A_LIST_WITH_NULL {
            @Override
            @SuppressWarnings("NullAway") // against its contract
            public List<AddressCandidate> known(Target target) {
                return Collections.singletonList(null);
            }
        },
        AN_ERROR {
            @Override
            public List<AddressCandidate> known(Target target) {
                throw new StackOverflowError();
            }
        };

        @Override
        public Lookup resolve(Target target, Answers answers) {
            answers.found(List.of(new AddressCandidate(Loopback.ipv4(1), target.port())));
            answers.done();
            return Lookup.ended();
        }
    }

    @ParameterizedTest
    @EnumSource
    void aResolverThatKnowsNonsenseIsAsked(Broken broken) throws IOException {
        try (HappyConnector connector =
                HappyConnector.builder().resolver(broken).build()) {
            assertThat(connector.lookup("name.test")).containsExactly(Loopback.ipv4(1));
        }
    }

    @Test
    void anOrderWhoseBasisFailsIsAskedToSort() throws IOException {
        AddressOrder order = new AddressOrder() {
            @Override
            public boolean neverWaits() {
                return true;
            }

            @Override
            public Object basis() {
                throw new IllegalStateException("no basis");
            }

            @Override
            public List<Candidate> sort(List<Candidate> candidates) {
                List<Candidate> turned = new ArrayList<>(candidates);
                Collections.reverse(turned);
                return turned;
            }
        };
        try (HappyConnector connector =
                HappyConnector.builder().resolver(names).addressOrder(order).build()) {
            assertThat(connector.lookup("name.test")).containsExactly(Loopback.ipv4(1), Loopback.ipv6());
        }
    }

    @Test
    void layersAreAskedEvenIfTheResolverKnowsTheName() throws Exception {
        try (LoopbackHost host =
                        LoopbackHost.builder().echoing(Loopback.ipv4(2)).open();
                HappyConnector connector = HappyConnector.builder()
                        .resolver(names)
                        .route(Aliases.of(Map.of("name.test", List.of("127.0.0.2"))))
                        .build()) {
            connector.connectChannel("name.test", host.port()).close();
        }
    }
}
