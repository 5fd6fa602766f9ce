package io.happyconnect.benchmarks;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Many connects to a name whose first address is dead and whose second is good.
 *
 * @param way how each connects
 * @param races how many
 * @param perSecond how many begin each second; 0 for all at once
 */
record Crowd(CrowdWay way, int races, int perSecond) {

    private static final int SECONDS_TO_START = 4;
    private static final int SECONDS_FOR_HEAP = 5;

    // 10,000 threads, each of which waits for threads of a pool, until all are given up.
    private static final int SECONDS_OF_PEER = 110;
    private static final int SECONDS_OF_PEER_WITHOUT_CALLERS = 20;

    /** What came of it, in a few words for a table. */
    @Override
    public String toString() {
        return String.format(Locale.ROOT, "%,d %s", races, pace());
    }

    private String pace() {
        return perSecond == 0 ? "at once" : String.format(Locale.ROOT, "in turn, %,d a second", perSecond);
    }

    boolean isSamePace(Crowd other) {
        return races == other.races && perSecond == other.perSecond;
    }

    /** Whether a repetition would take minutes. */
    boolean isSlow() {
        return way.isPeer() && races > 1_000;
    }

    /** About how many seconds it takes. */
    int seconds(boolean withHeap) {
        return SECONDS_TO_START + crowdSeconds() + (withHeap ? SECONDS_FOR_HEAP : 0);
    }

    private int crowdSeconds() {
        if (isSlow()) {
            return way.hasThreads() ? SECONDS_OF_PEER : SECONDS_OF_PEER_WITHOUT_CALLERS;
        }
        return perSecond == 0 ? races / 3_000 + 1 : races / perSecond + 1;
    }

    /** Whether the heap of a race that waits is worth a look: once, in the greatest burst, where the attempt delay can be set. */
    boolean hasHeap() {
        return races > 1_000 && perSecond == 0 && !way.isPeer();
    }

    /**
     * Runs it in a process of its own.
     *
     * @param withHeap whether to measure the heap afterwards
     * @return what came of it; nothing if the process did not end as it should
     */
    Optional<CrowdOutcome> run(boolean withHeap) throws IOException, InterruptedException {
        try (CrowdServer server = new CrowdServer()) {
            List<String> command = Turns.java("-Xmx1g");
            command.add(CrowdProcess.class.getName());
            command.add(way.name());
            command.add(Integer.toString(server.port()));
            command.add(Integer.toString(races));
            command.add(Integer.toString(perSecond));
            command.add(Boolean.toString(withHeap));
            Process process = new ProcessBuilder(command)
                    .redirectError(ProcessBuilder.Redirect.INHERIT)
                    .start();
            String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            process.waitFor();
            return output.lines()
                    .filter(line -> line.startsWith(CrowdProcess.MARK))
                    .findFirst()
                    .map(line -> CrowdOutcome.of(this, line));
        }
    }
}
