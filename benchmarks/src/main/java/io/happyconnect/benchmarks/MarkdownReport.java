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
        Machine machine = comparison.machine();
        Effort effort = comparison.effort();
        return List.of(
                "- " + comparison.startedAt() + ", " + machine.cores() + " cores of " + machine.cpu() + ", "
                        + machine.kernel(),
                "- " + machine.jvm(),
                String.format(
                        Locale.ROOT,
                        "- load average %.1f before, %.1f after",
                        comparison.loadBefore(),
                        comparison.loadAfter()),
                String.format(
                        Locale.ROOT,
                        "- %d rounds in rotated order; each entry in a fork of its own, %d s warm-up (thrice for OkHttp),"
                                + " %d s measured; time of an entry: median of its batches, ratio: median of the rounds",
                        effort.rounds(),
                        effort.warmupSeconds(),
                        effort.measuredSeconds()));
    }

    private static String row(Line line) {
        Target target = line.entry().target();
        return String.format(
                Locale.ROOT,
                "| %s | %.2f | %.3f | %.3f to %.3f | %,.0f | %,.0f | %s | %s |",
                line.entry().what(),
                line.micros(),
                line.ratio(),
                line.lowestRatio(),
                line.highestRatio(),
                line.bytes(),
                line.moreBytes(),
                target == null ? "" : target,
                line.verdict() == Verdict.NONE ? "" : line.verdict());
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
