package io.happyconnect.resolve;

import static io.happyconnect.candidate.AddressFamily.IPV4;
import static io.happyconnect.candidate.AddressFamily.IPV6;
import static io.happyconnect.resolve.StubPlatform.address;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;

import com.sun.management.ThreadMXBean;
import io.happyconnect.candidate.AddressFamily;
import io.happyconnect.probe.RouteProbe;
import io.happyconnect.testsupport.LeaksNothing;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.net.BindException;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

@LeaksNothing
class SystemConnectivityTest {

    private static final long SECOND = 1_000_000_000L;

    private final AtomicLong now = new AtomicLong(Long.MAX_VALUE - 5);
    private final List<String> probed = new ArrayList<>();

    private SystemConnectivity connectivity(RouteProbe probe) {
        return new SystemConnectivity(
                (destination, port) -> {
                    probed.add(destination.getHostAddress() + " " + port);
                    return probe.sourceFor(destination, port);
                },
                now::get,
                false);
    }

    private SystemConnectivity withSource(String source) {
        return connectivity((destination, port) -> address(source));
    }

    private static RouteProbe failing(IOException e) {
        return (destination, port) -> {
            throw e;
        };
    }

    private static RouteProbe failing(RuntimeException e) {
        return (destination, port) -> {
            throw e;
        };
    }

    @Test
    void eachFamilyIsProbedWithItsDocumentationAddress() {
        var connectivity = withSource("192.0.2.77");
        connectivity.hasRoute(IPV4);
        connectivity.hasRoute(IPV6);
        assertThat(probed).containsExactly("192.0.2.1 9", "2001:db8:0:0:0:0:0:1 9");
    }

    @ParameterizedTest
    @ValueSource(strings = {"192.0.2.77", "10.0.0.1", "2001:db8::77", "fd00::1"})
    void aSourceThatLeadsBeyondTheLinkIsARoute(String source) {
        assertThat(withSource(source).hasRoute(IPV4)).isTrue();
        assertThat(withSource(source).hasRoute(IPV6)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"127.0.0.1", "169.254.1.1", "0.0.0.0", "::1", "fe80::1", "::"})
    void aSourceThatStaysOnThisMachineOrLinkIsNone(String source) {
        assertThat(withSource(source).hasRoute(IPV4)).isFalse();
        assertThat(withSource(source).hasRoute(IPV6)).isFalse();
    }

    @Test
    void everyExceptionMeansNoRoute() {
        assertThat(connectivity(failing(new SocketException("Network is unreachable")))
                        .hasRoute(IPV6))
                .isFalse();
        assertThat(connectivity(failing(new BindException("Cannot assign requested address")))
                        .hasRoute(IPV6))
                .isFalse();
        assertThat(connectivity(failing(new UnsupportedOperationException("IPv6 not available")))
                        .hasRoute(IPV6))
                .isFalse();
    }

    @Test
    void ipv6IsPreferredExactlyWhenItHasARoute() {
        assertThat(withSource("2001:db8::77").preferredFamily()).isEqualTo(IPV6);
        assertThat(withSource("::1").preferredFamily()).isEqualTo(IPV4);
    }

    @Test
    void anAnswerHoldsForOneSecondAndNoLonger() {
        var connectivity = withSource("2001:db8::77");
        connectivity.hasRoute(IPV6);
        now.addAndGet(SECOND - 1);
        connectivity.hasRoute(IPV6);
        assertThat(probed).hasSize(1);
        now.incrementAndGet();
        connectivity.hasRoute(IPV6);
        assertThat(probed).hasSize(2);
        connectivity.hasRoute(IPV6);
        assertThat(probed).hasSize(2);
    }

    @Test
    void aNegativeAnswerHoldsAsLongAndThenTheNetworkIsNoticed() {
        var sources = new ArrayList<>(List.of("::1", "2001:db8::77"));
        var connectivity = connectivity((destination, port) -> address(sources.remove(0)));
        assertThat(connectivity.hasRoute(IPV6)).isFalse();
        now.addAndGet(SECOND - 1);
        assertThat(connectivity.hasRoute(IPV6)).isFalse();
        now.incrementAndGet();
        assertThat(connectivity.hasRoute(IPV6)).isTrue();
    }

    @Test
    void theFamiliesAreRememberedApart() {
        var connectivity = connectivity(
                (destination, port) -> AddressFamily.of(destination) == IPV4 ? address("192.0.2.77") : address("::1"));
        for (int i = 0; i < 2; i++) {
            assertThat(connectivity.hasRoute(IPV4)).isTrue();
            assertThat(connectivity.hasRoute(IPV6)).isFalse();
        }
        assertThat(probed).hasSize(2);
    }

