package io.happyconnect.okhttp;

import static io.happyconnect.okhttp.Calls.bodyOf;
import static io.happyconnect.okhttp.Place.serving;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.happyconnect.candidate.AddressFamily;
import io.happyconnect.testsupport.BlackHole;
import io.happyconnect.testsupport.LeaksNothing;
import io.happyconnect.testsupport.Loopback;
import java.io.IOException;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.NetworkInterface;
import okhttp3.OkHttpClient;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Names with addresses of both families, where OkHttp's fast fallback has an order of its own; scoped addresses. */
@LeaksNothing(exceptThreads = {"OkHttp", "Okio", "MockWebServer"})
class Ipv6Test {

    private static final Place SILENT_IPV6 =
            new Place(Loopback.ipv6(), (address, port) -> new BlackHole(address, port)::close);

    private TestNetwork network;

    @BeforeEach
    void needsIpv6() {
        assumeThat(Loopback.hasIpv6()).as("IPv6").isTrue();
    }

    @AfterEach
    void close() throws IOException {
        if (network != null) {
            network.close();
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void ipv4AnswersWhereIpv6IsSilent(boolean fastFallback) throws IOException {
        network = new TestNetwork(builder -> builder.preferredFamily(AddressFamily.IPV6));
        int port = network.site("site.test", serving(1, Servers.saying("four")), SILENT_IPV6);
        Events events = new Events();
        OkHttpClient client =
                network.client(builder -> builder.fastFallback(fastFallback).eventListener(events));

        assertThat(bodyOf(client, "http://site.test:" + port)).isEqualTo("four");

        assertThat(events.of("dnsEnd")).containsExactly("dnsEnd site.test [0:0:0:0:0:0:0:1, 127.0.0.1]");
        assertThat(events.of("connectEnd")).containsExactly("connectEnd 127.0.0.1");
        assertThat(network.races.onlyReport().attempts()).hasSize(2);
    }

    /** With its fast fallback OkHttp asks for IPv6 first whatever we prefer. */
    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void thePreferredFamilyOfTheConnectorGoesFirst(boolean fastFallback) throws IOException {
        network = new TestNetwork(builder -> builder.preferredFamily(AddressFamily.IPV4));
        int port = network.site(
                "site.test",
                new Place(Loopback.ipv6(), (address, free) -> Servers.started("six", address, free)),
                serving(1, Servers.saying("four")));
        OkHttpClient client = network.client(builder -> builder.fastFallback(fastFallback));

        assertThat(bodyOf(client, "http://site.test:" + port)).isEqualTo("four");
        assertThat(network.races.onlyReport().attempts()).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void theScopeOfALinkLocalAddressIsKept(boolean fastFallback) throws IOException {
        Inet6Address linkLocal = linkLocal();
        assumeThat(linkLocal).as("a link-local address").isNotNull();
        network = new TestNetwork();
        int port = network.site(
                "site.test", new Place(linkLocal, (address, free) -> Servers.started("local", address, free)));
        InetAddress[] seen = new InetAddress[1];
        OkHttpClient client =
                network.client(builder -> builder.fastFallback(fastFallback).addNetworkInterceptor(chain -> {
                    seen[0] = chain.connection().route().socketAddress().getAddress();
                    return chain.proceed(chain.request());
                }));

        assertThat(bodyOf(client, "http://site.test:" + port)).isEqualTo("local");

        assertThat(seen[0].getHostAddress()).isEqualTo(linkLocal.getHostAddress());
        assertThat(seen[0].getHostName()).isEqualTo("site.test");
    }

    private static Inet6Address linkLocal() throws IOException {
        return (Inet6Address) NetworkInterface.networkInterfaces()
                .flatMap(NetworkInterface::inetAddresses)
                .filter(address -> address instanceof Inet6Address && address.isLinkLocalAddress())
                .findFirst()
                .orElse(null);
    }
}
