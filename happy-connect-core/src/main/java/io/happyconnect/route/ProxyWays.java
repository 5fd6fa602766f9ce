package io.happyconnect.route;

import io.happyconnect.candidate.Candidate;
import io.happyconnect.name.Target;
import java.io.IOException;
import java.util.List;
import java.util.function.BiConsumer;

/**
 * The ways to one target, in order.
 *
 * @param before the proxies that go before the addresses
 * @param direct whether the addresses are among the ways
 * @param after the proxies that follow them
 * @param onFailure is told of a proxy that failed, and why; must not throw
 */
record ProxyWays(
        List<ProxyServer> before,
        boolean direct,
        List<ProxyServer> after,
        BiConsumer<ProxyServer, IOException> onFailure) {

    static ProxyWays of(List<ProxyServer> before, boolean direct, List<ProxyServer> after) {
        return new ProxyWays(before, direct, after, ProxyWays::tellNobody);
    }

    private static void tellNobody(ProxyServer server, IOException failure) {}

    static ProxyWays directFirst(List<ProxyServer> servers) {
        return of(List.of(), true, servers);
    }

    static ProxyWays proxyFirst(List<ProxyServer> servers) {
        return of(servers, true, List.of());
    }

    static ProxyWays proxyOnly(List<ProxyServer> servers) {
        return of(servers, false, List.of());
    }

    ProxyWays telling(BiConsumer<ProxyServer, IOException> listener) {
        return new ProxyWays(before, direct, after, listener);
    }

    List<Candidate> first(Target target, Below below) {
        return candidates(before, true, target, below);
    }

    List<Candidate> last(Target target, Below below) {
        return candidates(after, false, target, below);
    }

    private List<Candidate> candidates(List<ProxyServer> servers, boolean first, Target target, Below below) {
        return servers.stream()
                .<Candidate>map(server ->
                        new ProxyCandidate(server, target, below, first, failure -> onFailure.accept(server, failure)))
                .toList();
    }
}
