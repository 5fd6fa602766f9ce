package io.happyconnect;

import static io.happyconnect.candidate.AddressFamily.IPV6;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.happyconnect.candidate.Candidate;
import io.happyconnect.order.AddressOrder;
import io.happyconnect.testsupport.LeaksNothing;
import io.happyconnect.testsupport.Loopback;
import java.io.IOException;
import java.lang.ref.WeakReference;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Lookups that need not wait: addresses that somebody brings along, time and again, and names that are known. */
@LeaksNothing
class GivenAddressesTest {

    private static final List<InetAddress> BOTH = List.of(Loopback.ipv6(), Loopback.ipv4(1));
    private static final List<InetAddress> BOTH_TURNED = List.of(Loopback.ipv4(1), Loopback.ipv6());

    private final RememberedNames names = new RememberedNames(BOTH);
    private final Counting order = new Counting();

    /** Leaves lists as they are. */
    private static final class Counting implements AddressOrder {
        private final List<List<Candidate>> sorted = new ArrayList<>();

        @Override
        public boolean neverWaits() {
            return true;
        }

        @Override
        public Object basis() {
            return this;
        }

        @Override
        public List<Candidate> sort(List<Candidate> candidates) {
            sorted.add(candidates);
            return candidates;
        }
    }

    private HappyConnector connector() {
        return HappyConnector.builder().resolver(names).addressOrder(order).build();
    }

    private static ConnectOptions given(List<InetAddress> addresses) {
        return ConnectOptions.defaults().withAddresses(addresses);
    }

    @Test
    void equalAddressesAreSortedOnce() throws IOException {
        try (HappyConnector connector = connector()) {
            assertThat(connector.lookup("name.test", given(BOTH))).isEqualTo(BOTH);
            assertThat(connector.lookup("name.test", given(new ArrayList<>(BOTH))))
                    .isEqualTo(BOTH);
        }
        assertThat(order.sorted).hasSize(1);
    }

    @Test
    void otherAddressesOrAnotherOrderOfThemAreNotTheSame() throws IOException {
        try (HappyConnector connector = connector()) {
            assertThat(connector.lookup("name.test", given(BOTH))).isEqualTo(BOTH);
            assertThat(connector.lookup("name.test", given(BOTH_TURNED))).isEqualTo(BOTH_TURNED);
            assertThat(connector.lookup("name.test", given(List.of(Loopback.ipv4(2)))))
                    .containsExactly(Loopback.ipv4(2));
        }
    }

    /** Two callers: what the one reads from its socket is not what the other one calls its host. */
    @Test
    void equalAddressesOfAnotherNameAreNotTheSame() throws IOException {
        byte[] bytes = Loopback.ipv4(1).getAddress();
        List<InetAddress> one = List.of(InetAddress.getByAddress("one.test", bytes));
        List<InetAddress> two = List.of(InetAddress.getByAddress("two.test", bytes));
        try (HappyConnector connector = connector()) {
            assertThat(connector.lookup("name.test", given(one)).get(0)).isSameAs(one.get(0));
            assertThat(connector.lookup("name.test", given(two)).get(0)).isSameAs(two.get(0));
        }
    }

    /** As OkHttp does for each call, at the port that lookups are planned for, too. */
    @Test
    void whoGivesWhatALookupFoundPushesNothingOut() throws IOException {
        try (HappyConnector connector = connector()) {
            for (int call = 0; call < 3; call++) {
                List<InetAddress> found = connector.lookup("name.test");
                assertThat(connector.lookup("name.test", given(found))).isEqualTo(BOTH);
            }
        }
        assertThat(order.sorted).hasSize(2);
    }

    private static WeakReference<InetAddress> lookUpOne(HappyConnector connector) throws IOException {
        InetAddress one = InetAddress.getByAddress("one.test", Loopback.ipv4(1).getAddress());
        assertThat(connector.lookup("name.test", given(List.of(one)))).containsExactly(one);
        return new WeakReference<>(one);
    }

