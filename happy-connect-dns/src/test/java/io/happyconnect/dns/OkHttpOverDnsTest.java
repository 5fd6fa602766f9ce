package io.happyconnect.dns;

import static org.assertj.core.api.Assertions.assertThat;

import io.happyconnect.HappyConnector;
import io.happyconnect.okhttp.HappyConnectOkHttp;
import java.net.InetAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.Response;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.xbill.DNS.Type;

/** An OkHttp client looks names up as the connector does. */
class OkHttpOverDnsTest {

    @TempDir
    Path directory;

    @Test
    void aFamilyThatIsNeverAnsweredDoesNotHoldUpACall() throws Exception {
        try (var dns = new DnsServer();
                var web = new MockWebServer();
                DnsResolver resolver = DnsResolver.builder()
                        .servers(List.of(dns.address()))
                        .resolvConf(directory.resolve("resolv.conf"))
                        .hostsFile(directory.resolve("hosts"))
                        .search(List.of())
                        .connectivity(family -> true)
                        .build();
                HappyConnector connector = HappyConnector.builder()
                        .resolver(resolver)
                        .connectivity(family -> true)
                        .connectTimeout(Duration.ofSeconds(4))
                        .build()) {
            dns.zone.a("web.example", "127.0.0.1");
            dns.zone.on("web.example", Type.AAAA).silent = true;
            web.start(InetAddress.getByName("127.0.0.1"), 0);
            web.enqueue(new MockResponse.Builder().body("hello").build());
            OkHttpClient client = HappyConnectOkHttp.of(connector)
                    .applyTo(new OkHttpClient.Builder())
                    .build();
            try {
                var request = new Request.Builder()
                        .url("http://web.example:" + web.getPort() + "/")
                        .build();

                try (Response response = client.newCall(request).execute()) {
                    assertThat(response.body().string()).isEqualTo("hello");
                }
                assertThat(dns.questions()).containsExactlyInAnyOrder("AAAA web.example", "A web.example");
            } finally {
                client.connectionPool().evictAll();
                client.dispatcher().executorService().shutdown();
            }
        }
    }
}
