package io.happyconnect.benchmarks;

import java.io.IOException;
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

    /** Measures each entry by itself. */
    void run(Forks forks, int rounds, PrintStream progress) throws RunnerException {
        List<Entry> entries = contest.entries();
        for (int round = 0; round < rounds; round++) {
            for (int turn = 0; turn < entries.size(); turn++) {
                int index = (round + turn) % entries.size();
                add(index, forks.sample(entries.get(index), contest));
                tell(progress, round, rounds, index);
            }
        }
    }

    /**
     * Measures all entries in turn.
     *
     * @param prefix of the commands
     */
    void run(Turns turns, List<String> prefix, int rounds, PrintStream progress) throws IOException {
        for (int round = 0; round < rounds; round++) {
            List<Sample> taken = turns.samples(contest, round, prefix);
            for (int index = 0; index < taken.size(); index++) {
                add(index, taken.get(index));
                tell(progress, round, rounds, index);
            }
        }
    }

    private void tell(PrintStream progress, int round, int rounds, int index) {
        List<Sample> taken = samples.get(index);
        Sample last = taken.get(taken.size() - 1);
        String rest = Double.isNaN(last.cpuMicros())
                ? ""
                : String.format(Locale.ROOT, ", %8.2f us CPU, %6.0f B", last.cpuMicros(), last.bytes());
        progress.printf(
                Locale.ROOT,
                "round %d of %d: %10.2f us%s  %s%n",
                round + 1,
                rounds,
                last.micros(),
                rest,
                contest.entries().get(index).what());
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
