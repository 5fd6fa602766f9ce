package io.happyconnect.benchmarks;

import io.happyconnect.benchmarks.Line.Verdict;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** A comparison for people. */
final class MarkdownReport {

    /** The title of what is not a contest. */
    static final String RACES = "The race alone: no sockets, no threads, virtual time";

    private MarkdownReport() {}

    static String of(Comparison comparison) {
        List<String> text = new ArrayList<>();
        text.add("# Happy Connect beside what else one would call");
        text.add("");
        text.addAll(circumstances(comparison));
        if (!comparison.skipped().isEmpty()) {
            text.add("");
            text.add("## Skipped");
            text.add("");
            comparison.skipped().forEach(each -> text.add("- " + each));
        }
        for (Table table : comparison.tables()) {
            text.add("");
            text.add("## " + table.title());
            text.add("");
            text.add("| what | us | ratio | of the rounds | B | more B | target | |");
            text.add("|---|---:|---:|---|---:|---:|---|---|");
            for (Line line : table.lines()) {
                text.add(row(line));
            }
        }
        if (!comparison.late().isEmpty()) {
            text.addAll(late(comparison.late()));
        }
        if (!comparison.races().isEmpty()) {
            text.add("");
            text.add("## " + RACES);
            text.add("");
            text.add("| story | addresses | ns per race | million steps a second | B per race |");
            text.add("|---|---:|---:|---:|---:|");
            for (RaceLine race : comparison.races()) {
                text.add(row(race));
            }
        }
        return String.join("\n", text) + "\n";
    }

    private static List<String> circumstances(Comparison comparison) {
        Effort effort = comparison.effort();
        List<String> lines = new ArrayList<>(
                comparison.machine().lines(comparison.startedAt(), comparison.loadBefore(), comparison.loadAfter()));
        lines.add(String.format(
                Locale.ROOT,
                "- %d rounds in rotated order; each entry in a fork of its own, %d s warm-up (thrice for OkHttp),"
                        + " %d s measured, or all in turn in one process; time of an entry: median of its batches, ratio:"
                        + " median of the rounds",
                effort.rounds(),
                effort.warmupSeconds(),
                effort.measuredSeconds()));
        return lines;
    }

    private static List<String> late(List<LateLine> lines) {
        List<String> text = new ArrayList<>(List.of(
                "",
                "## " + Late.TITLE,
                "",
                "Milliseconds beyond 250 ms after the start of the race: until the second attempt began, by its own account;"
                        + " until the server had accepted it; until the caller had the connection. p50 / p99 / worst.",
                "",
                "| what | races | begun | accepted | connected | target for begun | |",
                "|---|---:|---:|---:|---:|---|---|"));
        String target =
                String.format(Locale.ROOT, "p50 <= %.1f, p99 <= %.0f", LateLine.TARGET_P50, LateLine.TARGET_P99);
        for (LateLine line : lines) {
            text.add(String.format(
                    Locale.ROOT,
                    "| %s | %d | %s | %s | %s | %s | %s |",
                    line.what(),
                    line.samples(),
                    spread(line.begun()),
                    spread(line.arrived()),
                    spread(line.connected()),
                    line.judged() ? target : "",
                    line.verdict() == Verdict.NONE ? "" : line.verdict()));
        }
        return text;
    }

    private static String spread(LateLine.Spread spread) {
        return String.format(Locale.ROOT, "%.2f / %.2f / %.2f", spread.p50(), spread.p99(), spread.worst());
    }

    private static String row(Line line) {
        Target target = line.entry().target();
        return String.format(
                Locale.ROOT,
                "| %s | %s | %s | %s | %s | %s | %s | %s |",
                line.entry().what(),
                Double.isNaN(line.micros()) ? "fails" : String.format(Locale.ROOT, "%,.2f", line.micros()),
                number("%.3f", line.ratio()),
                number("%.3f to ", line.lowestRatio()) + number("%.3f", line.highestRatio()),
                number("%,.0f", line.bytes()),
                number("%,.0f", line.moreBytes()),
                target == null ? "" : target,
                line.verdict() == Verdict.NONE ? "" : line.verdict());
    }

    /** Nothing in place of what was not measured. */
    private static String number(String format, double value) {
        return Double.isNaN(value) ? "" : String.format(Locale.ROOT, format, value);
    }

    private static String row(RaceLine race) {
        return String.format(
                Locale.ROOT,
                "| %s | %d | %,.0f | %.2f | %,.0f |",
                race.what(),
                race.addresses(),
                race.nanosPerRace(),
                race.stepsPerSecond() / 1e6,
                race.bytesPerRace());
    }
}
