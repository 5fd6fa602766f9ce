package io.happyconnect.okhttp;

import static org.assertj.core.api.Assertions.assertThat;

import io.happyconnect.testsupport.Loopback;
import java.io.IOException;
import java.lang.ref.WeakReference;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;
import okhttp3.Call;
import okhttp3.Dns;
import okhttp3.EventListener;
import okhttp3.OkHttpClient;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ClaimsTest {

    private final TestNetwork network = new TestNetwork();
    private final Claims claims = AddressBook.of(network.connector, null, null).claims();

    @AfterEach
    void close() throws IOException {
        network.close();
    }

    @Test
    void everyLookupHasClaimsOfItsOwn() throws IOException {
        network.name("site.test", Loopback.ipv4(1), Loopback.ipv4(2));
        Dns dns = network.happy.dns();

        List<InetAddress> first = dns.lookup("site.test");
        List<InetAddress> second = dns.lookup("site.test");

        assertThat(first).isEqualTo(second);
        assertThat(claimOf(first.get(0)).ticket())
                .isSameAs(claimOf(first.get(1)).ticket());
        assertThat(claimOf(first.get(1)).index()).isEqualTo(1);
        assertThat(claimOf(second.get(0)).ticket())
                .isNotSameAs(claimOf(first.get(0)).ticket());
        assertThat(claims.of(Loopback.ipv4(1))).isNull();
    }

    @Test
    void aLookupThatNobodyKeepsIsForgotten() throws IOException {
        network.name("site.test", Loopback.ipv4(1), Loopback.ipv4(2));
        Dns dns = network.happy.dns();
        int before = claims.size();
        InetAddress kept = dns.lookup("site.test").get(1);
        for (int i = 0; i < 1_000; i++) {
            dns.lookup("site.test");
        }

        Garbage.collect();

        assertThat(claims.size()).isLessThanOrEqualTo(before + 1);
        assertThat(claimOf(kept).index()).isEqualTo(1);
    }

    @Test
    void aConnectionKeepsNothingOfItsLookupButItsOwnAddress() throws IOException {
        int port = network.site("site.test", Place.refusing(1), Place.serving(2, Servers.saying("hello")));
        List<WeakReference<InetAddress>> issued = new ArrayList<>();
        OkHttpClient client = network.client(builder -> builder.eventListener(new EventListener() {
            @Override
            public void dnsEnd(Call call, String name, List<InetAddress> addresses) {
                addresses.forEach(address -> issued.add(new WeakReference<>(address)));
            }
        }));
        Calls.bodyOf(client, "http://site.test:" + port);

        Garbage.collect();

        assertThat(issued).extracting(WeakReference::get).containsExactly(null, Loopback.ipv4(2));
    }

    private Claim claimOf(InetAddress address) {
        Claim claim = claims.of(address);
        assertThat(claim).isNotNull();
        return claim;
    }
}
