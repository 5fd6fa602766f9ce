package io.happyconnect.benchmarks;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** What came of the near ties of one driver. */
final class NearTieOutcome {

    /** So many are wanted. */
    static final int WANTED = 100_000;

    static final List<String> HEADER = List.of(
            "| driver | races | near ties within 1 ms | 0.5 ms | 0.2 ms | 0.1 ms | the second was earlier | both connected"
                    + " | won by the first | failed | stuck | losers left open | not one winner | descriptors left"
                    + " | threads left | longest, ms |",
            "|---|---:|---:|---:|---:|---:|---:|---:|---:|---:|---:|---:|---:|---:|---:|---:|");

    private static final int GRAINS_OF_A_MILLI = 20;

    private final NearTieDriver driver;
    private final Map<Integer, Integer> later = new TreeMap<>();
    private Batch sum = new Batch(0, 0, 0, 0, 0, 0, 0, 0);
    private int begun;
    private double descriptorsLeft = Double.NaN;
    private double threadsLeft = Double.NaN;

    /** Nothing yet. */
    NearTieOutcome(NearTieDriver driver) {
        this.driver = driver;
    }

    /**
     * Some races, as the {@link NearTieProcess} tells it.
     *
     * @param races that ended
     * @param failed without a connection that echoes
     * @param stuck have not ended
     * @param losersOpen connections that were open beside the winners'
     * @param accepted connections that the server has seen
     * @param used those of them that echoed
     * @param wonByFirst races that the first address won
     * @param longestMillis the longest
     */
    record Batch(
            int races,
            int failed,
            int stuck,
            int losersOpen,
            int accepted,
            int used,
            int wonByFirst,
            double longestMillis) {

        static Batch of(String line) {
            String[] words = line.split(" ", -1);
            return new Batch(
                    Integer.parseInt(words[1]),
                    Integer.parseInt(words[2]),
                    Integer.parseInt(words[3]),
                    Integer.parseInt(words[4]),
                    Integer.parseInt(words[5]),
                    Integer.parseInt(words[6]),
                    Integer.parseInt(words[7]),
                    Double.parseDouble(words[8]));
        }

        private Batch and(Batch more) {
            return new Batch(
                    races + more.races,
                    failed + more.failed,
                    stuck + more.stuck,
                    losersOpen + more.losersOpen,
                    accepted + more.accepted,
                    used + more.used,
                    wonByFirst + more.wonByFirst,
                    Math.max(longestMillis, more.longestMillis));
        }
    }

    /**
     * Adds races.
     *
     * @param batch how they ended
     * @param ties how far apart the handshakes ended, as {@link Link#ties()} tells it
     */
    void add(Batch batch, String ties) {
        sum = sum.and(batch);
        String[] words = ties.split(" ", -1);
        begun += Integer.parseInt(words[0]);
        for (int i = 1; i < words.length; i++) {
            String[] pair = words[i].split(":", -1);
            later.merge(Integer.parseInt(pair[0]), Integer.parseInt(pair[1]), Integer::sum);
        }
    }

    /** All have ended, as the last line of the {@link NearTieProcess} tells it. */
    void end(String line) {
        String[] words = line.split(" ", -1);
        descriptorsLeft = Double.parseDouble(words[1]);
        threadsLeft = Double.parseDouble(words[2]);
    }

    boolean isStuck() {
        return sum.stuck > 0;
    }

    int races() {
        return sum.races;
    }

    /** How many races had two handshakes that ended within a millisecond. */
    int ties() {
        return within(GRAINS_OF_A_MILLI);
    }

    private int within(int grains) {
        return later.entrySet().stream()
                .filter(each -> Math.abs(each.getKey()) < grains)
                .mapToInt(Map.Entry::getValue)
                .sum();
    }

    /** The server has seen both connect. */
    private int bothConnected() {
        return sum.accepted - sum.used;
    }

    private int secondEarlier() {
        return later.entrySet().stream()
                .filter(each -> each.getKey() > 0)
                .mapToInt(Map.Entry::getValue)
                .sum();
    }

    private int notOneWinner() {
        return Math.abs(sum.races - sum.failed - sum.used);
    }

    List<Claim> claims() {
        List<Claim> claims = new ArrayList<>();
        claims.add(Claim.atLeast("near ties within 1 ms: " + driver, ties(), WANTED, ""));
        claims.add(none("failed", sum.failed));
        claims.add(none("stuck", sum.stuck));
        claims.add(none("losers left open", sum.losersOpen));
        claims.add(none("without exactly one winner", notOneWinner()));
        claims.add(none("descriptors left", descriptorsLeft));
        claims.add(none("threads left", threadsLeft));
        return claims;
    }

    private Claim none(String what, double measured) {
        return Claim.atMost(what + ": " + driver, measured, 0, "");
    }

    String row() {
        return String.format(
                Locale.ROOT,
                "| %s | %,d | %,d | %s | %s | %s | %s | %s | %s | %d | %d | %d | %d | %s | %s | %.1f |",
                driver,
                sum.races,
                ties(),
                percent(within(GRAINS_OF_A_MILLI / 2)),
                percent(within(GRAINS_OF_A_MILLI / 5)),
                percent(within(GRAINS_OF_A_MILLI / 10)),
                percent(secondEarlier()),
                percent(bothConnected()),
                percent(sum.wonByFirst),
                sum.failed,
                sum.stuck,
                sum.losersOpen,
                notOneWinner(),
                left(descriptorsLeft),
                left(threadsLeft),
                sum.longestMillis);
    }

    private static String left(double count) {
        return Double.isNaN(count) ? "" : String.format(Locale.ROOT, "%.0f", count);
    }

    private String percent(int some) {
        return String.format(Locale.ROOT, "%.0f %%", 100.0 * some / Math.max(1, sum.races));
    }

    Map<String, Object> json() {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("driver", driver.name());
        json.put("races", sum.races);
        json.put("begun", begun);
        json.put("tiesWithin1Milli", ties());
        json.put("failed", sum.failed);
        json.put("stuck", sum.stuck);
        json.put("losersLeftOpen", sum.losersOpen);
        json.put("connectionsAccepted", sum.accepted);
        json.put("connectionsUsed", sum.used);
        json.put("wonByFirst", sum.wonByFirst);
        json.put("descriptorsLeft", descriptorsLeft);
        json.put("threadsLeft", threadsLeft);
        json.put("longestMillis", sum.longestMillis);
        Map<String, Object> apart = new LinkedHashMap<>();
        later.forEach((grains, races) -> apart.put(Integer.toString(grains * 1_000 / GRAINS_OF_A_MILLI), races));
        json.put("firstLaterMicros", apart);
        return json;
    }
}
