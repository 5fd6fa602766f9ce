package io.happyconnect.okhttp;

import static io.happyconnect.okhttp.Calls.bodyOf;
import static io.happyconnect.okhttp.Place.serving;
import static org.assertj.core.api.Assertions.assertThat;

import io.happyconnect.testsupport.LeaksNothing;
import java.io.Closeable;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import okhttp3.OkHttpClient;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** OkHttp remembers addresses that connect and then speak no HTTP, and asks for them last. */
@LeaksNothing(exceptThreads = {"OkHttp", "Okio", "MockWebServer"})
class RouteDatabaseTest {

    private final TestNetwork network = new TestNetwork();

    @AfterEach
    void close() throws IOException {
        network.close();
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void anAddressThatHangsUpIsLeftForTheNext(boolean fastFallback) throws IOException {
        Place hangingUp = new Place(Place.blackHole(1).address(), HangingUp::new);
        int port = network.site("site.test", hangingUp, serving(2, Servers.saying("good")));
        OkHttpClient client = network.client(builder -> builder.fastFallback(fastFallback));

        assertThat(bodyOf(client, "http://site.test:" + port)).isEqualTo("good");
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void anAddressKnownToHangUpDoesNotWinAgain(boolean fastFallback) throws IOException {
        Place hangingUp = new Place(Place.blackHole(1).address(), HangingUp::new);
        int port = network.site("site.test", hangingUp, serving(2, Servers.saying("good")));
        Events events = new Events();
        OkHttpClient client =
                network.client(builder -> builder.fastFallback(fastFallback).eventListener(events));
        bodyOf(client, "http://site.test:" + port);

        for (int i = 0; i < 3; i++) {
            client.connectionPool().evictAll();
            events.clear();
            assertThat(bodyOf(client, "http://site.test:" + port)).isEqualTo("good");
            assertThat(events.of("connectStart")).containsExactly("connectStart 127.0.0.2");
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void itIsStillTheLastResort(boolean fastFallback) throws IOException {
        HangingUp[] hangingUp = new HangingUp[1];
        var good = Servers.saying("good");
        int port = network.site(
                "site.test",
                new Place(Place.blackHole(1).address(), (address, free) -> {
                    hangingUp[0] = new HangingUp(address, free);
                    return hangingUp[0];
                }),
                serving(2, good));
        OkHttpClient client = network.client(builder -> builder.fastFallback(fastFallback));
        bodyOf(client, "http://site.test:" + port);

        client.connectionPool().evictAll();
        good.close();
        hangingUp[0].close();
        network.opened(Servers.started("recovered", Place.blackHole(1).address(), port));

        assertThat(bodyOf(client, "http://site.test:" + port)).isEqualTo("recovered");
    }

    /** Accepts connections and closes them, as a balancer does that has no server behind it. */
    private static final class HangingUp implements Closeable {

        private final ServerSocket server;
        private final Thread thread = new Thread(this::hangUp, "hanging up");

        HangingUp(InetAddress address, int port) throws IOException {
            server = new ServerSocket(port, 50, address);
            thread.setDaemon(true);
            thread.start();
        }

        private void hangUp() {
            while (true) {
                try {
                    server.accept().close();
                } catch (IOException closed) {
                    return;
                }
            }
        }

        @Override
        public void close() throws IOException {
            server.close();
            try {
                // The port is taken until the thread has left it.
                thread.join();
            } catch (InterruptedException e) {
                throw new AssertionError(e);
            }
        }
    }
}
