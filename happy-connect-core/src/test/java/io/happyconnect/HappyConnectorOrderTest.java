package io.happyconnect;

import static io.happyconnect.candidate.AddressFamily.IPV4;
import static io.happyconnect.candidate.AddressFamily.IPV6;
import static org.assertj.core.api.Assertions.assertThat;

import io.happyconnect.candidate.AddressCandidate;
import io.happyconnect.candidate.Candidate;
import io.happyconnect.order.AddressOrder;
import io.happyconnect.order.PolicyTable;
import io.happyconnect.resolve.Connectivity;
import io.happyconnect.resolve.Lookup;
import io.happyconnect.resolve.SystemConnectivity;
import io.happyconnect.selection.AddressSelection;
import io.happyconnect.testsupport.LeaksNothing;
import io.happyconnect.testsupport.Loopback;
import io.happyconnect.testsupport.LoopbackHost;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Who decides which address comes first: what is configured, the application's view of the host, or RFC 6724. */
@LeaksNothing
class HappyConnectorOrderTest {

    /** Whatever routes a machine has, RFC 6724 prefers the loopback address: the other has no source, or a larger scope. */
    private static final List<String> FAR_BEFORE_NEAR = List.of("192.0.2.1", "127.0.0.1");

    private static final String FIRST_IPV4 = "127.0.0.1";
    private static final String FIRST_IPV6 = "::1";

    private static List<String> lookup(HappyConnectorBuilder builder, List<String> resolved) throws IOException {
        return lookup(builder, resolved, ConnectOptions.defaults());
    }

    private static List<String> lookup(HappyConnectorBuilder builder, List<String> resolved, ConnectOptions options)
            throws IOException {
        List<InetAddress> addresses = new ArrayList<>();
        for (String each : resolved) {
            addresses.add(InetAddress.getByName(each));
        }
        try (HappyConnector connector = builder.resolver(Names.all(addresses)).build()) {
            return connector.lookup("order.test", options).stream()
                    .map(address -> address.getHostAddress().replace("0:0:0:0:0:0:0:1", "::1"))
                    .toList();
        }
    }

    private static HappyConnectorBuilder builder() {
        return HappyConnector.builder();
    }

    private static List<Candidate> reversed(List<Candidate> candidates) {
        List<Candidate> reversed = new ArrayList<>(candidates);
        Collections.reverse(reversed);
        return reversed;
    }

    @Test
    void addressesAreSortedByRfc6724() throws IOException {
        assertThat(lookup(builder(), FAR_BEFORE_NEAR)).containsExactly("127.0.0.1", "192.0.2.1");
    }

    @Test
    void addressesThatAreGivenAreSortedToo() throws IOException {
        ConnectOptions given = ConnectOptions.defaults()
                .withAddresses(List.of(InetAddress.getByName("192.0.2.1"), InetAddress.getByName("127.0.0.1")));

        assertThat(lookup(builder(), List.of("192.0.2.7"), given)).containsExactly("127.0.0.1", "192.0.2.1");
    }

    @Test
    void theOrderOfTheResolverIsKeptOnRequest() throws IOException {
        assertThat(lookup(builder().addressOrder(AddressOrder.asResolved()), FAR_BEFORE_NEAR))
                .isEqualTo(FAR_BEFORE_NEAR);
        assertThat(lookup(
                        builder(),
                        FAR_BEFORE_NEAR,
                        ConnectOptions.defaults()
                                .withRaceSettings(race -> race.addressOrder(AddressOrder.asResolved()))))
                .isEqualTo(FAR_BEFORE_NEAR);
    }

    /** Here the routes choose the family, as they do where nobody sorts. */
    @Test
    void theOrderOfTheResolverChoosesNoFamily() throws IOException {
        boolean ipv6 = new SystemConnectivity().preferredFamily() == IPV6;

        assertThat(lookup(builder().addressOrder(AddressOrder.asResolved()), List.of(FIRST_IPV4, FIRST_IPV6)))
                .startsWith(ipv6 ? FIRST_IPV6 : FIRST_IPV4);
        assertThat(lookup(builder().addressOrder(AddressOrder.asResolved()), List.of(FIRST_IPV6, FIRST_IPV4)))
                .startsWith(ipv6 ? FIRST_IPV6 : FIRST_IPV4);
    }

    /** RFC 8305 §4: "Whichever address family is first in the list should be followed by an address of the other". */
    @Test
    void theFirstOfTheOrderChoosesTheFamily() throws IOException {
        AddressOrder reversed = HappyConnectorOrderTest::reversed;

        assertThat(lookup(builder().addressOrder(reversed), List.of("127.0.0.1", "127.0.0.2", "::1")))
                .containsExactly("::1", "127.0.0.2", "127.0.0.1");
        assertThat(lookup(builder().addressOrder(reversed), List.of("::1", "127.0.0.1", "127.0.0.2")))
                .containsExactly("127.0.0.2", "::1", "127.0.0.1");
    }

