package io.happyconnect.ssh;

import java.io.IOException;
import java.io.StringReader;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.sshd.client.config.hosts.HostConfigEntry;
import org.apache.sshd.client.config.hosts.HostConfigEntryResolver;
import org.jspecify.annotations.Nullable;

/**
 * What was read of a configuration. Without a {@code Match} it is the same text for all hosts; with one, each host has its own, which
 * is remembered for the last of them.
 */
final class ConfigEntries {

    private static final int MOST_REMEMBERED = 1_000;

    private final List<ConfigBlock> blocks;
    private final @Nullable HostConfigEntryResolver forAll;
    private final Map<String, Optional<HostConfigEntry>> remembered = new LinkedHashMap<>() { // guarded by itself
                private static final long serialVersionUID = 1L;

                @Override
                protected boolean removeEldestEntry(Map.Entry<String, Optional<HostConfigEntry>> eldest) {
                    return size() > MOST_REMEMBERED;
                }
            };

    /** Reads them, so that what cannot be is found at once. */
    ConfigEntries(List<ConfigBlock> blocks) throws IOException {
        this.blocks = List.copyOf(blocks);
        StringBuilder text = new StringBuilder();
        blocks.forEach(block -> text.append(block.text()));
        HostConfigEntryResolver all = parsed(text);
        this.forAll = blocks.stream().allMatch(block -> block.conditions().isEmpty()) ? all : null;
    }

    static ConfigEntries none() {
        try {
            return new ConfigEntries(List.of());
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private static HostConfigEntryResolver parsed(CharSequence text) throws IOException {
        return HostConfigEntry.toHostConfigEntryResolver(
                HostConfigEntry.readHostConfigEntries(new StringReader(text.toString()), true));
    }

    @Nullable
    HostConfigEntry of(String host) throws IOException {
        if (forAll != null) {
            return entry(forAll, host);
        }
        Optional<HostConfigEntry> known;
        synchronized (remembered) {
            known = remembered.get(host);
        }
        if (known == null) {
            // Not under the lock, for others ask for hosts that are known.
            known = Optional.ofNullable(entry(parsed(textOf(host)), host));
            synchronized (remembered) {
                remembered.put(host, known);
            }
        }
        return known.orElse(null);
    }

    // As OpenSSH does: a Match looks at what the lines before it have said, once, and its own lines change nothing
    // about that.
    private StringBuilder textOf(String host) throws IOException {
        StringBuilder text = new StringBuilder();
        SoFar soFar = new SoFar(host, text);
        Map<MatchCriteria, Boolean> decided = new HashMap<>();
        for (boolean second : new boolean[] {false, true}) {
            for (ConfigBlock block : blocks) {
                if (block.isOfSecondPass() == second && isFor(block, soFar, decided)) {
                    text.append(block.text());
                }
            }
        }
        return text;
    }

    private static boolean isFor(ConfigBlock block, SoFar soFar, Map<MatchCriteria, Boolean> decided)
            throws IOException {
        boolean all = true;
        for (MatchCriteria condition : block.conditions()) {
            Boolean known = decided.get(condition);
            if (known == null) {
                known = condition.hold(soFar.host, soFar.entry());
                decided.put(condition, known);
            }
            all &= known;
        }
        return all;
    }

    /** What the lines that were read say of a host; read again when there are more. */
    private static final class SoFar {

        private final String host;
        private final StringBuilder text;
        private int length = -1; // of what the entry was read from
        private @Nullable HostConfigEntry entry;

        SoFar(String host, StringBuilder text) {
            this.host = host;
            this.text = text;
        }

        @Nullable
        HostConfigEntry entry() throws IOException {
            if (length != text.length()) {
                entry = ConfigEntries.entry(parsed(text), host);
                length = text.length();
            }
            return entry;
        }
    }

    private static @Nullable HostConfigEntry entry(HostConfigEntryResolver entries, String host) throws IOException {
        return entries.resolveEffectiveHost(host, 0, null, null, null, null);
    }
}
