package io.happyconnect.okhttp;

import static io.happyconnect.okhttp.Calls.bodyOf;
import static io.happyconnect.okhttp.Calls.get;
import static io.happyconnect.okhttp.Place.blackHole;
import static io.happyconnect.okhttp.Place.serving;
import static org.assertj.core.api.Assertions.assertThat;

import io.happyconnect.testsupport.BlackHole;
import io.happyconnect.testsupport.LeaksNothing;
import io.happyconnect.testsupport.Loopback;
import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.LockSupport;
import mockwebserver3.MockWebServer;
import okhttp3.Dns;
import okhttp3.OkHttpClient;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** OkHttp goes back to the address of a pooled connection that has died, without asking for addresses again. */
@LeaksNothing(exceptThreads = {"OkHttp", "Okio", "MockWebServer"})
@Timeout(30)
class StaleRouteTest {

    /** What a call over loopback may take on a busy machine. */
    private static final Duration SLACK = Duration.ofMillis(1_500);

    private final TestNetwork network = new TestNetwork();
    private final MockWebServer first = Servers.saying("first");

    @AfterEach
    void close() throws IOException {
        network.close();
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void aServerThatWasRestartedIsFoundWhereItWas(boolean fastFallback) throws Exception {
        int port = network.site("site.test", serving(1, first));
        OkHttpClient client = network.client(builder -> builder.fastFallback(fastFallback));
        assertThat(bodyOf(client, url(port))).isEqualTo("first");

        first.close();
        serve(1, port, "restarted");

        assertThat(bodyOf(client, url(port))).isEqualTo("restarted");
        assertThat(network.lookups()).isEqualTo(1);
        assertThat(network.races.complaints()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void aServerThatHasMovedAndRefusesAtTheOldAddressIsFound(boolean fastFallback) throws IOException {
        int port = network.site("site.test", serving(1, first));
        OkHttpClient client = network.client(builder -> builder.fastFallback(fastFallback));
        assertThat(bodyOf(client, url(port))).isEqualTo("first");

        first.close();
        serve(2, port, "moved");
        network.name("site.test", Loopback.ipv4(2));

        assertThat(bodyOf(client, url(port))).isEqualTo("moved");
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void aDeadAddressCostsNoMoreThanTwoAttemptDelays(boolean fastFallback) throws Exception {
        int port = network.site("site.test", serving(1, first));
        OkHttpClient client = network.client(builder -> builder.fastFallback(fastFallback));
        assertThat(bodyOf(client, url(port))).isEqualTo("first");

        first.close();
        network.blackHole(1, port);
        serve(2, port, "second");
        network.name("site.test", Loopback.ipv4(1), Loopback.ipv4(2));

        // With its own fast fallback OkHttp waits 250 ms for the old address before it looks up anew.
        Duration allowed = fastFallback
                ? Duration.ofMillis(250).plus(TestNetwork.ATTEMPT_DELAY)
                : TestNetwork.ATTEMPT_DELAY.multipliedBy(2);
        assertThat(bodyWithin(allowed.plus(SLACK), client, port)).isEqualTo("second");
        assertThat(network.races.complaints()).isEmpty();
    }

    @Test
    void aDeadAddressThatTheNameHasNoMoreCostsOneAttemptDelay() throws IOException {
        int port = network.site("site.test", serving(1, first));
        OkHttpClient client = network.client();
        assertThat(bodyOf(client, url(port))).isEqualTo("first");

        first.close();
        network.blackHole(1, port);
        serve(2, port, "moved");
        network.name("site.test", Loopback.ipv4(2));

        assertThat(bodyWithin(TestNetwork.ATTEMPT_DELAY.plus(SLACK), client, port))
                .isEqualTo("moved");
    }

    @Test
    void theSecondAddressMayBeDeadAsWell() throws IOException {
        int port = network.site("site.test", serving(1, first), blackHole(2));
        OkHttpClient client = network.client();
        assertThat(bodyOf(client, url(port))).isEqualTo("first");

        first.close();
        network.blackHole(1, port);
        serve(3, port, "third");
        network.name("site.test", Loopback.ipv4(1), Loopback.ipv4(2), Loopback.ipv4(3));

        assertThat(bodyWithin(TestNetwork.ATTEMPT_DELAY.multipliedBy(2).plus(SLACK), client, port))
                .isEqualTo("third");
    }

    @Test
    void withoutAnAlternativeTheOldAddressHasTheWholeConnectTimeout() throws Exception {
        int port = network.site("site.test", serving(1, first));
        OkHttpClient client = network.client();
        assertThat(bodyOf(client, url(port))).isEqualTo("first");

        first.close();
        BlackHole silent = new BlackHole(Loopback.ipv4(1), port);
        CallInFlight call = new CallInFlight(get(client, url(port)));
        network.awaitLookups(2);
        silent.close();
        serve(1, port, "restarted");

        // The kernel repeats its SYN after a second, and then there is somebody.
        assertThat(call.body()).isEqualTo("restarted");
        assertThat(network.races.reports()).hasSize(2);
    }

    /** Not the way to use it, but no call may fail of it. */
    @Test
    void aListOfAddressesThatSomethingInFrontOfTheDnsHasKeptIsStillRaced() throws Exception {
        int port = network.site("site.test", blackHole(1), serving(2, first));
        Map<String, List<InetAddress>> kept = new ConcurrentHashMap<>();
        Dns keeping = host -> kept.computeIfAbsent(host, name -> {
            try {
                return network.happy.dns().lookup(name);
            } catch (IOException e) {
                throw new AssertionError(e);
            }
        });
        OkHttpClient client = network.client(builder -> builder.dns(keeping));
        assertThat(bodyWithin(TestNetwork.ATTEMPT_DELAY.plus(SLACK), client, port))
                .isEqualTo("first");

        for (int i = 0; i < 3; i++) {
            client.connectionPool().evictAll();
            assertThat(bodyWithin(TestNetwork.ATTEMPT_DELAY.plus(SLACK), client, port))
                    .isEqualTo("first");
        }
        assertThat(network.races.complaints()).isEmpty();
    }

    /** On a given port, which an outgoing connection of this machine may hold for a moment. */
    private void serve(int last, int port, String body) throws IOException {
        for (int tries = 1; ; tries++) {
            MockWebServer server = Servers.saying(body);
            try {
                server.start(Loopback.ipv4(last), port);
                network.opened(server);
                return;
            } catch (BindException taken) {
                server.close();
                if (tries == 50) {
                    throw taken;
                }
                LockSupport.parkNanos(Duration.ofMillis(100).toNanos());
            }
        }
    }

    private static String url(int port) {
        return "http://site.test:" + port;
    }

    private static String bodyWithin(Duration allowed, OkHttpClient client, int port) throws IOException {
        long start = System.nanoTime();
        String body = bodyOf(client, url(port));
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(allowed);
        return body;
    }
}
