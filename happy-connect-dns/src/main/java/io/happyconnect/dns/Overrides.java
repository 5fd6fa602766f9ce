package io.happyconnect.dns;

import io.happyconnect.dns.files.ResolvConf;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What was said in code, which goes before what the file says. */
record Overrides(
        @Nullable List<InetSocketAddress> servers,
        @Nullable Duration timeout,
        @Nullable Integer attempts,
        @Nullable List<String> search) {

    ResolvConf over(ResolvConf file) {
        return new ResolvConf(
                servers == null ? file.servers() : servers,
                search == null ? file.search() : search,
                file.ndots(),
                timeout == null ? file.timeout() : timeout,
                attempts == null ? file.attempts() : attempts,
                file.rotate(),
                file.useTcp(),
                file.noAaaa(),
                file.singleRequest(),
                file.noTldQuery(),
                file.reload());
    }
}
