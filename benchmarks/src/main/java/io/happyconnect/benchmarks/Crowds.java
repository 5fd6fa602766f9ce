package io.happyconnect.benchmarks;

import io.happyconnect.benchmarks.Crowd.Outcome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * Thousands of connects past a dead address, us beside stock OkHttp: how late, at which cost. Prints a table and saves it as Markdown
 * and JSON. Linux only.
 */
public final class Crowds {

    private static final String USAGE = """
            java -cp benchmarks.jar io.happyconnect.benchmarks.Crowds [--quick] [--output DIR]
              --quick       half a minute, for a build: 1,000 at once, with futures and with OkHttp
              --output DIR  where the Markdown and the JSON go; "crowds" here if there is none
            Status: 0 if every race connected and, with --quick, futures need at most half of OkHttp's CPU; else 1.
            """;

    private static final double QUICK_RATIO = 0.5;

    private Crowds() {}

    /**
     * Runs all crowds.
     *
     * @param args as the usage says
     */
    public static void main(String[] args) throws IOException, InterruptedException {
        boolean quick = false;
        Path output = Path.of("crowds");
        for (int i = 0; i < args.length; i++) {
            if (args[i].equals("--quick")) {
                quick = true;
            } else if (args[i].equals("--output") && i + 1 < args.length) {
                output = Path.of(args[++i]);
            } else {
                System.err.println("there is no argument " + args[i] + "\n\n" + USAGE);
                System.exit(2);
            }
        }
        List<Outcome> outcomes = new ArrayList<>();
        boolean complete = true;
        double loadBefore = Machine.load();
        for (Crowd crowd : quick ? quickly() : all()) {
            if (crowd.way().needsVirtualThreads() && Runtime.version().feature() < 21) {
                continue;
            }
            System.err.println(crowd.way() + ", " + crowd.races() + ", " + crowd.pace());
            Optional<Outcome> outcome = crowd.run();
            outcome.ifPresent(outcomes::add);
            complete &= outcome.filter(each -> each.failed() == 0).isPresent();
        }
        String name = (quick ? "quick-" : "") + "jdk" + Runtime.version().feature();
        String markdown = markdown(outcomes, loadBefore);
        System.out.println(markdown);
        Files.createDirectories(output);
        Files.writeString(output.resolve(name + ".md"), markdown);
        Files.writeString(output.resolve(name + ".json"), JsonReport.text(json(outcomes, loadBefore)) + "\n");
        boolean met = complete
                && (!quick
                        || outcomes.get(0).cpuMicros()
                                <= QUICK_RATIO * outcomes.get(1).cpuMicros());
        System.exit(met ? 0 : 1);
    }

    private static List<Crowd> quickly() {
        return List.of(new Crowd(CrowdWay.ASYNC, 1_000, 0), new Crowd(CrowdWay.OKHTTP, 1_000, 0));
    }

    private static List<Crowd> all() {
        List<Crowd> crowds = new ArrayList<>();
        for (CrowdWay way : CrowdWay.values()) {
            crowds.add(new Crowd(way, 100, -1));
        }
        for (CrowdWay way : CrowdWay.values()) {
            if (way != CrowdWay.SEQUENTIAL) {
                crowds.add(new Crowd(way, 1_000, 0));
            }
        }
        for (CrowdWay way : CrowdWay.values()) {
            if (way != CrowdWay.SEQUENTIAL) {
                crowds.add(new Crowd(way, 10_000, 0));
            }
        }
        for (CrowdWay way : CrowdWay.values()) {
            if (way != CrowdWay.SEQUENTIAL) {
                crowds.add(new Crowd(way, 10_000, 1_000));
            }
        }
        return crowds;
    }

    private static String markdown(List<Outcome> outcomes, double loadBefore) {
        Machine machine = Machine.here();
        List<String> text = new ArrayList<>();
        text.add("# Crowds past a dead address");
        text.add("");
        text.add("- " + Instant.now().truncatedTo(ChronoUnit.SECONDS) + ", " + machine.cores() + " cores of "
                + machine.cpu() + ", " + machine.kernel());
        text.add("- " + machine.jvm());
        text.add(String.format(Locale.ROOT, "- load average %.1f before, %.1f after", loadBefore, Machine.load()));
        text.add(
                "- first address silent, second good, attempt delay 250 ms; times in ms beyond 250 ms after the own start");
        text.add("");
        text.add(
                "| way | races | failed | p50 | p99 | worst | CPU us/race | more threads | more RSS MB | descriptors/race |");
        text.add("|---|---|---:|---:|---:|---:|---:|---:|---:|---:|");
        outcomes.forEach(outcome -> text.add(outcome.row()));
        text.add("");
        text.addAll(ratios(outcomes));
        return String.join("\n", text) + "\n";
    }

    private static List<String> ratios(List<Outcome> outcomes) {
        List<String> text = new ArrayList<>();
        for (Outcome stock : outcomes) {
            if (stock.crowd().way() != CrowdWay.OKHTTP) {
                continue;
            }
            for (Outcome ours : outcomes) {
                boolean same = ours.crowd().races() == stock.crowd().races()
                        && ours.crowd().perSecond() == stock.crowd().perSecond();
                if (same && !ours.equals(stock)) {
                    text.add(String.format(
                            Locale.ROOT,
                            "- %,d %s: OkHttp / %s = %.1f (p50), %.1f (p99), %.1f (CPU)",
                            ours.crowd().races(),
                            ours.crowd().pace(),
                            ours.crowd().way(),
                            stock.p50() / ours.p50(),
                            stock.p99() / ours.p99(),
                            stock.cpuMicros() / ours.cpuMicros()));
                }
            }
        }
        return text;
    }

    private static Map<String, Object> json(List<Outcome> outcomes, double loadBefore) {
        Machine machine = Machine.here();
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("cpu", machine.cpu());
        json.put("cores", machine.cores());
        json.put("kernel", machine.kernel());
        json.put("jvm", machine.jvm());
        json.put("loadBefore", loadBefore);
        json.put("loadAfter", Machine.load());
        json.put("crowds", outcomes.stream().map(Crowds::json).toList());
        return json;
    }

    private static Map<String, Object> json(Outcome outcome) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("way", outcome.crowd().way().name());
        json.put("races", outcome.crowd().races());
        json.put("perSecond", outcome.crowd().perSecond());
        json.put("failed", outcome.failed());
        json.put("p50Millis", outcome.p50());
        json.put("p99Millis", outcome.p99());
        json.put("worstMillis", outcome.worst());
        json.put("cpuMicros", outcome.cpuMicros());
        json.put("threads", outcome.threads());
        json.put("rssMegabytes", outcome.rssMegabytes());
        json.put("descriptorsPerRace", outcome.descriptors());
        return json;
    }
}