    @Test
    void loopbackBeginsWithIpv6WhereThereIsSuch() throws IOException {
        boolean ipv6 = Loopback.hasIpv6();

        assertThat(lookup(builder(), List.of(FIRST_IPV4, FIRST_IPV6))).startsWith(ipv6 ? FIRST_IPV6 : FIRST_IPV4);
    }

    @Test
    void aTableOfOnesOwnMayPutIpv4First() throws IOException {
        PolicyTable policy =
                PolicyTable.rfc6724().toBuilder().row("0.0.0.0/0", 100, 4).build();

        assertThat(lookup(builder().addressOrder(AddressSelection.by(policy)), List.of(FIRST_IPV6, FIRST_IPV4)))
                .containsExactly(FIRST_IPV4, FIRST_IPV6);
    }

    @Test
    void aPreferredFamilyGoesBeforeWhateverTheOrderSays() throws IOException {
        List<String> both = List.of("127.0.0.1", "::1");

        assertThat(lookup(builder().preferredFamily(IPV4), both)).containsExactly("127.0.0.1", "::1");
        assertThat(lookup(builder().preferredFamily(IPV6), both)).containsExactly("::1", "127.0.0.1");
        assertThat(lookup(builder().preferredFamily(IPV4), List.of("192.0.2.1", "127.0.0.1", "::1")))
                .as("and inside a family the order holds")
                .containsExactly("127.0.0.1", "::1", "192.0.2.1");
    }

    @Test
    void aViewOfTheHostThatTheApplicationGivesChoosesTheFamily() throws IOException {
        Connectivity ipv4Alone = family -> family == IPV4;
        Connectivity both = family -> true;

        assertThat(lookup(builder().connectivity(ipv4Alone), List.of("::1", "127.0.0.1")))
                .containsExactly("127.0.0.1", "::1");
        assertThat(lookup(builder().connectivity(both).addressOrder(c -> c), List.of("127.0.0.1", "::1")))
                .containsExactly("::1", "127.0.0.1");
    }

    private static final class Prepared implements AddressOrder {

        final List<String> calls = new ArrayList<>();

        @Override
        public void prepare(List<? extends Candidate> candidates) {
            calls.add("prepare " + candidates);
            throw new IllegalStateException("ignored");
        }

        @Override
        public List<Candidate> sort(List<Candidate> candidates) {
            calls.add("sort " + candidates);
            return candidates;
        }
    }

    @Test
    void anOrderMayPrepareEachListBeforeItIsSorted() throws IOException {
        Prepared order = new Prepared();
        try (HappyConnector connector = builder()
                .addressOrder(order)
                .resolver((target, answers) -> {
                    answers.answered(IPV6, List.of());
                    answers.answered(
                            IPV4,
                            List.of(
                                    new AddressCandidate(Loopback.ipv4(1), 443),
                                    new AddressCandidate(Loopback.ipv4(2), 443)));
                    answers.done();
                    return Lookup.ended();
                })
                .build()) {
            connector.lookup("order.test", ConnectOptions.defaults());
        }

        assertThat(order.calls).hasSize(2);
        assertThat(order.calls.get(0)).isEqualTo(order.calls.get(1).replace("sort", "prepare"));
    }

    /** One answer of each family: the second is prepared together with the first, which needed no sorting by itself. */
    @Test
    void anAnswerIsPreparedTogetherWithThoseBeforeIt() throws IOException {
        Prepared order = new Prepared();
        try (HappyConnector connector = builder()
                .addressOrder(order)
                .preferredFamily(IPV6)
                .resolver((target, answers) -> {
                    answers.answered(IPV4, List.of(new AddressCandidate(Loopback.ipv4(1), 443)));
                    answers.answered(IPV6, List.of(new AddressCandidate(Loopback.ipv6(), 443)));
                    answers.done();
                    return Lookup.ended();
                })
                .build()) {
            connector.lookup("order.test", ConnectOptions.defaults());
        }

        assertThat(order.calls)
                .filteredOn(call -> call.startsWith("prepare"))
                .containsExactly("prepare [127.0.0.1:443, [::1]:443]");
        assertThat(order.calls).last().isEqualTo("sort [127.0.0.1:443, [::1]:443]");
    }

    @Test
    void aLiteralIsNeitherPreparedNorSorted() throws IOException {
        Prepared order = new Prepared();
        try (LoopbackHost host =
                        LoopbackHost.builder().echoing(Loopback.ipv4(1)).open();
                HappyConnector connector = builder().addressOrder(order).build();
                Socket socket = connector.connect(Loopback.ipv4(1).getHostAddress(), host.port())) {
            assertThat(socket.isConnected()).isTrue();
        }

        assertThat(order.calls).noneMatch(call -> call.startsWith("prepare"));
    }
}
