package io.happyconnect.dns;

import static org.assertj.core.api.Assertions.assertThat;

import io.happyconnect.candidate.AddressFamily;
import io.happyconnect.dns.files.ResolvConf;
import io.happyconnect.dns.files.Surroundings;
import io.happyconnect.dns.query.CacheLimits;
import io.happyconnect.dns.query.Hearing;
import io.happyconnect.dns.query.Names;
import io.happyconnect.dns.query.Result;
import io.happyconnect.testsupport.LeaksNothing;
import java.net.InetAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.xbill.DNS.Type;

/** Questions that are under way when resolv.conf changes. */
@LeaksNothing(withinMillis = 15_000)
class AnotherNetworkTest {

    private static final String NAME = "www.example";

    /** The addresses that one lookup found. */
    private static final class Found implements Hearing {
        private final List<String> addresses = new ArrayList<>();
        private final CompletableFuture<List<String>> all = new CompletableFuture<>();

        @Override
        public void settled(AddressFamily family, String name, Result result) {
            result.addresses().stream().map(InetAddress::getHostAddress).forEach(addresses::add);
        }

        @Override
        public void over() {
            all.complete(addresses);
        }

        @Override
        public void unable(String why) {
            all.completeExceptionally(new AssertionError(why));
        }
    }

    private static ResolvConf asking(DnsServer server) {
        ResolvConf file = ResolvConf.parse("", Surroundings.NONE);
        return new Overrides(List.of(server.address()), Duration.ofSeconds(10), 2, List.of()).over(file);
    }

    private static CompletableFuture<List<String>> look(Names names) {
        var found = new Found();
        names.look(NAME, true, found);
        return found.all;
    }

    @Test
    void whatTheServersBeforeSayIsNotForWhoAsksAfterTheChange() throws Exception {
        try (var before = new DnsServer();
                var after = new DnsServer()) {
            before.zone.a(NAME, "192.0.2.1").on(NAME, Type.A).delayMillis = 500;
            after.zone.a(NAME, "192.0.2.2");
            var conf = new AtomicReference<>(asking(before));
            CacheLimits limits = CacheLimits.of(10, Duration.ofHours(1), Duration.ofMinutes(1), Duration.ZERO);
            try (var names = new Names(now -> conf.get(), false, family -> true, limits, List.of())) {
                CompletableFuture<List<String>> early = look(names);
                conf.set(asking(after));

                assertThat(look(names).get(10, TimeUnit.SECONDS)).containsExactly("192.0.2.2");
                assertThat(early.get(10, TimeUnit.SECONDS)).containsExactly("192.0.2.1");
                assertThat(look(names).get(10, TimeUnit.SECONDS)).containsExactly("192.0.2.2");
                assertThat(after.asked).hasSize(2);
            }
        }
    }
}
