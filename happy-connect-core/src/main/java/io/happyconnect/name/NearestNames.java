package io.happyconnect.name;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

/** The known names that a mistyped one may have meant: few edits away, the nearest first, of equals the one that begins alike. */
final class NearestNames {

    private static final int MAX_SUGGESTIONS = 3;
    private static final int MAX_DISTANCE = 2;

    private NearestNames() {}

    static List<String> to(String typed, Collection<String> known) {
        int limit = Math.min(MAX_DISTANCE, typed.length() - 1);
        return known.stream()
                .filter(name -> Math.abs(name.length() - typed.length()) <= limit)
                .map(name -> Map.entry(name, distance(typed, name)))
                .filter(entry -> entry.getValue() <= limit)
                .sorted(Comparator.comparingInt(Map.Entry<String, Integer>::getValue)
                        .thenComparingInt(entry -> -commonPrefix(typed, entry.getKey()))
                        .thenComparing(Map.Entry::getKey))
                .limit(MAX_SUGGESTIONS)
                .map(Map.Entry::getKey)
                .toList();
    }

    private static int commonPrefix(String a, String b) {
        int length = 0;
        while (length < Math.min(a.length(), b.length()) && a.charAt(length) == b.charAt(length)) {
            length++;
        }
        return length;
    }

    /** Insertions, deletions, substitutions and swaps of neighbours (optimal string alignment), one row at a time. */
    static int distance(String a, String b) {
        int[] beforeLast = new int[b.length() + 1];
        int[] last = new int[b.length() + 1];
        int[] row = new int[b.length() + 1];
        for (int j = 0; j <= b.length(); j++) {
            row[j] = j;
        }
        for (int i = 1; i <= a.length(); i++) {
            int[] reused = beforeLast;
            beforeLast = last;
            last = row;
            row = reused;
            row[0] = i;
            for (int j = 1; j <= b.length(); j++) {
                boolean same = a.charAt(i - 1) == b.charAt(j - 1);
                row[j] = Math.min(last[j - 1] + (same ? 0 : 1), Math.min(last[j], row[j - 1]) + 1);
                if (isSwap(a, i, b, j)) {
                    row[j] = Math.min(row[j], beforeLast[j - 2] + 1);
                }
            }
        }
        return row[b.length()];
    }

    /** Do the two characters before i and the two before j differ in their order alone? */
    private static boolean isSwap(String a, int i, String b, int j) {
        return i > 1 && j > 1 && a.charAt(i - 1) == b.charAt(j - 2) && a.charAt(i - 2) == b.charAt(j - 1);
    }
}
