package io.happyconnect.okhttp;

import static io.happyconnect.okhttp.Calls.bodyOf;
import static io.happyconnect.okhttp.Place.serving;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.happyconnect.observe.AttemptReport;
import io.happyconnect.resolve.AddressFilter;
import io.happyconnect.testsupport.Loopback;
import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import okhttp3.OkHttpClient;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A filter that one pair has on top of that of its connector. */
class AdditionalFilterTest {

    private final TestNetwork network = new TestNetwork();

    @AfterEach
    void close() throws IOException {
        network.close();
    }

    private record Only(InetAddress allowed) implements AddressFilter {

        @Override
        public boolean accepts(InetAddress address) {
            return address.equals(allowed);
        }
    }

    private static final AddressFilter ONLY_THE_SECOND = new Only(Loopback.ipv4(2));

    private OkHttpClient filtered(AddressFilter filter) {
        return network.client(network.happy.withAddressFilter(filter), builder -> builder);
    }

    @Test
    void whatItRefusesIsNeverDialled() throws IOException {
        int port = network.site("site.test", serving(1, Servers.saying("one")), serving(2, Servers.saying("two")));

        assertThat(bodyOf(filtered(ONLY_THE_SECOND), "http://site.test:" + port))
                .isEqualTo("two");

        assertThat(network.races.reports())
                .flatExtracting(report -> report.attempts())
                .extracting(AttemptReport::candidate)
                .hasToString("[127.0.0.2:" + port + "]");
    }

    @Test
    void itHoldsForLiterals() throws IOException {
        int port = network.site("site.test", serving(1, Servers.saying("one")), serving(2, Servers.saying("two")));
        OkHttpClient client = filtered(ONLY_THE_SECOND);

        assertThat(bodyOf(client, "http://127.0.0.2:" + port)).isEqualTo("two");
        assertThatThrownBy(() -> bodyOf(client, "http://127.0.0.1:" + port))
                .isInstanceOf(UnknownHostException.class)
                .hasMessageContaining("address filter");
        assertThat(network.races.reports())
                .flatExtracting(report -> report.attempts())
                .hasSize(1);
    }

    @Test
    void theNextOneNarrowsTheFirst() throws IOException {
        int port = network.site("site.test", serving(2, Servers.saying("two")));
        OkHttpClient client = network.client(
                network.happy.withAddressFilter(ONLY_THE_SECOND).withAddressFilter(new Only(Loopback.ipv4(1))),
                builder -> builder);

        assertThatThrownBy(() -> bodyOf(client, "http://site.test:" + port)).isInstanceOf(UnknownHostException.class);
        assertThat(network.races.reports())
                .flatExtracting(report -> report.attempts())
                .isEmpty();
    }

    @Test
    void pairsAreEqualIfTheirFiltersAre() {
        assertThat(network.happy.withAddressFilter(ONLY_THE_SECOND))
                .isEqualTo(network.happy.withAddressFilter(new Only(Loopback.ipv4(2))))
                .isNotEqualTo(network.happy)
                .isNotEqualTo(network.happy.withAddressFilter(new Only(Loopback.ipv4(1))));
    }
}
