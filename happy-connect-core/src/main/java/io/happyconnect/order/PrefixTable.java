package io.happyconnect.order;

import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Numbers by prefix: the longest prefix that contains an address decides. Immutable. */
final class PrefixTable {

    private final Prefix[] prefixes;
    private final int[] values;
    private final int otherwise;

    PrefixTable(Map<Prefix, Integer> rows, int otherwise) {
        List<Map.Entry<Prefix, Integer>> longestFirst = rows.entrySet().stream()
                .sorted(Comparator.comparingInt(row -> -row.getKey().length()))
                .toList();
        this.prefixes = longestFirst.stream().map(Map.Entry::getKey).toArray(Prefix[]::new);
        this.values = longestFirst.stream().mapToInt(Map.Entry::getValue).toArray();
        this.otherwise = otherwise;
    }

    int get(AddressBits address) {
        for (int i = 0; i < prefixes.length; i++) {
            if (prefixes[i].contains(address)) {
                return values[i];
            }
        }
        return otherwise;
    }

    Collection<Prefix> prefixes() {
        return List.of(prefixes);
    }

    Map<Prefix, Integer> rows() {
        Map<Prefix, Integer> rows = new LinkedHashMap<>();
        for (int i = 0; i < prefixes.length; i++) {
            rows.put(prefixes[i], values[i]);
        }
        return rows;
    }
}
