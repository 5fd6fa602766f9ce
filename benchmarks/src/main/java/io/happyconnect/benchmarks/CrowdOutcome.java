package io.happyconnect.benchmarks;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.ToDoubleFunction;

/**
 * What came of a crowd. Times are milliseconds beyond the ideal, which is the attempt delay of 250 ms after the own start of a race: when
 * its caller, on the thread that called, called.
 *
 * @param crowd what was run
 * @param failed how many did not connect
 * @param p50 the median
 * @param p99 one of a hundred is worse
 * @param worst the worst
 * @param burstP50 the median since all were told to begin; like the next two not a number if they were not told all at once
 * @param burstP99 one of a hundred is worse
 * @param burstWorst when the last had ended
 * @param cpuMicros of the process, per race, from when all were told to begin
 * @param threads of Java at most, beyond those there were before the first connect
 * @param ownThreads those of them that Happy Connect started
 * @param callersMegabytes of RSS that the callers took before they were told to begin
 * @param rssMegabytes at most, beyond what there was when they were told
 * @param descriptors at most, per race
 * @param heapBytes that a race keeps alive while it waits for its second attempt; not a number if it was not measured
 */
record CrowdOutcome(
        Crowd crowd,
        double failed,
        double p50,
        double p99,
        double worst,
        double burstP50,
        double burstP99,
        double burstWorst,
        double cpuMicros,
        double threads,
        double ownThreads,
        double callersMegabytes,
        double rssMegabytes,
        double descriptors,
        double heapBytes) {

    static final List<String> HEADER = List.of(
            "| way | races | failed | p50 | p99 | worst | p50, p99, worst since the burst | CPU us/race | more threads"
                    + " | of them ours | callers' RSS MB | more RSS MB | descriptors/race | heap B/race |",
            "|---|---|---:|---:|---:|---:|---:|---:|---:|---:|---:|---:|---:|---:|");

    static CrowdOutcome of(Crowd crowd, String line) {
        String[] words = line.split(" ", -1);
        double[] field = new double[words.length];
        for (int i = 1; i < words.length; i++) {
            field[i] = Double.parseDouble(words[i]);
        }
        return new CrowdOutcome(
                crowd, field[1], field[2], field[3], field[4], field[5], field[6], field[7], field[8], field[9],
                field[10], field[11], field[12], field[13], field[14]);
    }

    /** The median of each value; of the failures the most. */
    static CrowdOutcome median(List<CrowdOutcome> all) {
        return new CrowdOutcome(
                all.get(0).crowd,
                all.stream().mapToDouble(CrowdOutcome::failed).max().orElseThrow(),
                median(all, CrowdOutcome::p50),
                median(all, CrowdOutcome::p99),
                median(all, CrowdOutcome::worst),
                median(all, CrowdOutcome::burstP50),
                median(all, CrowdOutcome::burstP99),
                median(all, CrowdOutcome::burstWorst),
                median(all, CrowdOutcome::cpuMicros),
                median(all, CrowdOutcome::threads),
                median(all, CrowdOutcome::ownThreads),
                median(all, CrowdOutcome::callersMegabytes),
                median(all, CrowdOutcome::rssMegabytes),
                median(all, CrowdOutcome::descriptors),
                median(all, CrowdOutcome::heapBytes));
    }

    private static double median(List<CrowdOutcome> all, ToDoubleFunction<CrowdOutcome> value) {
        double[] values = all.stream()
                .mapToDouble(value)
                .filter(each -> !Double.isNaN(each))
                .toArray();
        return values.length == 0 ? Double.NaN : Line.median(values);
    }

    String row() {
        return String.format(
                Locale.ROOT,
                "| %s | %s | %.0f | %.2f | %.2f | %.2f | %s | %.0f | %.0f | %.0f | %.0f | %.0f | %.2f | %s |",
                crowd.way(),
                crowd,
                failed,
                p50,
                p99,
                worst,
                Double.isNaN(burstP50)
                        ? ""
                        : String.format(Locale.ROOT, "%.0f, %.0f, %.0f", burstP50, burstP99, burstWorst),
                cpuMicros,
                threads,
                ownThreads,
                callersMegabytes,
                rssMegabytes,
                descriptors,
                Double.isNaN(heapBytes) ? "" : String.format(Locale.ROOT, "%,.0f", heapBytes));
    }

    Map<String, Object> json() {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("way", crowd.way().name());
        json.put("races", crowd.races());
        json.put("perSecond", crowd.perSecond());
        json.put("failed", failed);
        json.put("p50Millis", p50);
        json.put("p99Millis", p99);
        json.put("worstMillis", worst);
        json.put("p50MillisSinceBurst", burstP50);
        json.put("p99MillisSinceBurst", burstP99);
        json.put("worstMillisSinceBurst", burstWorst);
        json.put("cpuMicros", cpuMicros);
        json.put("threads", threads);
        json.put("ownThreads", ownThreads);
        json.put("callersMegabytes", callersMegabytes);
        json.put("rssMegabytes", rssMegabytes);
        json.put("descriptorsPerRace", descriptors);
        json.put("heapBytesPerRace", heapBytes);
        return json;
    }
}
