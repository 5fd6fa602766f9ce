package io.happyconnect.benchmarks;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.stream.DoubleStream;
import org.jspecify.annotations.Nullable;

/** The entries of a contest in turn: each once, then each once more, beginning with the next. Prints the median of each. */
final class TurnsProcess {

    /** Begins a line with the number of an entry and the median of its times in microseconds. */
    static final String MARK = "TURN ";

    private final List<String> entries;
    private final int offset;
    private final boolean[] failed;

    private TurnsProcess(List<String> entries, int offset) {
        this.entries = entries;
        this.offset = offset;
        this.failed = new boolean[entries.size()];
    }

    /**
     * Measures.
     *
     * @param args the venue, the number of the round, the entries
     */
    public static void main(String[] args) throws IOException {
        Venue venue = Venue.valueOf(args[0]);
        List<String> entries = List.of(args).subList(2, args.length);
        try (Stage stage = Stage.of(venue)) {
            new TurnsProcess(entries, Integer.parseInt(args[1])).run(stage, venue);
        }
        System.exit(0);
    }

    private void run(Stage stage, Venue venue) throws IOException {
        List<Turn> rehearsals = new ArrayList<>();
        List<Turn> turns = new ArrayList<>();
        for (String entry : entries) {
            rehearsals.add(stage.rehearsal(entry));
            turns.add(stage.turn(entry));
        }
        takeAll(rehearsals, venue.rehearsalSeconds());
        System.gc();
        List<DoubleStream.Builder> taken = takeAll(turns, venue.measuredSeconds());
        for (int i = 0; i < turns.size(); i++) {
            double[] nanos = taken.get(i).build().toArray();
            if (!failed[i] && nanos.length > 0) {
                System.out.printf(Locale.ROOT, "%s%d %.4f%n", MARK, i, Line.median(nanos) / 1e3);
            }
        }
    }

    private List<DoubleStream.Builder> takeAll(List<Turn> turns, int seconds) {
        List<DoubleStream.Builder> taken = new ArrayList<>();
        turns.forEach(turn -> taken.add(DoubleStream.builder()));
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(seconds);
        for (int cycle = 0; System.nanoTime() < end; cycle++) {
            for (int i = 0; i < turns.size(); i++) {
                int index = (offset + cycle + i) % turns.size();
                Double nanos = failed[index] ? null : take(index, turns.get(index));
                if (nanos != null) {
                    taken.get(index).add(nanos);
                }
            }
        }
        return taken;
    }

    // A client that cannot do it, or a link that is broken: its row says so.
    private @Nullable Double take(int index, Turn turn) {
        try {
            return turn.take();
        } catch (IOException failure) {
            failed[index] = true;
            System.err.println(entries.get(index) + " fails: " + failure);
            return null;
        }
    }
}
