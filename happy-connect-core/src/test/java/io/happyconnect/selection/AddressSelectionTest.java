package io.happyconnect.selection;

import static io.happyconnect.selection.FakeHost.SECOND;
import static io.happyconnect.selection.FakeHost.address;
import static io.happyconnect.selection.FakeHost.candidate;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;

import com.sun.management.ThreadMXBean;
import io.happyconnect.candidate.AddressCandidate;
import io.happyconnect.candidate.Candidate;
import io.happyconnect.order.PolicyTable;
import io.happyconnect.testsupport.LeaksNothing;
import java.lang.management.ManagementFactory;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@LeaksNothing
class AddressSelectionTest {

    private static final Candidate IPV4 = candidate("192.0.2.1");
    private static final Candidate IPV6 = candidate("2001:db8::1");

    private final FakeHost host = new FakeHost();

    private void dualStack() {
        host.route("192.0.2.1", "10.0.0.1").route("2001:db8::1", "2001:db8:1::1");
    }

    @Test
    void theReachableGoBeforeTheOthers() {
        host.route("192.0.2.1", "10.0.0.1");

        assertThat(host.selection().sort(List.of(IPV6, IPV4))).containsExactly(IPV4, IPV6);
    }

    @Test
    void aHostWithUniqueLocalAddressesAloneStartsWithIpv4() {
        host.route("192.0.2.1", "10.0.0.1").route("2001:db8::1", "fd00::1");

        assertThat(host.selection().sort(List.of(IPV6, IPV4))).containsExactly(IPV4, IPV6);
    }

    @Test
    void aHostWithBothStartsWithIpv6() {
        dualStack();

        assertThat(host.selection().sort(List.of(IPV4, IPV6))).containsExactly(IPV6, IPV4);
    }

    @Test
    void anUnspecifiedSourceIsNone() {
        host.route("192.0.2.1", "10.0.0.1").route("2001:db8::1", "::");

        assertThat(host.selection().sort(List.of(IPV6, IPV4))).containsExactly(IPV4, IPV6);
    }

    @Test
    void keptFreshItIsNewWhenSomebodySorts() {
        dualStack();
        AddressSelection selection = host.selection();
        selection.keepFresh();
        assertThat(host.probed).isEmpty();
        selection.sort(List.of(IPV4, IPV6));
        Object before = selection.basis();

        host.now.addAndGet(6 * SECOND / 10 - 1);
        selection.keepFresh();
        assertThat(host.probed).hasSize(2);
        assertThat(selection.basis()).isSameAs(before);

        host.now.addAndGet(1);
        host.sources.remove(address("2001:db8::1"));
        selection.keepFresh();
        assertThat(host.probed).hasSize(4);
        assertThat(selection.basis()).isNotSameAs(before);

        host.now.addAndGet(SECOND - 1);
        assertThat(selection.sort(List.of(IPV6, IPV4))).containsExactly(IPV4, IPV6);
        assertThat(host.probed).hasSize(4);
    }

    private void keepFresh(AddressSelection selection, int times) {
        for (int i = 0; i < times; i++) {
            host.now.addAndGet(6 * SECOND / 10);
            selection.keepFresh();
        }
    }

    @Test
    void whatNobodyAsksForAnyMoreIsNotKeptFreshForEver() {
        dualStack();
        AddressSelection selection = host.selection();
        selection.sort(List.of(IPV4, IPV6));

        keepFresh(selection, 100);
        assertThat(host.probed).hasSize(202);
        selection.sort(List.of(IPV4, IPV4));
        keepFresh(selection, 100);
        assertThat(host.probed).hasSize(302).endsWith("192.0.2.1 443", "192.0.2.1 443");
        keepFresh(selection, 1);
        assertThat(host.probed).hasSize(302);
    }