    /** Adapters know calls by the addresses they have made for them. */
    @Test
    void aSingleAddressThatWasGivenIsNotKept() throws IOException {
        try (HappyConnector connector = HappyConnector.builder().resolver(names).build()) {
            WeakReference<InetAddress> one = lookUpOne(connector);
            for (int collections = 0; one.get() != null && collections < 100; collections++) {
                System.gc();
            }
            assertThat(one.get()).isNull();
        }
    }

    @Test
    void theNamesOwnAddressesAreNotThoseThatWereGiven() throws IOException {
        try (HappyConnector connector = connector()) {
            assertThat(connector.lookup("name.test", given(BOTH_TURNED))).isEqualTo(BOTH_TURNED);
            assertThat(connector.lookup("name.test")).isEqualTo(BOTH);
            assertThat(connector.lookup("name.test", given(BOTH_TURNED))).isEqualTo(BOTH_TURNED);
        }
        assertThat(names.lookups).hasValue(0);
    }

    @Test
    void linkLocalAddressesOfTwoInterfacesAreTwo() throws IOException {
        byte[] linkLocal = Loopback.ipv6().getAddress();
        linkLocal[0] = (byte) 0xfe;
        linkLocal[1] = (byte) 0x80;
        try (HappyConnector connector = connector()) {
            for (int scope = 1; scope <= 2; scope++) {
                InetAddress address = Inet6Address.getByAddress(null, linkLocal, scope);
                List<InetAddress> found = connector.lookup("name.test", given(List.of(address)));
                assertThat(((Inet6Address) found.get(0)).getScopeId()).isEqualTo(scope);
            }
        }
    }

    @Test
    void aLiteralMayBeGivenOtherAddresses() throws IOException {
        try (HappyConnector connector = connector()) {
            assertThat(connector.lookup("127.0.0.9", given(BOTH))).isEqualTo(BOTH);
            assertThat(connector.lookup("127.0.0.9")).containsExactly(Loopback.ipv4(9));
            assertThat(connector.lookup("127.0.0.9", given(BOTH))).isEqualTo(BOTH);
        }
    }

    @Test
    void whatIsKnownIsWhatALookupReturns() {
        try (HappyConnector connector = connector()) {
            assertThat(connector.lookupKnown("name.test", ConnectOptions.defaults()))
                    .contains(BOTH);
            assertThat(connector.lookupKnown("name.test", given(BOTH_TURNED))).contains(BOTH_TURNED);
            assertThat(connector.lookupKnown("127.0.0.9", ConnectOptions.defaults()))
                    .contains(List.of(Loopback.ipv4(9)));
        }
        assertThat(names.lookups).hasValue(0);
    }

    @Test
    void whatHasToBeAskedForIsNotKnown() {
        try (HappyConnector connector = HappyConnector.builder()
                .resolver(Names.all(BOTH))
                .preferredFamily(IPV6)
                .build()) {
            assertThat(connector.lookupKnown("name.test", ConnectOptions.defaults()))
                    .isEmpty();
        }
    }

    @Test
    void nothingIsKnownOfWhatAFilterMayRefuse() {
        try (HappyConnector connector = connector()) {
            assertThat(connector.lookupKnown(
                            "name.test", ConnectOptions.defaults().withAddressFilter(address -> true)))
                    .isEmpty();
        }
    }

    @Test
    void aClosedConnectorKnowsNothing() {
        HappyConnector connector = connector();
        connector.close();

        assertThat(connector.lookupKnown("name.test", ConnectOptions.defaults()))
                .isEmpty();
    }

    @Test
    void aNameThatCannotBeIsRefused() {
        try (HappyConnector connector = connector()) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> connector.lookupKnown("na me", ConnectOptions.defaults()))
                    .withMessageContaining("na me");
        }
    }
}
