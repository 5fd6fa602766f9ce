package io.happyconnect;

import static io.happyconnect.testsupport.Loopback.ipv4;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.happyconnect.observe.AttemptReport;
import io.happyconnect.resolve.StaticHosts;
import io.happyconnect.route.Proxies;
import io.happyconnect.route.ProxyPolicy;
import io.happyconnect.testsupport.LeaksNothing;
import io.happyconnect.testsupport.LoopbackHost;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.ProxySelector;
import java.net.SocketAddress;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

/** Which ways a ProxySelector leaves, and in which order they are tried. All of them refuse, so each is tried. */
@LeaksNothing(exceptThreads = {"CompletableFutureDelayScheduler", "ForkJoinPool"})
class ProxySelectorTest {

    private static final class Selector extends ProxySelector {

        final List<URI> asked = new ArrayList<>();
        final List<String> failed = new ArrayList<>();
        private final Function<URI, List<Proxy>> choice;

        Selector(Function<URI, List<Proxy>> choice) {
            this.choice = choice;
        }

        @Override
        public List<Proxy> select(URI uri) {
            asked.add(uri);
            return choice.apply(uri);
        }

        @Override
        public void connectFailed(URI uri, SocketAddress address, IOException failure) {
            failed.add(uri + " " + address + " " + failure.getMessage());
            throw new IllegalStateException("a selector of somebody else");
        }
    }

    /** What is tried, in order: {@code direct}, {@code a}, {@code b}. */
    private static List<String> tried(ProxyPolicy policy, String... choice) throws IOException {
        RecordingListener listener = new RecordingListener();
        try (LoopbackHost refusing = LoopbackHost.builder().refusing(ipv4(1)).open()) {
            Selector selector = new Selector(uri -> java.util.Arrays.stream(choice)
                    .map(name -> name.equals("direct")
                            ? Proxy.NO_PROXY
                            : new Proxy(
                                    name.equals("b") ? Proxy.Type.SOCKS : Proxy.Type.HTTP,
                                    InetSocketAddress.createUnresolved(name + ".example.com", refusing.port())))
                    .toList());
            try (HappyConnector connector = HappyConnector.builder()
                    .listener(listener)
                    .resolver(StaticHosts.of(Map.of(
                            "db",
                            List.of(ipv4(1)),
                            "a.example.com",
                            List.of(ipv4(1)),
                            "b.example.com",
                            List.of(ipv4(1)))))
                    .route(Proxies.of(policy, selector))
                    .build()) {
                assertThatExceptionOfType(ConnectFailedException.class)
                        .isThrownBy(() -> connector.connect("db", refusing.port()));
            }
            assertThat(selector.asked).containsExactly(URI.create("https://db:" + refusing.port() + "/"));
            assertThat(selector.failed)
                    .hasSize((int) java.util.Arrays.stream(choice)
                            .filter(name -> !name.equals("direct"))
                            .count())
                    .allSatisfy(failure -> assertThat(failure).contains("no way to the proxy"));
        }
        return listener.reports.stream()
                .filter(report -> report.target().host().equals("db"))
                .flatMap(report -> report.attempts().stream())
                .map(AttemptReport::candidate)
                .map(Object::toString)
                .map(text -> text.contains("http://a") ? "a" : text.contains("socks5://b") ? "b" : "direct")
                .toList();
    }

    @Test
    void theOrderOfTheSelectorIsKept() throws IOException {
        assertThat(tried(ProxyPolicy.AS_SELECTED, "a", "direct", "b")).containsExactly("a", "direct", "b");
        assertThat(tried(ProxyPolicy.AS_SELECTED, "a", "b", "direct")).containsExactly("a", "b", "direct");
        assertThat(tried(ProxyPolicy.AS_SELECTED, "direct", "a", "b")).containsExactly("direct", "a", "b");
        assertThat(tried(ProxyPolicy.AS_SELECTED, "a", "b")).containsExactly("a", "b");
        assertThat(tried(ProxyPolicy.AS_SELECTED, "direct")).containsExactly("direct");
    }

    @Test
    void anotherPolicyReplacesTheOrder() throws IOException {
        assertThat(tried(ProxyPolicy.DIRECT_FIRST, "a", "b")).containsExactly("direct", "a", "b");
        assertThat(tried(ProxyPolicy.PROXY_FIRST, "direct", "a", "b")).containsExactly("a", "b", "direct");
        assertThat(tried(ProxyPolicy.PROXY_ONLY, "direct", "a")).containsExactly("a");
    }

    @Test
    void aTargetForWhichThereIsNoProxyIsReachedDirectlyWhateverThePolicy() throws IOException {
        assertThat(tried(ProxyPolicy.PROXY_ONLY, "direct")).containsExactly("direct");
        assertThat(tried(ProxyPolicy.PROXY_FIRST)).containsExactly("direct");
    }

    @Test
    void aSelectorThatThrowsIsAFailedLookupAndNothingIsTried() {
        Selector broken = new Selector(uri -> {
            throw new IllegalStateException("no such script");
        });
        try (HappyConnector connector = HappyConnector.builder()
                .route(Proxies.of(ProxyPolicy.AS_SELECTED, broken))
                .build()) {
            assertThatExceptionOfType(UnresolvedTargetException.class)
                    .isThrownBy(() -> connector.connect("db", 80))
                    .withMessageContaining("the proxy selector threw java.lang.IllegalStateException: no such script");
        }
    }

    @Test
    void withoutASelectorThereIsNoOrderToFollow() {
        assertThatIllegalArgumentException()
                .isThrownBy(() ->
                        Proxies.of(ProxyPolicy.AS_SELECTED, io.happyconnect.route.ProxyServer.parse("http://proxy:80")))
                .withMessageContaining("needs a ProxySelector");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Proxies.of(ProxyPolicy.PROXY_ONLY))
                .withMessageContaining("at least one proxy");
    }
}
