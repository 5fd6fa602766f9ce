package io.happyconnect.boot.autoconfigure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.happyconnect.HappyConnector;
import io.happyconnect.candidate.AddressCandidate;
import io.happyconnect.observe.RaceListener;
import io.happyconnect.observe.RaceReport;
import io.happyconnect.resolve.Lookup;
import io.happyconnect.resolve.Resolver;
import io.happyconnect.testsupport.LeaksNothing;
import io.happyconnect.testsupport.Loopback;
import java.io.IOException;
import java.net.InetAddress;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.http.client.autoconfigure.HttpClientAutoConfiguration;
import org.springframework.boot.http.client.autoconfigure.imperative.ImperativeHttpClientAutoConfiguration;
import org.springframework.boot.restclient.RestTemplateBuilder;
import org.springframework.boot.restclient.autoconfigure.RestClientAutoConfiguration;
import org.springframework.boot.restclient.autoconfigure.RestTemplateAutoConfiguration;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.client.ResourceAccessException;
import org.springframework.web.client.RestClient;

/** What {@code happy-connect.address-filter.*} denies is reached by no client of the application, by no spelling. */
@LeaksNothing(exceptThreads = {"OkHttp", "Okio", "MockWebServer"})
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class ForgedRequestTest {

    private final ApplicationContextRunner runner = new ApplicationContextRunner()
            .withConfiguration(AutoConfigurations.of(
                    HappyConnectAutoConfiguration.class,
                    HappyConnectHttpAutoConfiguration.class,
                    HttpClientAutoConfiguration.class,
                    ImperativeHttpClientAutoConfiguration.class,
                    RestClientAutoConfiguration.class,
                    RestTemplateAutoConfiguration.class))
            .withUserConfiguration(Network.class)
            .withPropertyValues(
                    "happy-connect.address-filter.deny=non-public", "happy-connect.address-filter.allow=127.0.0.3");

    private final MockWebServer allowed = new MockWebServer();

    @BeforeEach
    void start() throws IOException {
        allowed.start(Loopback.ipv4(3), 0);
    }

    @AfterEach
    void close() {
        allowed.close();
    }

    private static String get(RestClient client, String uri) {
        return client.get().uri(uri).retrieve().body(String.class);
    }

    private void enqueue(String body) {
        allowed.enqueue(new MockResponse.Builder().body(body).build());
    }

    @Test
    void whatIsAllowedIsReachedAndTheRestIsNot() {
        enqueue("allowed");
        runner.run(context -> {
            Network network = context.getBean(Network.class);
            network.answers = List.of(Set.of(Loopback.ipv4(1), Loopback.ipv4(3)));
            RestClient client = context.getBean(RestClient.Builder.class).build();

            assertThat(get(client, "http://mixed.test:" + allowed.getPort())).isEqualTo("allowed");
            assertThat(network.dialled).containsExactly("127.0.0.3");
        });
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "127.0.0.1",
                "127.1",
                "2130706433",
                "0x7f.1",
                "[::1]",
                "[::]",
                "0.0.0.0",
                "0",
                "[::ffff:127.0.0.1]",
                "[::127.0.0.1]",
                "[64:ff9b::7f00:1]",
                "[2002:7f00:1::]",
                "127.0.0.1.",
                "127。0。0。1",
                "169.254.169.254",
                "[fd00:ec2::254]",
                "10.0.0.1",
                "localhost"
            })
    void noSpellingGetsThrough(String host) {
        runner.run(context -> {
            RestClient client = context.getBean(RestClient.Builder.class).build();
            String uri = "http://" + host + ":" + allowed.getPort();

            assertThatThrownBy(() -> get(client, uri))
                    .isInstanceOfAny(ResourceAccessException.class, IllegalArgumentException.class);
            assertThat(context.getBean(Network.class).dialled).isEmpty();
        });
    }

    @Test
    void aRedirectLeadsNowhereElse() {
        for (String inside : List.of("127.0.0.1", "127.1", "169.254.169.254/latest/meta-data", "[::ffff:7f00:1]")) {
            allowed.enqueue(new MockResponse.Builder()
                    .code(302)
                    .addHeader("Location", "http://" + inside)
                    .build());
        }
        runner.run(context -> {
            RestClient client = context.getBean(RestClient.Builder.class).build();
            for (int i = 0; i < 4; i++) {
                assertThatThrownBy(() -> get(client, "http://127.0.0.3:" + allowed.getPort()))
                        .isInstanceOf(ResourceAccessException.class)
                        .hasMessageContaining("by the rule against");
            }
            assertThat(context.getBean(Network.class).dialled).containsOnly("127.0.0.3");
        });
    }

    @Test
    void aNameThatChangesItsAnswerLeadsNowhereElse() {
        runner.run(context -> {
            Network network = context.getBean(Network.class);
            network.answers = List.of(Set.of(Loopback.ipv4(3)), Set.of(Loopback.ipv4(1)));
            RestClient client = context.getBean(RestClient.Builder.class).build();
            int answered = 0;
            for (int i = 0; i < 20; i++) {
                allowed.enqueue(new MockResponse.Builder()
                        .body("allowed")
                        .addHeader("Connection", "close")
                        .build());
                try {
                    assertThat(get(client, "http://rebind.test:" + allowed.getPort()))
                            .isEqualTo("allowed");
                    answered++;
                } catch (ResourceAccessException refused) {
                    assertThat(refused).hasMessageContaining("by the rule against loopback addresses");
                }
            }
            assertThat(answered).isEqualTo(10);
            assertThat(network.dialled).containsOnly("127.0.0.3").hasSize(10);
        });
    }

    @Test
    void restTemplateTheConnectorAndItsSocketsObeyIt() {
        runner.run(context -> {
            Network network = context.getBean(Network.class);
            network.answers = List.of(Set.of(Loopback.ipv4(1)));
            HappyConnector connector = context.getBean(HappyConnector.class);
            String uri = "http://inside.test:" + allowed.getPort();

            assertThatThrownBy(() ->
                            context.getBean(RestTemplateBuilder.class).build().getForObject(uri, String.class))
                    .isInstanceOf(ResourceAccessException.class);
            assertThatThrownBy(() -> connector.connect("inside.test", allowed.getPort()))
                    .hasMessageContaining("by the rule against loopback addresses");
            assertThatThrownBy(() -> connector.socketFactory().createSocket("inside.test", allowed.getPort()))
                    .hasMessageContaining("by the rule against loopback addresses");
            assertThat(network.dialled).isEmpty();
        });
    }

    @Test
    void kindsAndNetworksCanBeMixed() {
        runner.withPropertyValues(
                        "happy-connect.address-filter.deny=LINK_LOCAL,metadata,127.0.0.8/29",
                        "happy-connect.address-filter.allow=")
                .run(context -> {
                    HappyConnector connector = context.getBean(HappyConnector.class);

                    assertThat(connector.lookup("127.0.0.7")).containsExactly(Loopback.ipv4(7));
                    for (String denied :
                            List.of("127.0.0.8", "127.0.0.15", "169.254.1.1", "fe80::1", "100.100.100.200")) {
                        assertThatThrownBy(() -> connector.lookup(denied)).hasMessageContaining("by the rule against");
                    }
                });
    }

    /** Names whose addresses change from one lookup to the next, and a memory of what was dialled. */
    @Configuration(proxyBeanMethods = false)
    static class Network implements RaceListener {

        private final List<String> dialled = new CopyOnWriteArrayList<>();
        private final AtomicInteger lookups = new AtomicInteger();
        private volatile List<Set<InetAddress>> answers = List.of();

        @Bean
        Resolver resolver() {
            return (target, to) -> {
                List<Set<InetAddress>> all = answers;
                if (!all.isEmpty()) {
                    to.found(all.get(lookups.getAndIncrement() % all.size()).stream()
                            .map(address -> new AddressCandidate(address, target.port()))
                            .toList());
                }
                to.done();
                return Lookup.ended();
            };
        }

        @Override
        public void raceEnded(RaceReport report) {
            report.attempts().stream()
                    .map(attempt ->
                            ((AddressCandidate) attempt.candidate()).address().getHostAddress())
                    .forEach(dialled::add);
        }
    }
}
