package io.happyconnect.selection;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Hosts with other addresses and routes than this one has; the kernel is a real one. */
class NetworkNamespaceTest {

    private static final String GLOBAL = "2001:db8:ffff:0:0:0:0:1";
    private static final String SITE = "fd11:1111:1111:2:0:0:0:2";
    private static final String IPV4 = "203.0.113.1";

    private static final String IPV4_ADDRESS = "addr add 10.0.0.1/24 dev eth0";
    private static final String IPV4_ROUTE = "route add default via 10.0.0.254";
    private static final String GLOBAL_ADDRESS = "addr add 2001:db8:1::1/64 dev eth0 nodad";
    private static final String SITE_ADDRESS = "addr add fd11:1111:1111:1::1/64 dev eth0 nodad";
    private static final String IPV6_ROUTE = "-6 route add default dev eth0";

    private static List<String> sort(NetworkNamespace host, String order, String... addresses) throws IOException {
        return List.of(host.java(SortLines.class, String.join(" ", addresses) + "\n", List.of(), order)
                .strip()
                .split(" ", -1));
    }

    @Test
    void bothFamiliesGiveIpv6First() throws IOException {
        try (NetworkNamespace host = NetworkNamespace.open(IPV4_ADDRESS, IPV4_ROUTE, GLOBAL_ADDRESS, IPV6_ROUTE)) {
            assertThat(sort(host, "rfc6724", IPV4, GLOBAL)).containsExactly(GLOBAL, IPV4);
        }
    }

    /** Rule 5: the label of a unique local source matches no global destination. */
    @Test
    void uniqueLocalIpv6AloneGivesIpv4FirstForGlobalDestinations() throws IOException {
        try (NetworkNamespace host = NetworkNamespace.open(IPV4_ADDRESS, IPV4_ROUTE, SITE_ADDRESS, IPV6_ROUTE)) {
            assertThat(sort(host, "rfc6724", GLOBAL, IPV4)).containsExactly(IPV4, GLOBAL);
            assertThat(sort(host, "rfc6724", SITE, IPV4)).as("rule 6").containsExactly(IPV4, SITE);
            assertThat(sort(host, "rfc6724-update", GLOBAL, IPV4)).containsExactly(IPV4, GLOBAL);
            assertThat(sort(host, "rfc6724-update", IPV4, SITE))
                    .as("the own network first")
                    .containsExactly(SITE, IPV4);
        }
    }

    /** Rule 1. */
    @Test
    void withoutAnIpv6RouteIpv6GoesLast() throws IOException {
        try (NetworkNamespace host = NetworkNamespace.open(IPV4_ADDRESS, IPV4_ROUTE, GLOBAL_ADDRESS)) {
            assertThat(sort(host, "rfc6724", GLOBAL, "2001:db8:1:0:0:0:0:2", IPV4))
                    .as("on the link it is reachable")
                    .containsExactly("2001:db8:1:0:0:0:0:2", IPV4, GLOBAL);
        }
    }

    @Test
    void aRouteThatForbidsCountsAsNone() throws IOException {
        try (NetworkNamespace host = NetworkNamespace.open(
                IPV4_ADDRESS,
                IPV4_ROUTE,
                GLOBAL_ADDRESS,
                IPV6_ROUTE,
                "-6 route add prohibit 2001:db8:f::/48",
                "-6 route add blackhole 2001:db8:e::/48",
                "-6 route add unreachable 2001:db8:d::/48")) {
            for (String dead : List.of("2001:db8:f:0:0:0:0:1", "2001:db8:e:0:0:0:0:1", "2001:db8:d:0:0:0:0:1")) {
                assertThat(sort(host, "rfc6724", dead, IPV4, GLOBAL)).containsExactly(GLOBAL, IPV4, dead);
            }
        }
    }

    /** Rule 3, against rule 6. */
    @Test
    void aDeprecatedSourceGivesIpv4First() throws IOException {
        try (NetworkNamespace host =
                NetworkNamespace.open(IPV4_ADDRESS, IPV4_ROUTE, GLOBAL_ADDRESS + " preferred_lft 0", IPV6_ROUTE)) {
            assertThat(host.shell("cat /proc/net/if_inet6")).contains("20010db8000100000000000000000001");
            assertThat(sort(host, "rfc6724", GLOBAL, IPV4)).containsExactly(IPV4, GLOBAL);

            host.ip("addr change 2001:db8:1::1/64 dev eth0 preferred_lft forever");
            assertThat(sort(host, "rfc6724", GLOBAL, IPV4)).containsExactly(GLOBAL, IPV4);
        }
    }

    /** A default route and no address: the kernel would send from ::1, whose scope does not match. */
    @Test
    void aRouteWithoutAnAddressGivesIpv4First() throws IOException {
        try (NetworkNamespace host =
                NetworkNamespace.open(IPV4_ADDRESS, IPV4_ROUTE, "link set eth0 addrgenmode none", IPV6_ROUTE)) {
            assertThat(sort(host, "rfc6724", GLOBAL, IPV4)).containsExactly(IPV4, GLOBAL);
        }
    }

    @Test
    void ipv6SwitchedOffGoesLastEvenOnLoopback() throws IOException {
        try (NetworkNamespace host = NetworkNamespace.open(IPV4_ADDRESS, IPV4_ROUTE)) {
            host.shell("echo 1 > /proc/sys/net/ipv6/conf/all/disable_ipv6");

            assertThat(sort(host, "rfc6724", "0:0:0:0:0:0:0:1", GLOBAL, "127.0.0.1", IPV4))
                    .containsExactly("127.0.0.1", IPV4, "0:0:0:0:0:0:0:1", GLOBAL);
        }
    }

    @Test
    void linkLocalDestinationsAreReachedByTheirScope() throws IOException {
        try (NetworkNamespace host = NetworkNamespace.open(IPV4_ADDRESS, "addr add fe80::5/64 dev eth0 nodad")) {
            int index = Integer.parseInt(
                    host.shell("cat /sys/class/net/eth0/ifindex").strip());

            assertThat(sort(host, "rfc6724", "fe80:0:0:0:0:0:0:9%77", IPV4, "fe80:0:0:0:0:0:0:9%" + index))
                    .startsWith("fe80:0:0:0:0:0:0:9%" + index)
                    .hasSize(3);
        }
    }
}
