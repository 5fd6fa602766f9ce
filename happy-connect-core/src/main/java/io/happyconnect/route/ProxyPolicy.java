package io.happyconnect.route;

/** In which order a target's own addresses and the proxies are tried. */
public enum ProxyPolicy {
    /** Addresses first; a proxy takes part as one more way, in turn with IPv6 and IPv4. */
    DIRECT_FIRST,
    /** Proxies first; the addresses follow. */
    PROXY_FIRST,
    /**
     * Proxies alone; the target's name is not even looked up here. This holds for names and literals that the connector is given.
     * An address that the caller has resolved itself, as in {@code socketFactory().createSocket(InetAddress, int)}, is connected to
     * without any proxy; the address filter can refuse that.
     */
    PROXY_ONLY,
    /** As the {@link java.net.ProxySelector} lists them, {@link java.net.Proxy#NO_PROXY} being the addresses. */
    AS_SELECTED
}
