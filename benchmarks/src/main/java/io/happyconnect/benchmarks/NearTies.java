package io.happyconnect.benchmarks;

import io.happyconnect.benchmarks.NearTieOutcome.Batch;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/**
 * Races whose two attempts connect at the same moment, so often that a driver which decides one of them twice or never is found out.
 * Needs a {@link Link}.
 */
final class NearTies {

    static final String TITLE = "Near ties, two attempts that connect within 1 ms";

    private static final int SECONDS_OF_DRIVER = 100;
    private static final int BATCH = 24_000;
    private static final int MOST = 3 * NearTieOutcome.WANTED;

    private final List<NearTieDriver> drivers;
    private final List<NearTieOutcome> outcomes = new ArrayList<>();
    private final List<String> missing = new ArrayList<>();
    private String skipped = "";
    private Instant startedAt = Instant.EPOCH;
    private double loadBefore;

    private NearTies(List<NearTieDriver> drivers) {
        this.drivers = drivers;
    }

    /** Those that were asked for, as far as this Java can run them; a build does not ask. */
    static NearTies of(Arguments arguments) {
        return new NearTies(Arrays.stream(NearTieDriver.values())
                .filter(driver -> !arguments.quick() && arguments.includes(TITLE + ": " + driver))
                .filter(driver -> !driver.needsVirtualThreads() || Machine.hasVirtualThreads())
                .toList());
    }

    boolean isEmpty() {
        return drivers.isEmpty();
    }

    /** About how many seconds it takes. */
    int seconds() {
        return drivers.size() * SECONDS_OF_DRIVER;
    }

    void run(PrintStream progress) throws IOException, InterruptedException {
        startedAt = Instant.now().truncatedTo(ChronoUnit.SECONDS);
        loadBefore = Machine.load();
        for (NearTieDriver driver : drivers) {
            Link opened;
            try {
                opened = Link.openForTies();
            } catch (IOException impossible) {
                skipped = String.valueOf(impossible.getMessage());
                progress.println("***** SKIPPED: " + skipped + " *****");
                return;
            }
            try (Link link = opened) {
                run(driver, link, progress);
            }
        }
    }

    private void run(NearTieDriver driver, Link link, PrintStream progress) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(link.prefix());
        command.addAll(Turns.java());
        command.add(NearTieProcess.class.getName());
        command.add(driver.name());
        Process process = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        progress.println("\n" + String.join("\n", NearTieOutcome.HEADER));
        try (BufferedReader said = process.inputReader(StandardCharsets.US_ASCII);
                OutputStream asked = process.getOutputStream()) {
            outcomes.add(outcome(driver, link, asked, said, progress));
        } catch (IOException ended) {
            missing.add(driver + ", " + ended.getMessage());
        } finally {
            process.waitFor();
        }
    }

    private static NearTieOutcome outcome(
            NearTieDriver driver, Link link, OutputStream asked, BufferedReader said, PrintStream progress)
            throws IOException {
        NearTieOutcome outcome = new NearTieOutcome(driver);
        String unused = line(said) + link.ties(); // of the rehearsal
        while (outcome.ties() < NearTieOutcome.WANTED && outcome.races() < MOST && !outcome.isStuck()) {
            outcome.add(Batch.of(answer(BATCH, asked, said)), link.ties());
            progress.println(outcome.row());
        }
        outcome.end(answer(NearTieProcess.END, asked, said));
        return outcome;
    }

    private static String answer(int races, OutputStream asked, BufferedReader said) throws IOException {
        asked.write((races + "\n").getBytes(StandardCharsets.US_ASCII));
        asked.flush();
        return line(said);
    }

    private static String line(BufferedReader said) throws IOException {
        String line = said.readLine();
        if (line == null) {
            throw new IOException("the process that races has ended");
        }
        return line;
    }

    /** What is promised of what was run. */
    List<Claim> claims() {
        List<Claim> claims = new ArrayList<>();
        missing.forEach(each -> claims.add(Claim.atMost("did not end: " + each, Double.NaN, 0, "")));
        outcomes.forEach(outcome -> claims.addAll(outcome.claims()));
        return claims;
    }

    boolean meetsTargets() {
        return claims().stream().allMatch(Claim::met);
    }

    /** For people. */
    String markdown() {
        List<String> text = new ArrayList<>(List.of("# " + TITLE, ""));
        text.addAll(Machine.here().lines(startedAt, loadBefore, Machine.load()));
        text.add(
                "- " + NearTieServer.LANES
                        + " races at a time, attempt delay 10 ms; the link ends the handshake with the"
                        + " first address about when that with the second one ends, and says how far apart they were delivered");
        if (!skipped.isEmpty()) {
            text.add("- skipped: " + skipped);
        }
        text.add("");
        text.addAll(NearTieOutcome.HEADER);
        outcomes.forEach(outcome -> text.add(outcome.row()));
        text.addAll(List.of("", "| what | measured | target | |", "|---|---:|---|---|"));
        claims().forEach(claim -> text.add(claim.row()));
        return String.join("\n", text) + "\n";
    }

    /** For programs. */
    String json() {
        Map<String, Object> json = JsonReport.machine(Machine.here(), startedAt, loadBefore, Machine.load());
        json.put("meetsTargets", meetsTargets());
        json.put("skipped", skipped);
        json.put("drivers", outcomes.stream().map(NearTieOutcome::json).toList());
        json.put("claims", claims().stream().map(JsonReport::claim).toList());
        return JsonReport.text(json) + "\n";
    }
}
