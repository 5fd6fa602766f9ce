package io.happyconnect.selection;

import io.happyconnect.order.PolicyTable;
import java.nio.file.Path;
import java.util.function.Supplier;

/** The table of a gai.conf. */
final class GaiConfPolicy implements HostPolicy {

    private final ParsedFile<PolicyTable> file;

    GaiConfPolicy(Path file) {
        this.file = new ParsedFile<>(file, GaiConf::parse);
    }

    @Override
    public PolicyTable now(Supplier<LocalAddresses> ipv6) {
        return file.get();
    }
}
