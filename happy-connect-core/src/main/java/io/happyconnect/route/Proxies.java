package io.happyconnect.route;

import io.happyconnect.name.Target;
import io.happyconnect.resolve.Answers;
import io.happyconnect.resolve.Lookup;
import java.io.IOException;
import java.net.ProxySelector;
import java.time.Duration;
import java.util.List;
import java.util.Objects;

/**
 * Proxies as ways to every target, in a race with the target's own addresses or instead of them.
 *
 * <pre>{@code
 * HappyConnector.builder()
 *         .route(Proxies.of(ProxyPolicy.DIRECT_FIRST, ProxyServer.parse("http://proxy.example.com:3128")))
 * }</pre>
 *
 * <p>An attempt through a proxy is a race to the proxy's own name and then the handshake; the attempt delay of the next way
 * runs from its start, and the deadline and every cancel end it, wherever it is. What a proxy answers is bounded: 8 KiB for
 * HTTP, the lengths of its own fields for SOCKS. A proxy that fails is a failed attempt, and the race goes on.
 *
 * <p>The address filter of the connector is asked about the proxy's addresses, and about a target that is a literal. The
 * address behind a name is the proxy's to find out: what it may reach, its own rules must say.
 */
public final class Proxies implements RouteLayer {

    /** The connection attempt delay of RFC 8305 §8: how long a silent lookup keeps a proxy from taking part. */
    private static final Duration PATIENCE = Duration.ofMillis(250);

    private final ProxyChoice choice;

    private Proxies(ProxyChoice choice) {
        this.choice = choice;
    }

    /**
     * The same proxies for every target.
     *
     * @param policy any but {@link ProxyPolicy#AS_SELECTED}
     * @param servers at least one, in order of preference
     * @return the layer
     * @throws IllegalArgumentException if there is none, or there is no selector to follow
     */
    public static Proxies of(ProxyPolicy policy, ProxyServer... servers) {
        return new Proxies(ProxyChoice.of(policy, List.of(servers)));
    }

    /**
     * The proxies that a selector chooses. It is asked on the thread that connects, for {@code https://host:port/}, because a
     * tunnel is what such a URI gets. Proxies of the type SOCKS are asked by SOCKS 5, without credentials. If the selector has no proxy
     * for a target, it is reached directly, whatever the policy. One that throws is a failed lookup. It is told of every proxy
     * that failed.
     *
     * @param policy {@link ProxyPolicy#AS_SELECTED} for the order of the selector, or another for one of ours
     * @param selector for example {@link ProxySelector#getDefault()}
     * @return the layer
     */
    public static Proxies of(ProxyPolicy policy, ProxySelector selector) {
        Objects.requireNonNull(policy, "policy");
        Objects.requireNonNull(selector, "selector");
        return new Proxies(target -> SelectedProxies.of(policy, selector, target));
    }

    /** {@inheritDoc} */
    @Override
    public Lookup resolve(Target target, Below below, Answers answers) {
        ProxyWays ways;
        try {
            ways = choice.waysTo(target);
        } catch (RuntimeException broken) {
            answers.failed(new IOException("the proxy selector threw " + broken, broken));
            answers.done();
            return Lookup.ended();
        }
        if (!ways.direct()) {
            answers.found(ways.first(target, below));
            answers.done();
            return Lookup.ended();
        }
        if (!ways.before().isEmpty()) {
            answers.found(ways.first(target, below));
        }
        return ways.after().isEmpty()
                ? below.resolve(target, answers)
                : OrderedLookups.begin(PATIENCE, answers, List.of(direct -> below.resolve(target, direct), proxies -> {
                    proxies.found(ways.last(target, below));
                    proxies.done();
                    return Lookup.ended();
                }));
    }
}
