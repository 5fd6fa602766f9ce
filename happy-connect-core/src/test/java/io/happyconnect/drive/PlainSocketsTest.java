package io.happyconnect.drive;

import static org.assertj.core.api.Assertions.assertThat;

import io.happyconnect.testsupport.EchoServer;
import io.happyconnect.testsupport.LeaksNothing;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.ProxySelector;
import java.net.Socket;
import java.net.SocketAddress;
import java.net.URI;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A SOCKS proxy for the whole JVM is used where there is one, and not asked for where there cannot be one. */
@LeaksNothing
class PlainSocketsTest {

    private final ProxySelector before = ProxySelector.getDefault();

    @AfterEach
    void restore() {
        ProxySelector.setDefault(before);
        System.clearProperty("socksProxyHost");
        System.clearProperty("socksProxyPort");
    }

    @Test
    void connectsWithoutAProxy() throws IOException {
        try (EchoServer server = new EchoServer();
                Socket socket = PlainSockets.unconnected()) {
            socket.connect(server.address());
            socket.getOutputStream().write(5);
            assertThat(socket.getInputStream().read()).isEqualTo(5);
        }
    }

    @Test
    void aSelectorOfTheApplicationIsAsked() throws IOException {
        AtomicInteger asked = new AtomicInteger();
        ProxySelector.setDefault(new ProxySelector() {
            @Override
            public List<Proxy> select(URI uri) {
                asked.incrementAndGet();
                return List.of(Proxy.NO_PROXY);
            }

            @Override
            public void connectFailed(URI uri, SocketAddress address, IOException failure) {}
        });
        try (EchoServer server = new EchoServer();
                Socket socket = PlainSockets.unconnected()) {
            socket.connect(server.address());
        }
        assertThat(asked).hasPositiveValue();
    }

    @Test
    void aProxyInTheSystemPropertiesIsUsed() throws IOException {
        try (EchoServer proxy = new EchoServer()) {

            System.setProperty("socksProxyHost", "127.0.0.1");
            System.setProperty(
                    "socksProxyPort", Integer.toString(proxy.address().getPort()));
            try (Socket later = PlainSockets.unconnected()) {
                // The echo of a SOCKS greeting is no answer of a proxy, so the connect fails there and nowhere else.
                later.setSoTimeout(2_000);
                assertThat(org.assertj.core.api.Assertions.catchThrowable(
                                () -> later.connect(new InetSocketAddress("192.0.2.1", 80), 2_000)))
                        .isInstanceOf(IOException.class);
            }
            assertThat(proxy.accepted()).isEqualTo(1);
        }
    }
}