    @Test
    void sixtyFourDestinationsAreKeptFresh() {
        AddressSelection selection = host.selection();
        List<Candidate> many = new ArrayList<>();
        for (int i = 1; i <= 65; i++) {
            host.route("192.0.2." + i, "10.0.0.1");
            many.add(candidate("192.0.2." + i));
        }
        selection.sort(many);
        assertThat(host.probed).hasSize(65);

        keepFresh(selection, 1);
        assertThat(host.probed).hasSize(65 + 64);
    }

    /** RFC 6724 §8: "at most one second". */
    @Test
    void whatWasFoundHoldsForOneSecond() {
        dualStack();
        AddressSelection selection = host.selection();
        selection.sort(List.of(IPV4, IPV6));
        assertThat(host.probed).containsExactly("192.0.2.1 443", "2001:db8:0:0:0:0:0:1 443");

        host.sources.remove(address("2001:db8::1"));
        host.now.addAndGet(SECOND - 1);
        assertThat(selection.sort(List.of(IPV4, IPV6))).containsExactly(IPV6, IPV4);
        assertThat(host.probed).hasSize(2);

        host.now.addAndGet(1);
        assertThat(selection.sort(List.of(IPV4, IPV6))).containsExactly(IPV4, IPV6);
        assertThat(host.probed).hasSize(4);
    }

    @Test
    void theBasisIsTheSameForAsLongAsWhatWasFoundHolds() {
        AddressSelection selection = host.selection();
        Object basis = selection.basis();

        host.now.addAndGet(SECOND - 1);
        assertThat(selection.basis()).isSameAs(basis);

        host.now.addAndGet(1);
        assertThat(selection.basis()).isNotSameAs(basis);
        assertThat(host.probed).isEmpty();
    }

    @Test
    void whatWasPreparedIsNotLookedUpToSort() {
        dualStack();
        AddressSelection selection = host.selection();
        selection.prepare(List.of(IPV4, IPV6));
        host.probed.clear();

        assertThat(selection.sort(List.of(IPV4, IPV6))).containsExactly(IPV6, IPV4);
        assertThat(host.probed).isEmpty();
    }

    @Test
    void aSingleAddressIsNotLookedUp() {
        List<Candidate> one = List.of(IPV4);

        assertThat(host.selection().sort(one)).isSameAs(one);
        assertThat(host.probed).isEmpty();
    }

    @Test
    void ofADestinationThatWasForgottenTheRankIsFoundAnew() {
        AddressSelection selection = host.selection();
        List<Candidate> many = new ArrayList<>();
        for (int i = 0; i < HostView.MAX_DESTINATIONS + 10; i++) {
            many.add(candidate("10.1." + i / 256 + "." + i % 256));
        }
        selection.prepare(many);
        host.probed.clear();

        selection.prepare(many);

        assertThat(host.probed).hasSize(10);
    }

    @Test
    void aDeprecatedSourceMakesItsDestinationGoLast() {
        dualStack();
        host.ifInet6 = "20010db8000100000000000000000001 02 40 00 a0     eth0";

        assertThat(host.selection().sort(List.of(IPV6, IPV4))).containsExactly(IPV4, IPV6);
    }

    @Test
    void theAddressesOfTheHostAreReadOnceASecondAndForIpv6Alone() {
        dualStack();
        AddressSelection selection = host.selection();
        selection.sort(List.of(IPV4, candidate("192.0.2.2")));
        assertThat(host.ifInet6Read).isZero();

        selection.sort(List.of(IPV4, IPV6));
        selection.sort(List.of(candidate("2001:db8::2"), IPV6));
        assertThat(host.ifInet6Read).isEqualTo(1);
        assertThat(host.ipv4Read).isZero();
    }

