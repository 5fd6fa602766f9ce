package io.happyconnect.boot.autoconfigure;

import io.happyconnect.dns.DnsResolver;
import io.happyconnect.dns.DnsResolverBuilder;
import io.happyconnect.dns.observe.DnsListener;
import io.happyconnect.resolve.Connectivity;
import org.springframework.beans.factory.ObjectProvider;

/** Hands {@code happy-connect.dns.*} on to a builder of resolvers. */
final class DnsProperties {

    private DnsProperties() {}

    static DnsResolver resolver(
            HappyConnectProperties.Dns dns,
            ObjectProvider<Connectivity> connectivity,
            ObjectProvider<DnsListener> listeners) {
        DnsResolverBuilder builder = DnsResolver.builder()
                .cacheSize(dns.cache().maxEntries())
                .maxTtl(dns.cache().maxTtl())
                .maxNegativeTtl(dns.cache().maxNegativeTtl())
                .staleTtl(dns.cache().staleTtl());
        if (!dns.servers().isEmpty()) {
            builder.servers(dns.servers().stream().map(DnsServer::parse).toList());
        }
        if (dns.timeout() != null) {
            builder.timeout(dns.timeout());
        }
        connectivity.ifAvailable(builder::connectivity);
        listeners.orderedStream().forEach(builder::listener);
        return builder.build();
    }
}
