package io.happyconnect.dns;

import io.happyconnect.name.Target;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/** A resolver that knows nothing of this machine: no hosts, no search list, only the servers it is told. */
record Asking(Path directory) {

    DnsResolverBuilder servers(DnsServer... servers) {
        return servers(List.of(servers).stream().map(DnsServer::address).toList());
    }

    DnsResolverBuilder servers(List<InetSocketAddress> servers) {
        return DnsResolver.builder()
                .resolvConf(directory.resolve("resolv.conf"))
                .hostsFile(directory.resolve("hosts"))
                .search(List.of())
                .connectivity(family -> true)
                .timeout(Duration.ofSeconds(10))
                .servers(servers);
    }

    /** What came of it, when all of it has. */
    static HeardAnswers resolve(DnsResolver resolver, String host) throws InterruptedException {
        var answers = new HeardAnswers();
        resolver.resolve(Target.of(host, 443), answers);
        return answers.await();
    }
}