    /** DHCPv6 gives an address a /128; the rest of it is an interface identifier all the same. */
    @Test
    void thePrefixOfASourceIsNeverLongerThan64() {
        host.route("2001:db8:1::8001", "2001:db8:1::8002").route("2001:db8:1::1", "2001:db8:1::8002");
        host.ifInet6 = "20010db8000100000000000000008002 02 80 00 80     eth0";
        List<Candidate> far = List.of(candidate("2001:db8:1::1"), candidate("2001:db8:1::8001"));

        assertThat(host.selection().sort(far)).isSameAs(far);
    }

    @Test
    void rule9UsesThePrefixOfTheInterface() {
        host.route("2001:db8:1:1::1", "2001:db8:1::9").route("2001:db8:1:8000::1", "2001:db8:1::9");
        List<Candidate> list = List.of(candidate("2001:db8:1:8000::1"), candidate("2001:db8:1:1::1"));

        assertThat(host.selection().sort(list)).containsExactly(list.get(1), list.get(0));
        host.ifInet6 = "20010db8000100000000000000000009 02 30 00 80     eth0";
        assertThat(host.selection().sort(list)).isSameAs(list);
    }

    @Test
    void theLongestPrefixOfIpv4CountsOnRequest() {
        host.route("192.0.2.1", "192.0.2.9").route("192.0.3.1", "192.0.2.9");
        host.ipv4 = new LocalAddresses(List.of(new LocalAddress(address("192.0.2.9"), 24, 2, "eth0", Set.of())));
        List<Candidate> list = List.of(candidate("192.0.3.1"), IPV4);

        assertThat(host.selection().sort(list)).isSameAs(list);
        assertThat(host.selection().withIpv4LongestPrefix().sort(list)).containsExactly(IPV4, list.get(0));
        assertThat(host.ipv4Read).isEqualTo(1);
    }

    @Test
    void theUpdateKnowsTheUniqueLocalAddressesOfThisHost() {
        host.route("fd11::1", "fd11::9").route("fd22::1", "fd11::9").route("2001:db8::1", "2001:db8::9");
        Candidate own = candidate("fd11::1");
        Candidate foreign = candidate("fd22::1");
        host.route("192.0.2.1", "10.0.0.1");

        host.ifInet6 = "fd110000000000000000000000000009 02 40 00 80     eth0";
        assertThat(host.selection(new KnownLocalPolicy()).sort(List.of(IPV4, IPV6, foreign, own)))
                .containsExactly(own, IPV6, IPV4, foreign);
        assertThat(host.selection().sort(List.of(own, foreign, IPV4, IPV6))).containsExactly(IPV6, IPV4, own, foreign);
    }

    @Test
    void anotherGaiConfHoldsWithinASecond(@TempDir Path directory) throws Exception {
        dualStack();
        Path file = Files.writeString(directory.resolve("gai.conf"), "precedence ::ffff:0:0/96 100\n");
        AddressSelection selection = host.selection(new GaiConfPolicy(file));
        assertThat(selection.sort(List.of(IPV6, IPV4))).containsExactly(IPV4, IPV6);

        Files.writeString(file, "precedence ::ffff:0:0/96 010\n");
        assertThat(selection.sort(List.of(IPV6, IPV4))).containsExactly(IPV4, IPV6);
        host.now.addAndGet(SECOND);
        assertThat(selection.sort(List.of(IPV4, IPV6))).containsExactly(IPV6, IPV4);

        Files.delete(file);
        host.now.addAndGet(SECOND);
        assertThat(selection.sort(List.of(IPV4, IPV6))).containsExactly(IPV6, IPV4);
    }

    @Test
    void whatAnInterruptedThreadFindsIsNotKept() {
        AddressSelection selection = AddressSelection.rfc6724();
        Candidate loopback = candidate("127.0.0.1");
        List<Candidate> list = List.of(candidate("0.0.0.1"), loopback);
        Thread.currentThread().interrupt();
        try {
            selection.prepare(list);
        } finally {
            assertThat(Thread.interrupted()).isTrue();
        }

        assertThat(selection.sort(list)).containsExactly(loopback, list.get(0));
    }

