package io.happyconnect.boot.autoconfigure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.happyconnect.boot.http.HttpConnections;
import io.happyconnect.observe.RaceListener;
import io.happyconnect.observe.RaceReport;
import io.happyconnect.testsupport.LeaksNothing;
import io.happyconnect.testsupport.Loopback;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import okhttp3.tls.HandshakeCertificates;
import okhttp3.tls.HeldCertificate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.autoconfigure.ssl.SslAutoConfiguration;
import org.springframework.boot.http.client.InetAddressFilter;
import org.springframework.boot.http.client.autoconfigure.HttpClientAutoConfiguration;
import org.springframework.boot.http.client.autoconfigure.imperative.ImperativeHttpClientAutoConfiguration;
import org.springframework.boot.http.client.autoconfigure.service.HttpServiceClientPropertiesAutoConfiguration;
import org.springframework.boot.restclient.autoconfigure.RestClientAutoConfiguration;
import org.springframework.boot.restclient.autoconfigure.RestClientSsl;
import org.springframework.boot.restclient.autoconfigure.service.HttpServiceClientAutoConfiguration;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.client.ResourceAccessException;
import org.springframework.web.client.RestClient;
import org.springframework.web.service.annotation.GetExchange;
import org.springframework.web.service.registry.ImportHttpServices;

