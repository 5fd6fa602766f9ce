package io.happyconnect.sample;

import java.util.Map;
import java.util.TreeMap;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/** Attempts by address and outcome, as a scrape has them: "127.0.0.101 lost" -> 2. */
record PeerAttempts(Map<String, Long> counts) {

    private static final Pattern LINE = Pattern.compile(
            "happy_connect_peer_attempts_seconds_count\\{.*network_peer_address=\"([^\"]+)\".*outcome=\"([^\"]+)\".*} (\\d+)");

    static PeerAttempts in(String scrape) {
        Map<String, Long> counts = new TreeMap<>();
        for (MatchResult line : LINE.matcher(scrape).results().toList()) {
            counts.merge(line.group(1) + " " + line.group(2), Long.valueOf(line.group(3)), Long::sum);
        }
        return new PeerAttempts(counts);
    }

    /** What has been added since. */
    Map<String, Long> since(PeerAttempts before) {
        Map<String, Long> added = new TreeMap<>(counts);
        before.counts.forEach((key, count) -> added.merge(key, -count, Long::sum));
        added.values().removeIf(count -> count == 0);
        return added;
    }
}