    @Test
    void realLoopbackAddressesAreReachable() {
        List<Candidate> list = List.of(candidate("127.0.0.1"), candidate("127.0.0.2"));

        for (AddressSelection each : List.of(
                AddressSelection.rfc6724(),
                AddressSelection.rfc6724Update(),
                AddressSelection.gaiConf(),
                AddressSelection.by(PolicyTable.builder().build()),
                AddressSelection.rfc6724().withIpv4LongestPrefix())) {
            each.prepare(list);
            assertThat(each.sort(list)).as("%s", each).hasSameElementsAs(list);
            assertThat(each.choosesFamily()).isTrue();
        }
    }

    @Test
    void theScopeOfALinkLocalDestinationReachesTheKernel() throws Exception {
        byte[] bytes = address("fe80::1").getAddress();
        FakeHost unused = host;
        List<String> scopes = new ArrayList<>();
        AddressSelection selection = new AddressSelection(
                "test",
                new HostFacts(
                        ipv6 -> PolicyTable.rfc6724(),
                        (destination, port) -> {
                            scopes.add(destination.getHostAddress());
                            return address("fe80::9");
                        },
                        () -> new LocalAddresses(List.of()),
                        () -> new LocalAddresses(List.of()),
                        false),
                unused.now::get);

        selection.prepare(List.of(
                new AddressCandidate(java.net.Inet6Address.getByAddress(null, bytes, 3), 443),
                new AddressCandidate(java.net.Inet6Address.getByAddress(null, bytes, 4), 443)));

        assertThat(scopes).containsExactly("fe80:0:0:0:0:0:0:1%3", "fe80:0:0:0:0:0:0:1%4");
    }

    @Test
    void sortingWhatIsKnownAndInOrderAllocatesNextToNothing() {
        AddressSelection selection = AddressSelection.rfc6724();
        List<Candidate> list = List.of(candidate("127.0.0.1"), candidate("127.0.0.2"));
        var threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        int sorts = 20_000;
        for (int i = 0; i < sorts; i++) {
            selection.sort(list);
        }

        long before = threads.getCurrentThreadAllocatedBytes();
        for (int i = 0; i < sorts; i++) {
            selection.sort(list);
        }
        long bytes = (threads.getCurrentThreadAllocatedBytes() - before) / sorts;

        // An array of the ranks, and a new view each second, spread over those of that second.
        assertThat(bytes).isLessThan(200);
    }

    @Test
    void whatIsMissingIsRefused() {
        assertThatNullPointerException()
                .isThrownBy(() -> AddressSelection.gaiConf(null))
                .withMessage("file");
        assertThatNullPointerException()
                .isThrownBy(() -> AddressSelection.by(null))
                .withMessage("policy");
    }

    @Test
    void theOrderSaysWhatItIs() {
        assertThat(AddressSelection.rfc6724()).hasToString("RFC 6724");
        assertThat(AddressSelection.rfc6724Update()).hasToString("RFC 6724 update");
        assertThat(AddressSelection.gaiConf()).hasToString("/etc/gai.conf");
        assertThat(AddressSelection.by(PolicyTable.rfc6724())).hasToString("RFC 6724 with a table of its own");
        assertThat(AddressSelection.rfc6724().withIpv4LongestPrefix()).hasToString("RFC 6724, longest prefix for IPv4");
    }

    @Test
    void noDescriptorIsLeftOfAThousandDestinations() throws Exception {
        AddressSelection selection = AddressSelection.rfc6724();
        List<Candidate> many = new ArrayList<>();
        for (int i = 1; i <= 500; i++) {
            many.add(candidate("127.0." + i / 256 + "." + i % 256));
            many.add(new AddressCandidate(InetAddress.getByName("2001:db8::" + Integer.toHexString(i)), 443));
        }

        selection.prepare(many);

        assertThat(selection.sort(many)).hasSize(1_000);
    }
}
