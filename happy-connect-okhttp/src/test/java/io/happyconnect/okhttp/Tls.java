package io.happyconnect.okhttp;

import mockwebserver3.MockWebServer;
import okhttp3.OkHttpClient;
import okhttp3.tls.HandshakeCertificates;
import okhttp3.tls.HeldCertificate;

/** One certificate for all names under {@code .test}, on servers and in the eyes of clients. */
final class Tls {

    private static final HeldCertificate CERTIFICATE = new HeldCertificate.Builder()
            .commonName("test")
            .addSubjectAlternativeName("*.test")
            .addSubjectAlternativeName("127.0.0.1")
            .build();

    private static final HandshakeCertificates SERVER =
            new HandshakeCertificates.Builder().heldCertificate(CERTIFICATE).build();

    private static final HandshakeCertificates CLIENT = new HandshakeCertificates.Builder()
            .addTrustedCertificate(CERTIFICATE.certificate())
            .build();

    private Tls() {}

    /** Lets a server speak TLS, with HTTP/2 for clients that want it. */
    static MockWebServer on(MockWebServer server) {
        server.useHttps(SERVER.sslSocketFactory());
        return server;
    }

    /** Lets a client trust the servers. */
    static OkHttpClient.Builder trusted(OkHttpClient.Builder builder) {
        return builder.sslSocketFactory(CLIENT.sslSocketFactory(), CLIENT.trustManager());
    }
}
