package io.happyconnect.boot.http;

import java.security.GeneralSecurityException;
import java.security.KeyStore;
import okhttp3.tls.HandshakeCertificates;
import okhttp3.tls.HeldCertificate;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.ssl.SslBundle;
import org.springframework.boot.ssl.SslBundleKey;
import org.springframework.boot.ssl.SslOptions;
import org.springframework.boot.ssl.SslStoreBundle;

/** A server's certificate, and SSL bundles that trust it or another. */
final class Certificates {

    private static final HeldCertificate SERVERS = certificate();
    private static final HeldCertificate ANOTHER = certificate();

    static final HandshakeCertificates SERVER =
            new HandshakeCertificates.Builder().heldCertificate(SERVERS).build();

    private Certificates() {}

    private static HeldCertificate certificate() {
        return new HeldCertificate.Builder()
                .commonName("test")
                .addSubjectAlternativeName("localhost")
                .addSubjectAlternativeName("127.0.0.1")
                .build();
    }

    static SslBundle trusting(@Nullable SslOptions options) {
        return bundle(SERVERS, options);
    }

    static SslBundle trustingAnother() {
        return bundle(ANOTHER, null);
    }

    static String pem() {
        return SERVERS.certificatePem();
    }

    private static SslBundle bundle(HeldCertificate trusted, @Nullable SslOptions options) {
        try {
            KeyStore store = KeyStore.getInstance("PKCS12");
            store.load(null, null);
            store.setCertificateEntry("trusted", trusted.certificate());
            return SslBundle.of(SslStoreBundle.of(null, null, store), SslBundleKey.NONE, options);
        } catch (GeneralSecurityException | java.io.IOException e) {
            throw new AssertionError(e);
        }
    }
}
