package io.happyconnect.benchmarks;

import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.openjdk.jmh.runner.RunnerException;

/**
 * The samples of a contest: each entry once a round, in an order that is rotated from round to round, so that whatever
 * changes slowly (other processes, the temperature) meets all of them alike.
 */
final class Rounds {

    private final Contest contest;
    private final List<List<Sample>> samples = new ArrayList<>();

    Rounds(Contest contest) {
        this.contest = contest;
        for (int i = 0; i < contest.entries().size(); i++) {
            samples.add(new ArrayList<>());
        }
    }

    void run(Forks forks, int rounds, PrintStream progress) throws RunnerException {
        List<Entry> entries = contest.entries();
        for (int round = 0; round < rounds; round++) {
            for (int turn = 0; turn < entries.size(); turn++) {
                int index = (round + turn) % entries.size();
                Sample sample = forks.sample(entries.get(index), contest);
                progress.printf(
                        Locale.ROOT,
                        "round %d of %d: %8.2f us, %8.2f us CPU, %6.0f B  %s%n",
                        round + 1,
                        rounds,
                        sample.micros(),
                        sample.cpuMicros(),
                        sample.bytes(),
                        entries.get(index).what());
                add(index, sample);
            }
        }
    }

    void add(int index, Sample sample) {
        samples.get(index).add(sample);
    }

    /** The results so far: the times and, where several threads work for one operation, the CPU times. */
    List<Table> tables() {
        List<Line> times = new ArrayList<>();
        List<Line> cpuTimes = new ArrayList<>();
        for (int i = 0; i < samples.size(); i++) {
            Entry entry = contest.entries().get(i);
            times.add(Line.of(entry, samples.get(i), samples.get(0)));
            cpuTimes.add(Line.ofCpu(entry, samples.get(i), samples.get(0)));
        }
        Table time = new Table(contest.title(), times);
        return contest.counted() == Counted.THREAD
                ? List.of(time)
                : List.of(time, new Table("CPU time: " + contest.title(), cpuTimes));
    }
}
