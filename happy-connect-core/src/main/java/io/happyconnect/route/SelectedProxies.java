package io.happyconnect.route;

import io.happyconnect.name.Target;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.ProxySelector;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;

/** Asks a {@link ProxySelector}, and tells it what became of its proxies. */
final class SelectedProxies {

    private static final System.Logger LOGGER = System.getLogger(SelectedProxies.class.getName());

    private SelectedProxies() {}

    static ProxyWays of(ProxyPolicy policy, ProxySelector selector, Target target) {
        URI uri = uri(target);
        List<Proxy> selected = selector.select(uri);
        List<ProxyServer> before = new ArrayList<>();
        List<ProxyServer> after = new ArrayList<>();
        boolean direct = false;
        for (Proxy proxy : selected) {
            if (proxy.type() == Proxy.Type.DIRECT) {
                direct = true;
            } else {
                (direct ? after : before).add(server(proxy));
            }
        }
        return ordered(policy, before, direct, after)
                .telling((server, failure) -> tell(selector, uri, server, failure));
    }

    private static ProxyWays ordered(
            ProxyPolicy policy, List<ProxyServer> before, boolean direct, List<ProxyServer> after) {
        List<ProxyServer> all = new ArrayList<>(before);
        all.addAll(after);
        if (all.isEmpty()) {
            return ProxyWays.directFirst(all);
        }
        return switch (policy) {
            case AS_SELECTED -> ProxyWays.of(before, direct, after);
            case DIRECT_FIRST -> ProxyWays.directFirst(all);
            case PROXY_FIRST -> ProxyWays.proxyFirst(all);
            case PROXY_ONLY -> ProxyWays.proxyOnly(all);
        };
    }

    private static URI uri(Target target) {
        String host = target.host().indexOf(':') >= 0 ? "[" + target.host() + "]" : target.host();
        return URI.create("https://" + host + ":" + target.port() + "/");
    }

    private static ProxyServer server(Proxy proxy) {
        if (!(proxy.address() instanceof InetSocketAddress address)) {
            throw new IllegalArgumentException("a proxy without host and port: " + proxy);
        }
        // The name, if there is one: its addresses are ours to race.
        Target target = Target.of(address.getHostString(), address.getPort());
        return proxy.type() == Proxy.Type.SOCKS ? ProxyServer.socks5(target) : ProxyServer.http(target);
    }

    private static void tell(ProxySelector selector, URI uri, ProxyServer server, IOException failure) {
        InetSocketAddress address = InetSocketAddress.createUnresolved(
                server.target().host(), server.target().port());
        try {
            selector.connectFailed(uri, address, failure);
        } catch (RuntimeException broken) {
            LOGGER.log(Level.WARNING, "a proxy selector threw when it was told of a failure, which is ignored", broken);
        }
    }
}
