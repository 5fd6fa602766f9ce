package io.happyconnect.selection;

import io.happyconnect.order.PolicyTable;
import java.nio.file.Path;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The table of a gai.conf, which is read each time: its time stamp would miss two changes in one tick. */
final class GaiConfPolicy implements HostPolicy {

    private final Path file;
    private volatile @Nullable Reading latest;

    GaiConfPolicy(Path file) {
        this.file = file;
    }

    @Override
    public PolicyTable now(Supplier<LocalAddresses> ipv6) {
        String text = SystemFile.read(file);
        Reading known = latest;
        if (known == null || !known.text.equals(text)) {
            known = new Reading(text, GaiConf.parse(text));
            latest = known;
        }
        return known.policy;
    }

    private record Reading(String text, PolicyTable policy) {}
}
