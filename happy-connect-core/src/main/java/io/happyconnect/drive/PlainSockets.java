package io.happyconnect.drive;

import java.net.Proxy;
import java.net.ProxySelector;
import java.net.Socket;
import org.jspecify.annotations.Nullable;

/**
 * Makes unconnected plain sockets.
 *
 * <p>{@code new Socket()} asks the default {@link ProxySelector} at each connect whether there is a SOCKS proxy, with a URI
 * made for the question: 700 bytes and 0.8 microseconds, a tenth of a connect over loopback, for an answer that is no unless
 * somebody configured one. Where nobody has, we do not ask; where somebody has, the proxy is used as by any socket.
 */
final class PlainSockets {

    private static final String SELECTOR_OF_THE_JDK = "sun.net.spi.DefaultProxySelector";

    private static volatile @Nullable Class<?> selectorOfTheJdk;

    private PlainSockets() {}

    static Socket unconnected() {
        return mayHaveProxy() ? new Socket() : new Socket(Proxy.NO_PROXY);
    }

    // All three can change while the JVM runs, so they are looked at each time; it takes some 30 ns.
    private static boolean mayHaveProxy() {
        ProxySelector selector = ProxySelector.getDefault();
        return (selector != null && !isOfTheJdk(selector.getClass()))
                || System.getProperty("socksProxyHost") != null
                || System.getProperty("java.net.useSystemProxies") != null;
    }

    private static boolean isOfTheJdk(Class<?> selector) {
        if (selector.equals(selectorOfTheJdk)) {
            return true;
        }
        if (!selector.getName().equals(SELECTOR_OF_THE_JDK)) {
            return false;
        }
        selectorOfTheJdk = selector;
        return true;
    }
}