/** The settings that Spring Boot has for HTTP clients, in an application. */
@LeaksNothing(exceptThreads = {"OkHttp", "Okio", "MockWebServer"})
@Timeout(value = 30, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class HttpClientSettingsTest {

    private static final HeldCertificate CERTIFICATE =
            new HeldCertificate.Builder().addSubjectAlternativeName("site.test").build();

    private final ApplicationContextRunner runner = new ApplicationContextRunner()
            .withConfiguration(AutoConfigurations.of(
                    HappyConnectAutoConfiguration.class,
                    HappyConnectHttpAutoConfiguration.class,
                    SslAutoConfiguration.class,
                    HttpClientAutoConfiguration.class,
                    ImperativeHttpClientAutoConfiguration.class,
                    HttpServiceClientPropertiesAutoConfiguration.class,
                    HttpServiceClientAutoConfiguration.class,
                    RestClientAutoConfiguration.class))
            .withPropertyValues("happy-connect.hosts.site.test=127.0.0.2,127.0.0.3");

    private final MockWebServer server = new MockWebServer();

    @BeforeEach
    void start() throws IOException {
        server.start(Loopback.ipv4(3), 0);
    }

    @AfterEach
    void close() {
        server.close();
    }

    private String site() {
        return "http://site.test:" + server.getPort();
    }

    private static String get(RestClient client, String uri) {
        return client.get().uri(uri).retrieve().body(String.class);
    }

    private static MockResponse late(String body) {
        return new MockResponse.Builder()
                .body(body)
                .headersDelay(600, TimeUnit.MILLISECONDS)
                .build();
    }

    @Test
    void theReadTimeoutIsThatOfTheProperty() {
        server.enqueue(late("too late"));
        runner.withPropertyValues("spring.http.clients.read-timeout=200ms").run(context -> {
            RestClient client = context.getBean(RestClient.Builder.class).build();

            assertThatThrownBy(() -> get(client, site())).isInstanceOf(ResourceAccessException.class);
        });
    }

    @Test
    void aGroupOfHttpInterfacesHasItsOwn() {
        server.enqueue(late("slow"));
        server.enqueue(late("too late"));
        runner.withUserConfiguration(Groups.class)
                .withPropertyValues(
                        "spring.http.clients.read-timeout=200ms",
                        "spring.http.serviceclient.patient.read-timeout=5s",
                        "spring.http.serviceclient.patient.base-url=" + site(),
                        "spring.http.serviceclient.hasty.base-url=" + site())
                .run(context -> {
                    assertThat(context.getBean(Patient.class).get()).isEqualTo("slow");
                    assertThatThrownBy(() -> context.getBean(Hasty.class).get())
                            .isInstanceOf(ResourceAccessException.class);
                    assertThat(context.getBean(Races.class).attempted()).contains("127.0.0.3:" + server.getPort());
                });
    }

    @Test
    void aBundleIsApplied() throws IOException {
        try (MockWebServer secure = new MockWebServer()) {
            secure.useHttps(new HandshakeCertificates.Builder()
                    .heldCertificate(CERTIFICATE)
                    .build()
                    .sslSocketFactory());
            secure.start(Loopback.ipv4(3), 0);
            secure.enqueue(new MockResponse.Builder().body("trusted").build());
            String uri = "https://site.test:" + secure.getPort();
            runner.withPropertyValues(
                            "spring.ssl.bundle.pem.ours.truststore.certificate=" + CERTIFICATE.certificatePem())
                    .run(context -> {
                        RestClientSsl ssl = context.getBean(RestClientSsl.class);
                        RestClient.Builder builder = context.getBean(RestClient.Builder.class);

                        assertThatThrownBy(() -> get(builder.clone().build(), uri))
                                .isInstanceOf(ResourceAccessException.class);
                        assertThat(get(
                                        builder.clone()
                                                .apply(ssl.fromBundle("ours"))
                                                .build(),
                                        uri))
                                .isEqualTo("trusted");
                    });
        }
    }

    @Test
    void whatTheFilterRefusesIsNeverDialled() {
        server.enqueue(new MockResponse.Builder().body("allowed").build());
        runner.withUserConfiguration(Filter.class)
                .withPropertyValues("happy-connect.hosts.site.test=127.0.0.1,127.0.0.2,127.0.0.3")
                .run(context -> {
                    RestClient client =
                            context.getBean(RestClient.Builder.class).build();

                    assertThat(get(client, site())).isEqualTo("allowed");
                    for (String literal : List.of("127.0.0.1", "[::1]", "[::ffff:7f00:2]")) {
                        assertThatThrownBy(() -> get(client, "http://" + literal + ":" + server.getPort()))
                                .isInstanceOf(ResourceAccessException.class)
                                .hasMessageContaining("refused: ")
                                .hasMessageContaining("by the InetAddressFilter");
                    }
                    assertThat(context.getBean(Races.class).attempted())
                            .containsExactly("127.0.0.3:" + server.getPort());
                });
    }

    @Test
    void aRedirectDoesNotLeadPastTheFilter() {
        server.enqueue(new MockResponse.Builder()
                .code(302)
                .addHeader("Location", "http://127.0.0.1:" + server.getPort() + "/internal")
                .build());
        runner.withUserConfiguration(Filter.class).run(context -> {
            RestClient client = context.getBean(RestClient.Builder.class).build();

            assertThatThrownBy(() -> get(client, site()))
                    .isInstanceOf(ResourceAccessException.class)
                    .hasMessageContaining("refused: ")
                    .hasMessageContaining("by the InetAddressFilter");
            assertThat(context.getBean(Races.class).attempted()).containsExactly("127.0.0.3:" + server.getPort());
        });
    }

    @Test
    void theConnectTimeoutIsThatOfTheProperty() {
        runner.withUserConfiguration(Filter.class)
                .withPropertyValues("spring.http.clients.connect-timeout=2d")
                .run(context -> assertThatThrownBy(() -> context.getBean(RestClient.Builder.class))
                        .hasMessageContaining("connect timeout must be 0 ms to 1 day, but is PT48H"));
    }

    @Test
    void withTheContextAllIsClosed() {
        server.enqueue(new MockResponse.Builder().body("hello").build());
        runner.run(context -> {
            assertThat(context).hasSingleBean(HttpConnections.class);
            get(context.getBean(RestClient.Builder.class).build(), site());
        });
    }

    /** Remembers what was dialled. */
    static final class Races implements RaceListener {

        private final List<RaceReport> reports = new CopyOnWriteArrayList<>();

        @Override
        public void raceEnded(RaceReport report) {
            reports.add(report);
        }

        List<String> attempted() {
            return reports.stream()
                    .flatMap(report -> report.attempts().stream())
                    .map(attempt -> attempt.candidate().toString())
                    .toList();
        }
    }

    @Configuration(proxyBeanMethods = false)
    static class Filter {

        @Bean
        InetAddressFilter only() {
            return InetAddressFilter.of("127.0.0.3");
        }

        @Bean
        Races races() {
            return new Races();
        }
    }

    @Configuration(proxyBeanMethods = false)
    @ImportHttpServices(group = "patient", types = Patient.class)
    @ImportHttpServices(group = "hasty", types = Hasty.class)
    static class Groups {

        @Bean
        Races races() {
            return new Races();
        }
    }

    interface Patient {

        @GetExchange
        String get();
    }

    interface Hasty {

        @GetExchange
        String get();
    }
}
