package io.happyconnect.boot.autoconfigure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.happyconnect.testsupport.LeaksNothing;
import io.happyconnect.testsupport.Loopback;
import java.io.IOException;
import java.util.Objects;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import mockwebserver3.RecordedRequest;
import okhttp3.CipherSuite;
import okhttp3.Handshake;
import okhttp3.TlsVersion;
import okhttp3.tls.HandshakeCertificates;
import okhttp3.tls.HeldCertificate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.autoconfigure.ssl.SslAutoConfiguration;
import org.springframework.boot.http.client.autoconfigure.HttpClientAutoConfiguration;
import org.springframework.boot.http.client.autoconfigure.imperative.ImperativeHttpClientAutoConfiguration;
import org.springframework.boot.http.client.autoconfigure.service.HttpServiceClientPropertiesAutoConfiguration;
import org.springframework.boot.restclient.RestTemplateBuilder;
import org.springframework.boot.restclient.autoconfigure.RestClientAutoConfiguration;
import org.springframework.boot.restclient.autoconfigure.RestClientSsl;
import org.springframework.boot.restclient.autoconfigure.RestTemplateAutoConfiguration;
import org.springframework.boot.restclient.autoconfigure.service.HttpServiceClientAutoConfiguration;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.client.ResourceAccessException;
import org.springframework.web.client.RestClient;
import org.springframework.web.service.annotation.GetExchange;
import org.springframework.web.service.registry.ImportHttpServices;

