package io.happyconnect.okhttp;

import static io.happyconnect.okhttp.Calls.bodyOf;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.happyconnect.observe.RaceReport;
import io.happyconnect.resolve.AddressKind;
import io.happyconnect.resolve.AddressPolicy;
import io.happyconnect.testsupport.EchoServer;
import io.happyconnect.testsupport.LeaksNothing;
import io.happyconnect.testsupport.Loopback;
import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import okhttp3.ConnectionPool;
import okhttp3.OkHttpClient;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Server-side request forgery through OkHttp: 127.0.0.1 is inside, 127.0.0.2 is allowed. */
@LeaksNothing(exceptThreads = {"OkHttp", "Okio", "MockWebServer"})
@Timeout(60)
class ForgedRequestTest {

    private final TestNetwork network = new TestNetwork(builder ->
            builder.addressFilter(AddressPolicy.deny(AddressKind.LOOPBACK).allowing("127.0.0.2")));
    private EchoServer inside;
    private MockWebServer allowed;

    @BeforeEach
    void open() throws IOException {
        inside = new EchoServer(Loopback.ipv4(1), 0);
        network.opened(inside::close);
        allowed = new MockWebServer();
        allowed.start(Loopback.ipv4(2), port());
        network.opened(allowed::close);
    }

    @AfterEach
    void close() throws IOException {
        network.close();
    }

    private int port() {
        return inside.address().getPort();
    }

    private OkHttpClient client(boolean fastFallback) {
        return network.client(builder -> builder.fastFallback(fastFallback));
    }

    @ParameterizedTest
    @CsvSource({
        "127.0.0.1, false",
        "127.0.0.1, true",
        "127.1, false",
        "127.1, true",
        "2130706433, false",
        "0x7f.1, false",
        "[::ffff:127.0.0.1], false",
        "[::ffff:127.0.0.1], true",
        "[::1], false",
        "[::], false",
        "0.0.0.0, false",
        "0, false",
        "127.0.0.1., false",
        "[64:ff9b::7f00:1], false",
        "[64:ff9b::7f00:1], true"
    })
    void noSpellingGetsThrough(String host, boolean fastFallback) {
        OkHttpClient client = client(fastFallback);

        assertThatThrownBy(() -> bodyOf(client, "http://" + host + ":" + port()))
                .isInstanceOfAny(IOException.class, IllegalArgumentException.class);
        assertThat(inside.accepted()).isZero();
        assertThat(network.races.reports()).flatExtracting(RaceReport::attempts).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void aRedirectDoesNotLeadInside(boolean fastFallback) {
        OkHttpClient client = client(fastFallback);
        network.name("inside.test", Loopback.ipv4(1));
        for (String host : new String[] {"127.0.0.1", "127.1", "[::ffff:7f00:1]", "inside.test"}) {
            allowed.enqueue(new MockResponse.Builder()
                    .code(307)
                    .addHeader("Location", "http://" + host + ":" + port() + "/")
                    .build());

            assertThatThrownBy(() -> bodyOf(client, "http://127.0.0.2:" + port()))
                    .isInstanceOf(UnknownHostException.class)
                    .hasMessageContaining("by the rule against loopback addresses");
        }
        assertThat(allowed.getRequestCount()).isEqualTo(4);
        assertThat(inside.accepted()).isZero();
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void aNameThatChangesItsAnswerDoesNotLeadInside(boolean fastFallback) throws IOException {
        OkHttpClient client = client(fastFallback);
        ConnectionPool pool = client.connectionPool();
        for (int i = 0; i < 20; i++) {
            allowed.enqueue(new MockResponse.Builder().body("allowed").build());
            network.name("rebind.test", Loopback.ipv4(2));
            assertThat(bodyOf(client, "http://rebind.test:" + port())).isEqualTo("allowed");
            // From here on the name leads inside, also while OkHttp still knows the address from before.
            network.name("rebind.test", new InetAddress[] {Loopback.ipv4(1)});
            pool.evictAll();
            assertThatThrownBy(() -> bodyOf(client, "http://rebind.test:" + port()))
                    .isInstanceOf(UnknownHostException.class);
        }
        assertThat(inside.accepted()).isZero();
    }
}
