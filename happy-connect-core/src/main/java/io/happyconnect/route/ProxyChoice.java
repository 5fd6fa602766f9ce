package io.happyconnect.route;

import io.happyconnect.name.Target;
import java.util.List;
import java.util.Objects;

/** Which proxies there are for a target. */
@FunctionalInterface
interface ProxyChoice {

    ProxyWays waysTo(Target target);

    /** The same for all targets. */
    static ProxyChoice of(ProxyPolicy policy, List<ProxyServer> servers) {
        if (servers.isEmpty()) {
            throw new IllegalArgumentException("servers must hold at least one proxy, but is empty");
        }
        ProxyWays ways = switch (Objects.requireNonNull(policy, "policy")) {
            case DIRECT_FIRST -> ProxyWays.directFirst(servers);
            case PROXY_FIRST -> ProxyWays.proxyFirst(servers);
            case PROXY_ONLY -> ProxyWays.proxyOnly(servers);
            case AS_SELECTED ->
                throw new IllegalArgumentException(
                        "policy AS_SELECTED needs a ProxySelector: allowed here are DIRECT_FIRST, PROXY_FIRST, PROXY_ONLY");
        };
        return target -> ways;
    }
}
