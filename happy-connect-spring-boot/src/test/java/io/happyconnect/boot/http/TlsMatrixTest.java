package io.happyconnect.boot.http;

import static io.happyconnect.boot.http.Exchanges.get;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.URI;
import javax.net.ssl.SSLException;
import mockwebserver3.RecordedRequest;
import okhttp3.CipherSuite;
import okhttp3.TlsVersion;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.boot.http.client.HttpClientSettings;
import org.springframework.boot.ssl.SslBundle;
import org.springframework.boot.ssl.SslOptions;
import org.springframework.http.HttpMethod;
import org.springframework.http.client.ClientHttpResponse;

/** SSL bundles, with our client and those beside it. */
@Timeout(value = 30, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class TlsMatrixTest {

    private static final String CIPHER = "TLS_ECDHE_ECDSA_WITH_AES_256_GCM_SHA384";

    private final Clients clients = new Clients();
    private final HttpSite site = new HttpSite();

    @BeforeEach
    void start() throws IOException {
        site.server.useHttps(Certificates.SERVER.sslSocketFactory());
        site.start();
    }

    @AfterEach
    void close() throws Exception {
        clients.close();
        site.close();
    }

    private URI uri() {
        return URI.create("https://localhost:" + site.server.getPort() + "/status/200");
    }

    private static HttpClientSettings with(SslBundle bundle) {
        return HttpClientSettings.defaults().withSslBundle(bundle);
    }

    @ParameterizedTest
    @EnumSource
    void whomTheBundleTrustsIsTrusted(Client client) throws IOException {
        assertThat(get(clients.factory(client, with(Certificates.trusting(null))), uri()))
                .isEmpty();
        assertThat(site.request().getHandshake()).isNotNull();
    }

    @ParameterizedTest
    @EnumSource
    void whomTheBundleDoesNotTrustIsNotTrusted(Client client) {
        assertThatThrownBy(() -> get(clients.factory(client, with(Certificates.trustingAnother())), uri()))
                .isInstanceOf(SSLException.class);
        assertThat(site.requests).isEmpty();
    }

    @ParameterizedTest
    @EnumSource
    void withoutABundleTheServerIsNotTrusted(Client client) {
        assertThatThrownBy(() -> get(clients.factory(client), uri())).isInstanceOf(SSLException.class);
    }

    // The simple one does not apply them.
    @ParameterizedTest
    @EnumSource(names = {"HAPPY", "JDK", "HTTP_COMPONENTS"})
    void protocolsAndCiphersAreThoseOfTheBundle(Client client) throws IOException {
        SslOptions options = SslOptions.of(new String[] {CIPHER}, new String[] {"TLSv1.2"});

        get(clients.factory(client, with(Certificates.trusting(options))), uri());

        RecordedRequest request = site.request();
        assertThat(request.getHandshake().tlsVersion()).isEqualTo(TlsVersion.TLS_1_2);
        assertThat(request.getHandshake().cipherSuite()).isEqualTo(CipherSuite.forJavaName(CIPHER));
    }

    @Test
    void aProtocolAloneLeavesTheCiphersAsTheyAre() throws IOException {
        SslOptions options = SslOptions.of(null, new String[] {"TLSv1.3"});

        get(clients.factory(Client.HAPPY, with(Certificates.trusting(options))), uri());

        assertThat(site.request().getHandshake().tlsVersion()).isEqualTo(TlsVersion.TLS_1_3);
    }

    @Test
    void aProtocolThatNobodyKnowsIsNamed() {
        SslOptions options = SslOptions.of(null, new String[] {"TLSv9"});

        assertThatThrownBy(() -> get(clients.factory(Client.HAPPY, with(Certificates.trusting(options))), uri()))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("TLSv9");
    }

    @Test
    void clientsOfOneBundleShareAConnection() throws IOException {
        SslBundle bundle = Certificates.trusting(null);

        get(clients.factory(Client.HAPPY, with(bundle)), uri());
        get(clients.factory(Client.HAPPY, with(bundle)), uri());
        get(clients.factory(Client.HAPPY, with(Certificates.trusting(null))), uri());

        assertThat(site.requests)
                .extracting(RecordedRequest::getConnectionIndex)
                .containsExactly(0, 0, 1);
    }

    @Test
    void http2IsSpokenAndStillHasAStatusText() throws IOException {
        try (ClientHttpResponse response = clients.factory(Client.HAPPY, with(Certificates.trusting(null)))
                .createRequest(uri(), HttpMethod.GET)
                .execute()) {
            assertThat(response.getStatusText()).isEqualTo("OK");
        }
        assertThat(site.request().getVersion()).isEqualTo("HTTP/2");
    }
}
