package io.happyconnect.observe;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.regex.Pattern;

/**
 * Lays out rows in columns: number, label, bar, start, length, text.
 *
 * <p>Labels have their full width up to that of the longest address with port; the text comes next, and the bar takes what
 * is left within its limits. An IPv6 address of full length leaves a bar of 16 beside every known kind of failure.
 */
final class TimelineTable {

    /** The width of a line. Only a single word that is longer goes beyond. */
    static final int WIDTH = 100;

    private static final int LONGEST_LABEL = "[2001:0db8:1111:2222:3333:4444:5555:6666]:65535".length();
    private static final int LONGEST_KIND = "address not available".length();
    private static final Pattern BLANKS = Pattern.compile(" +");
    private static final String INDENT = "    ";
    private static final int GAP = 2;
    private static final int LONGEST_BAR = 40;
    private static final int GOOD_BAR = 24;
    private static final int SHORTEST_BAR = 10;

    private final List<TimelineRow> rows;
    private final long end;
    private final int number;
    private final int label;
    private final int start;
    private final int took;
    private final int bar;
    private final int text;

    TimelineTable(List<TimelineRow> rows, long end) {
        this.rows = rows;
        this.end = end;
        this.number = widest(TimelineRow::number);
        this.label = Math.min(LONGEST_LABEL, widest(TimelineRow::label));
        this.start = Math.max("start".length(), widest(TimelineRow::start));
        this.took = Math.max("took".length(), widest(TimelineRow::took));
        int gaps = (number > 0 ? GAP : 0) + " ||".length() + 3 * GAP;
        int left = WIDTH - number - label - start - took - gaps;
        int shortest = Math.max(SHORTEST_BAR, DurationText.of(end).length() + GAP);
        int wanted = widest(TimelineRow::text);
        int granted = Math.min(wanted, Math.max(LONGEST_KIND, left - GOOD_BAR));
        this.bar = Math.max(shortest, Math.min(LONGEST_BAR, left - granted));
        this.text = left - bar;
    }

    List<String> lines() {
        List<String> lines = new ArrayList<>();
        String length = DurationText.of(end);
        lines.add(line("", "", " 0" + padLeft(length, bar - 1) + " ", "start", "took", ""));
        rows.forEach(row -> lines.add(line(row)));
        return lines;
    }

    /** The rows whose text did not fit. */
    List<TimelineRow> cut() {
        return rows.stream()
                .filter(row -> !row.isRest() && row.text().length() > text)
                .toList();
    }

    private String line(TimelineRow row) {
        if (row.isRest()) {
            return " ".repeat(number > 0 ? number + GAP : 0) + row.label() + " " + row.text();
        }
        return line(
                row.number(),
                PlainText.ends(row.label(), label),
                "|" + bar(row) + "|",
                row.start(),
                row.took(),
                PlainText.start(row.text(), text));
    }

    /** A sentence in lines, broken at blanks. */
    static List<String> wrapped(String sentence) {
        List<String> lines = new ArrayList<>();
        StringBuilder line = new StringBuilder();
        BLANKS.splitAsStream(sentence).forEach(word -> {
            if (line.length() > INDENT.length() && line.length() + 1 + word.length() > WIDTH) {
                lines.add(line.toString());
                line.setLength(0);
                line.append(INDENT).append(word);
            } else {
                line.append(line.isEmpty() ? "" : " ").append(word);
            }
        });
        lines.add(line.toString());
        return lines;
    }

    /** As many words as fit in a line, and how many did not. */
    static String listed(String title, List<String> words) {
        StringBuilder line = new StringBuilder(title);
        for (int i = 0; i < words.size(); i++) {
            String next = (i == 0 ? "" : ", ") + PlainText.ends(words.get(i), LONGEST_LABEL);
            String rest = " and " + (words.size() - i) + " more";
            boolean last = i == words.size() - 1;
            if (line.length() + next.length() + (last ? 0 : rest.length()) > WIDTH) {
                return line + rest;
            }
            line.append(next);
        }
        return line.toString().stripTrailing();
    }

    private String bar(TimelineRow row) {
        int from = column(row.from());
        int to = Math.max(from, column(row.to()));
        return " ".repeat(from) + String.valueOf(row.fill()).repeat(to - from) + row.mark() + " ".repeat(bar - 1 - to);
    }

    private int column(long nanos) {
        double share = end <= 0 ? 0 : (double) nanos / end;
        return (int) Math.round(Math.max(0, Math.min(1, share)) * (bar - 1));
    }

    private String line(String number, String label, String bar, String start, String took, String text) {
        String gap = " ".repeat(GAP);
        String line = padLeft(number, this.number) + (this.number > 0 ? gap : "") + padRight(label, this.label) + " "
                + bar + gap + padLeft(start, this.start) + gap + padLeft(took, this.took) + gap + text;
        return line.stripTrailing();
    }

    private static String padLeft(String text, int width) {
        return " ".repeat(Math.max(0, width - text.length())) + text;
    }

    private static String padRight(String text, int width) {
        return text + " ".repeat(Math.max(0, width - text.length()));
    }

    private int widest(Function<TimelineRow, String> column) {
        return rows.stream()
                .filter(row -> !row.isRest())
                .mapToInt(row -> column.apply(row).length())
                .max()
                .orElse(0);
    }
}
