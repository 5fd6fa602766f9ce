package io.happyconnect.boot.http;

import java.util.Arrays;
import java.util.List;
import javax.net.ssl.SSLSocketFactory;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509TrustManager;
import okhttp3.ConnectionSpec;
import okhttp3.OkHttpClient;
import org.springframework.boot.ssl.SslBundle;
import org.springframework.boot.ssl.SslOptions;

/**
 * The TLS of an SSL bundle: its keys, whom it trusts, and its protocols and ciphers if it names any.
 *
 * @param socketFactory makes sockets with the protocols and ciphers of the bundle
 * @param restricted whether the bundle names protocols or ciphers
 */
record BundledTls(SSLSocketFactory socketFactory, X509TrustManager trustManager, boolean restricted) {

    /** Whatever is enabled on the socket: the bundle has decided. */
    private static final ConnectionSpec AS_ENABLED = new ConnectionSpec.Builder(ConnectionSpec.MODERN_TLS)
            .allEnabledTlsVersions()
            .allEnabledCipherSuites()
            .build();

    static BundledTls of(SslBundle bundle) {
        SslOptions options = bundle.getOptions();
        SSLSocketFactory plain = bundle.createSslContext().getSocketFactory();
        X509TrustManager trustManager = trustManager(bundle.getManagers().getTrustManagers());
        return options.isSpecified()
                ? new BundledTls(new OptionsSocketFactory(plain, options), trustManager, true)
                : new BundledTls(plain, trustManager, false);
    }

    private static X509TrustManager trustManager(TrustManager[] managers) {
        return Arrays.stream(managers)
                .filter(X509TrustManager.class::isInstance)
                .map(X509TrustManager.class::cast)
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(
                        "SSL bundle must have an X509TrustManager, but has " + Arrays.toString(managers)));
    }

    void applyTo(OkHttpClient.Builder client) {
        client.sslSocketFactory(socketFactory, trustManager);
        if (restricted) {
            client.connectionSpecs(List.of(AS_ENABLED, ConnectionSpec.CLEARTEXT));
        }
    }
}