/** Redirects, cookies and TLS as the properties say, for all clients and for a group of HTTP interfaces. */
@LeaksNothing(exceptThreads = {"OkHttp", "Okio", "MockWebServer"})
@Timeout(value = 30, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class HttpClientPropertiesTest {

    private static final HeldCertificate CERTIFICATE =
            new HeldCertificate.Builder().addSubjectAlternativeName("site.test").build();

    private static final String CIPHER = "TLS_ECDHE_ECDSA_WITH_AES_256_GCM_SHA384";

    private final ApplicationContextRunner runner = new ApplicationContextRunner()
            .withConfiguration(AutoConfigurations.of(
                    HappyConnectAutoConfiguration.class,
                    HappyConnectHttpAutoConfiguration.class,
                    SslAutoConfiguration.class,
                    HttpClientAutoConfiguration.class,
                    ImperativeHttpClientAutoConfiguration.class,
                    HttpServiceClientPropertiesAutoConfiguration.class,
                    HttpServiceClientAutoConfiguration.class,
                    RestClientAutoConfiguration.class,
                    RestTemplateAutoConfiguration.class))
            .withPropertyValues("happy-connect.hosts.site.test=127.0.0.2,127.0.0.3");

    private final MockWebServer server = new MockWebServer();

    @AfterEach
    void close() {
        server.close();
    }

    private String plainSite() throws IOException {
        server.start(Loopback.ipv4(3), 0);
        return "http://site.test:" + server.getPort();
    }

    private String secureSite() throws IOException {
        server.useHttps(new HandshakeCertificates.Builder()
                .heldCertificate(CERTIFICATE)
                .build()
                .sslSocketFactory());
        server.start(Loopback.ipv4(3), 0);
        return "https://site.test:" + server.getPort();
    }

    private static MockResponse saying(String body) {
        return new MockResponse.Builder().body(body).build();
    }

    private static ResponseEntity<String> get(RestClient client, String uri) {
        return client.get().uri(uri).retrieve().toEntity(String.class);
    }

    /** Two names for one certificate, its protocols and its ciphers, and what a bundle that only trusts it takes. */
    private ApplicationContextRunner withBundles() {
        return runner.withPropertyValues(
                "spring.ssl.bundle.pem.strict.truststore.certificate=" + CERTIFICATE.certificatePem(),
                "spring.ssl.bundle.pem.strict.options.enabled-protocols=TLSv1.2",
                "spring.ssl.bundle.pem.strict.options.ciphers=" + CIPHER,
                "spring.ssl.bundle.pem.trusting.truststore.certificate=" + CERTIFICATE.certificatePem());
    }

    private Handshake handshake() throws InterruptedException {
        return Objects.requireNonNull(server.takeRequest().getHandshake());
    }

    @Test
    void redirectsAreThoseOfThePropertyAndOfTheGroup() throws IOException {
        String site = plainSite();
        server.enqueue(new MockResponse.Builder()
                .code(302)
                .addHeader("Location", "/next")
                .build());
        server.enqueue(new MockResponse.Builder()
                .code(302)
                .addHeader("Location", "/next")
                .build());
        server.enqueue(saying("followed"));
        runner.withUserConfiguration(Groups.class)
                .withPropertyValues(
                        "spring.http.clients.redirects=dont-follow",
                        "spring.http.serviceclient.own.redirects=follow",
                        "spring.http.serviceclient.own.base-url=" + site)
                .run(context -> {
                    RestClient client =
                            context.getBean(RestClient.Builder.class).build();

                    assertThat(get(client, site).getStatusCode()).isEqualTo(HttpStatus.FOUND);
                    assertThat(context.getBean(Own.class).get()).isEqualTo("followed");
                });
    }

    @Test
    void cookiesAreThoseOfTheProperty() throws Exception {
        String site = plainSite();
        for (int i = 0; i < 4; i++) {
            server.enqueue(new MockResponse.Builder()
                    .addHeader("Set-Cookie", "flavour=oat; Path=/")
                    .build());
        }
        for (String handling : new String[] {"enable", "disable"}) {
            runner.withPropertyValues("spring.http.clients.cookie-handling=" + handling)
                    .run(context -> {
                        RestClient client =
                                context.getBean(RestClient.Builder.class).build();
                        get(client, site);
                        get(client, site);
                    });
        }

        assertThat(cookie()).isNull();
        assertThat(cookie()).as("enabled").isEqualTo("flavour=oat");
        assertThat(cookie()).isNull();
        assertThat(cookie()).as("disabled").isNull();
    }

    private String cookie() throws InterruptedException {
        RecordedRequest request = server.takeRequest();
        return request.getHeaders().get("Cookie");
    }

    @Test
    void theBundleOfAllClientsHasItsProtocolsAndCiphers() throws Exception {
        String site = secureSite();
        server.enqueue(saying("one"));
        server.enqueue(saying("two"));
        withBundles()
                .withPropertyValues("spring.http.clients.ssl.bundle=strict")
                .run(context -> {
                    assertThat(get(context.getBean(RestClient.Builder.class).build(), site)
                                    .getBody())
                            .isEqualTo("one");
                    assertThat(context.getBean(RestTemplateBuilder.class)
                                    .build()
                                    .getForObject(site, String.class))
                            .isEqualTo("two");
                });

        Handshake handshake = handshake();
        assertThat(handshake.tlsVersion()).isEqualTo(TlsVersion.TLS_1_2);
        assertThat(handshake.cipherSuite()).isEqualTo(CipherSuite.forJavaName(CIPHER));
    }

    @Test
    void theBundleThatOneClientAsksForHasItsProtocolsAndCiphers() throws Exception {
        String site = secureSite();
        server.enqueue(saying("strict"));
        server.enqueue(saying("trusting"));
        withBundles().run(context -> {
            RestClientSsl ssl = context.getBean(RestClientSsl.class);
            RestClient.Builder builder = context.getBean(RestClient.Builder.class);

            get(builder.clone().apply(ssl.fromBundle("strict")).build(), site);
            get(builder.clone().apply(ssl.fromBundle("trusting")).build(), site);
        });

        Handshake strict = handshake();
        assertThat(strict.tlsVersion()).isEqualTo(TlsVersion.TLS_1_2);
        assertThat(strict.cipherSuite()).isEqualTo(CipherSuite.forJavaName(CIPHER));
        assertThat(handshake().tlsVersion()).as("on a connection of its own").isEqualTo(TlsVersion.TLS_1_3);
    }

    @Test
    void theBundleOfAGroupIsItsOwn() throws Exception {
        String site = secureSite();
        server.enqueue(saying("trusted"));
        withBundles()
                .withUserConfiguration(Groups.class)
                .withPropertyValues(
                        "spring.http.serviceclient.own.ssl.bundle=strict",
                        "spring.http.serviceclient.own.base-url=" + site)
                .run(context -> {
                    assertThat(context.getBean(Own.class).get()).isEqualTo("trusted");
                    assertThatThrownBy(() -> get(
                                    context.getBean(RestClient.Builder.class).build(), site))
                            .isInstanceOf(ResourceAccessException.class);
                });

        assertThat(handshake().tlsVersion()).isEqualTo(TlsVersion.TLS_1_2);
    }

    @Configuration(proxyBeanMethods = false)
    @ImportHttpServices(group = "own", types = Own.class)
    static class Groups {}

    interface Own {

        @GetExchange
        String get();
    }
}
