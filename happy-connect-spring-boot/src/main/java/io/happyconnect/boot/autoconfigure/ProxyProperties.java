package io.happyconnect.boot.autoconfigure;

import io.happyconnect.route.Proxies;
import io.happyconnect.route.ProxyPolicy;
import io.happyconnect.route.ProxyServer;
import java.net.ProxySelector;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * What {@code happy-connect.proxy.*} says.
 *
 * @param servers Comma-separated list of proxies in order of preference, like "http://proxy.example.com:3128" (HTTP CONNECT) or
 *     "socks5://proxy.example.com:1080". None unless set.
 * @param policy Order in which the addresses of a target and the proxies are tried.
 * @param selector Whether to ask the ProxySelector of the JVM which proxies there are for a target, instead of naming servers.
 * @param username User at all of the servers.
 * @param password Password of the user.
 */
record ProxyProperties(
        @DefaultValue List<String> servers,
        @DefaultValue("direct-first") ProxyPolicy policy,
        @DefaultValue("false") boolean selector,
        @Nullable String username,
        @Nullable String password) {

    ProxyProperties {
        servers = List.copyOf(servers);
    }

    /** The layer, if there are proxies at all. */
    Optional<Proxies> layer() {
        if (selector && ProxySelector.getDefault() != null) {
            return Optional.of(Proxies.of(policy, ProxySelector.getDefault()));
        }
        return servers.isEmpty()
                ? Optional.empty()
                : Optional.of(
                        Proxies.of(policy, servers.stream().map(this::server).toArray(ProxyServer[]::new)));
    }

    /** One of the servers, with the credentials. */
    ProxyServer server(String url) {
        ProxyServer server = ProxyServer.parse(url);
        return username == null ? server : server.withCredentials(username, password == null ? "" : password);
    }

    /** The servers and the policy, without the user, if there are proxies at all. */
    Optional<String> inWords() {
        if (layer().isEmpty()) {
            return Optional.empty();
        }
        String which = selector
                ? "proxies of the ProxySelector"
                : "proxies "
                        + String.join(
                                ", ",
                                Setup.first(servers.stream()
                                        .map(url -> ProxyServer.parse(url).toString())
                                        .toList()));
        return Optional.of(which + " (" + policy.name().toLowerCase(Locale.ROOT).replace('_', '-') + ")");
    }

    @Override
    public String toString() {
        return "proxy policy " + policy + ", " + (selector ? "asking the selector" : servers.size() + " servers");
    }
}
