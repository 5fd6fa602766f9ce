package io.happyconnect.benchmarks;

import java.io.IOException;
import java.io.PrintStream;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Thousands of connects past a dead address, us beside stock OkHttp: how late, at which cost. Linux only. */
final class Crowds {

    static final String TITLE = "Crowds past a dead address";

    private static final int REPETITIONS = 3;

    private final List<Crowd> crowds;
    private final int repetitions;
    private final boolean quick;
    private final List<CrowdOutcome> outcomes = new ArrayList<>();
    private final List<String> missing = new ArrayList<>();
    private Instant startedAt = Instant.EPOCH;
    private double loadBefore;

    private Crowds(List<Crowd> crowds, int repetitions, boolean quick) {
        this.crowds = crowds;
        this.repetitions = repetitions;
        this.quick = quick;
    }

    /** Those that were asked for, as far as this Java can run them. */
    static Crowds of(Arguments arguments) {
        List<Crowd> asked = (arguments.quick() ? quickly() : all())
                .stream()
                        .filter(crowd -> arguments.includes(TITLE + ": " + crowd + ", " + crowd.way()))
                        .filter(crowd -> !crowd.way().needsVirtualThreads() || Machine.hasVirtualThreads())
                        .toList();
        int repetitions =
                arguments.quick() ? 1 : Math.min(REPETITIONS, arguments.effort().rounds());
        return new Crowds(asked, repetitions, arguments.quick());
    }

    private static List<Crowd> quickly() {
        return List.of(new Crowd(CrowdWay.ASYNC, 1_000, 0), new Crowd(CrowdWay.OKHTTP, 1_000, 0));
    }

    /** At once, and over ten seconds. */
    static List<Crowd> all() {
        List<Crowd> crowds = new ArrayList<>();
        for (int races : new int[] {1_000, 10_000}) {
            for (int perSecond : new int[] {0, races / 10}) {
                for (CrowdWay way : CrowdWay.values()) {
                    crowds.add(new Crowd(way, races, perSecond));
                }
            }
        }
        return crowds;
    }

    boolean isEmpty() {
        return crowds.isEmpty();
    }

    /** About how many seconds it takes. */
    int seconds() {
        return crowds.stream()
                .mapToInt(crowd -> crowd.seconds(crowd.hasHeap()) + (repetitionsOf(crowd) - 1) * crowd.seconds(false))
                .sum();
    }

    // Peers take longest where they are worst, and then there is little to be exact about.
    private int repetitionsOf(Crowd crowd) {
        return crowd.isSlow() ? 1 : repetitions;
    }

    /** Runs each of them; those of the same pace in turn. */
    void run(PrintStream progress) throws IOException, InterruptedException {
        startedAt = Instant.now().truncatedTo(ChronoUnit.SECONDS);
        loadBefore = Machine.load();
        outcomes.clear();
        missing.clear();
        int done = 0;
        while (done < crowds.size()) {
            Crowd first = crowds.get(done);
            List<Crowd> together = crowds.subList(done, crowds.size()).stream()
                    .takeWhile(first::isSamePace)
                    .toList();
            runTogether(together, progress);
            done += together.size();
        }
    }

    private void runTogether(List<Crowd> together, PrintStream progress) throws IOException, InterruptedException {
        Map<Crowd, List<CrowdOutcome>> results = new LinkedHashMap<>();
        for (int repetition = 0; repetition < repetitions; repetition++) {
            for (Crowd crowd : together) {
                if (repetition < repetitionsOf(crowd)) {
                    List<CrowdOutcome> of = results.computeIfAbsent(crowd, unused -> new ArrayList<>());
                    crowd.run(repetition == 0 && crowd.hasHeap()).ifPresent(of::add);
                    progress.println(of.isEmpty() ? crowd + ", " + crowd.way() + ": nothing" : last(of).row());
                }
            }
        }
        results.forEach((crowd, of) -> {
            if (of.size() < repetitionsOf(crowd)) {
                missing.add(crowd + ", " + crowd.way());
            }
            if (!of.isEmpty()) {
                outcomes.add(CrowdOutcome.median(of));
            }
        });
    }