    @Test
    void ipv6IsNotEvenProbedWhenTheJvmIsToldToUseIpv4Only() {
        var ipv4Only = new SystemConnectivity(
                (destination, port) -> {
                    probed.add(destination.getHostAddress());
                    return address("192.0.2.77");
                },
                now::get,
                true);
        assertThat(ipv4Only.hasRoute(IPV6)).isFalse();
        assertThat(ipv4Only.hasRoute(IPV4)).isTrue();
        assertThat(ipv4Only.preferredFamily()).isEqualTo(IPV4);
        assertThat(probed).containsExactly("192.0.2.1");
    }

    /** Read on the caller's thread by every race. */
    @Test
    void aRememberedAnswerAllocatesNothing() {
        var threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        var connectivity = withSource("2001:db8::77");
        connectivity.hasRoute(IPV6);
        threads.getCurrentThreadAllocatedBytes();
        int routes = 0;
        long before = threads.getCurrentThreadAllocatedBytes();
        for (int i = 0; i < 10_000; i++) {
            routes += connectivity.hasRoute(IPV6) ? 1 : 0;
        }
        long allocated = threads.getCurrentThreadAllocatedBytes() - before;
        assertThat(routes).isEqualTo(10_000);
        assertThat(allocated / 10_000).isZero();
    }

    /** The routing table is this machine's; an interface with such an address is the least that a route needs. */
    @ParameterizedTest
    @EnumSource(AddressFamily.class)
    void aRouteOfThisMachineNeedsAnInterfaceWithAnAddressOfTheFamily(AddressFamily family) throws Exception {
        boolean hasAddress = NetworkInterface.networkInterfaces()
                .flatMap(NetworkInterface::inetAddresses)
                .filter(address -> AddressFamily.of(address) == family)
                .anyMatch(address -> !address.isLoopbackAddress() && !address.isLinkLocalAddress());
        if (new SystemConnectivity().hasRoute(family)) {
            assertThat(hasAddress).isTrue();
        }
    }

    @Test
    void anInterruptThatIsPendingNeitherChangesTheAnswerNorGetsLost() throws Exception {
        Thread.currentThread().interrupt();
        boolean routed = SystemConnectivity.canRoute(address("127.0.0.1"), 9);
        boolean stillInterrupted = Thread.interrupted();
        assertThat(routed).isTrue();
        assertThat(stillInterrupted).isTrue();
    }

    @Test
    void theKernelRoutesLoopbackAndNoLinkLocalAddressWithoutScope() {
        assertThat(SystemConnectivity.canRoute(address("127.0.0.1"), 443)).isTrue();
        assertThat(SystemConnectivity.canRoute(address("fe80::1"), 443)).isFalse();
    }

    @Test
    void whatTheKernelTakesCanBeRoutedWhateverItsSource() {
        var seen = new ArrayList<String>();
        RouteProbe probe = (destination, port) -> {
            seen.add(destination.getHostAddress() + " " + port);
            return address("::1");
        };
        assertThat(SystemConnectivity.canRoute(address("2001:db8::7"), 443, probe))
                .isTrue();
        assertThat(seen).containsExactly("2001:db8:0:0:0:0:0:7 443");
    }

    @Test
    void anExceptionMeansThatTheKernelCannotRoute() {
        InetAddress destination = address("2001:db8::7");
        assertThat(SystemConnectivity.canRoute(
                        destination, 443, failing(new SocketException("Network is unreachable"))))
                .isFalse();
        assertThat(SystemConnectivity.canRoute(
                        destination, 443, failing(new UnsupportedOperationException("IPv6 not available"))))
                .isFalse();
    }

    @Test
    void portsThatCannotBeAreRefused() {
        InetAddress loopback = InetAddress.getLoopbackAddress();
        assertThat(SystemConnectivity.canRoute(loopback, 1)).isTrue();
        assertThat(SystemConnectivity.canRoute(loopback, 65535)).isTrue();
        for (int port : new int[] {-1, 0, 65536}) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> SystemConnectivity.canRoute(loopback, port))
                    .withMessage("port must be 1 to 65535, but is %s", port);
        }
        assertThatNullPointerException()
                .isThrownBy(() -> SystemConnectivity.canRoute(null, 443))
                .withMessage("address");
    }
}