    private static CrowdOutcome last(List<CrowdOutcome> outcomes) {
        return outcomes.get(outcomes.size() - 1);
    }

    /** What is promised of what was run. */
    List<Claim> claims() {
        List<Claim> claims = new ArrayList<>();
        missing.forEach(each -> claims.add(Claim.atMost("did not end: " + each, Double.NaN, 0, "")));
        if (missing.isEmpty() || !quick) {
            claims.addAll(quick ? CrowdClaims.quick(outcomes) : CrowdClaims.of(outcomes));
        }
        return claims;
    }

    boolean meetsTargets() {
        return claims().stream().allMatch(Claim::met);
    }

    /** For people. */
    String markdown() {
        List<String> text = new ArrayList<>();
        text.add("# " + TITLE);
        text.add("");
        text.addAll(Machine.here().lines(startedAt, loadBefore, Machine.load()));
        text.add("- first address silent, second good, attempt delay 250 ms; medians of " + repetitions
                + " runs, where OkHttp takes long of one");
        text.add(
                "- times in ms beyond 250 ms after the own start of a race, which is when connectAsync, connectChannel,"
                        + " connect, execute or enqueue was called, by the clock of the thread that called; how long a thread"
                        + " had waited for a core by then is only in the times since the burst");
        text.add("- CPU, RSS and descriptors from when all callers were there and were told to connect");
        text.add("");
        text.addAll(CrowdOutcome.HEADER);
        outcomes.forEach(outcome -> text.add(outcome.row()));
        text.add("");
        text.addAll(ratios());
        text.add("");
        text.add("| what | measured | target | |");
        text.add("|---|---:|---|---|");
        claims().forEach(claim -> text.add(claim.row()));
        return String.join("\n", text) + "\n";
    }

    private List<String> ratios() {
        List<String> text = new ArrayList<>();
        for (CrowdOutcome peer : outcomes) {
            for (CrowdOutcome ours : outcomes) {
                if (peer.crowd().way().isPeer()
                        && !ours.crowd().way().isPeer()
                        && ours.crowd().way().isLike(peer.crowd().way())
                        && ours.crowd().isSamePace(peer.crowd())) {
                    text.add(String.format(
                            Locale.ROOT,
                            "- %s: %s / %s = %.1f (p50), %.1f (p99), %.1f (CPU)%s%s",
                            ours.crowd(),
                            peer.crowd().way(),
                            ours.crowd().way(),
                            peer.p50() / ours.p50(),
                            peer.p99() / ours.p99(),
                            peer.cpuMicros() / ours.cpuMicros(),
                            sinceBurst(peer, ours),
                            givenUp(peer)));
                }
            }
        }
        return text;
    }

    private static String sinceBurst(CrowdOutcome peer, CrowdOutcome ours) {
        return Double.isNaN(peer.burstP50())
                ? ""
                : String.format(
                        Locale.ROOT,
                        "; since the burst %.1f (p50), %.1f (p99)",
                        peer.burstP50() / ours.burstP50(),
                        peer.burstP99() / ours.burstP99());
    }

    private static String givenUp(CrowdOutcome peer) {
        return peer.failed() == 0
                ? ""
                : String.format(
                        Locale.ROOT,
                        "; at least, for %.0f of its calls were given up after %d s",
                        peer.failed(),
                        CrowdWay.PATIENCE.toSeconds());
    }

    /** For programs. */
    String json() {
        Map<String, Object> json = JsonReport.machine(Machine.here(), startedAt, loadBefore, Machine.load());
        json.put("repetitions", repetitions);
        json.put("meetsTargets", meetsTargets());
        json.put("crowds", outcomes.stream().map(CrowdOutcome::json).toList());
        json.put("claims", claims().stream().map(JsonReport::claim).toList());
        return JsonReport.text(json) + "\n";
    }
}
