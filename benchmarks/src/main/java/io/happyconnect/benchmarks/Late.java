package io.happyconnect.benchmarks;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** How late the second attempt is, one race at a time; each round in a process of its own, the samples of all rounds together. */
final class Late {

    static final String TITLE = "How late the second attempt is when the first address is dead, one race at a time";

    /** Of all ways together. */
    static final int SECONDS_OF_ROUND = 55;

    /** The ways to connect. */
    enum Way {
        CONNECT("`connect(target)`", true),
        CHANNEL("`connectChannel(target)`", true),
        OKHTTP("OkHttp as it comes", false),
        ON_TIME("`new Socket().connect(address)` at the very moment, no first attempt: what the rest costs", false),
        SEQUENTIAL("`new Socket().connect(address, 250 ms)`, one address after the other", false);

        private final String what;
        private final boolean judged;

        Way(String what, boolean judged) {
            this.what = what;
            this.judged = judged;
        }
    }

    private final Map<Way, List<List<Double>>> taken = new EnumMap<>(Way.class);

    Late() {
        for (Way way : Way.values()) {
            taken.put(way, List.of(new ArrayList<>(), new ArrayList<>(), new ArrayList<>()));
        }
    }

    void run(int rounds, PrintStream progress) throws IOException {
        for (int round = 0; round < rounds; round++) {
            progress.printf("round %d of %d: %s%n", round + 1, rounds, TITLE);
            List<String> command = Turns.java();
            command.add(LateProcess.class.getName());
            command.add(Integer.toString(round));
            Process process = new ProcessBuilder(command)
                    .redirectError(ProcessBuilder.Redirect.INHERIT)
                    .start();
            String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            output.lines().filter(line -> line.startsWith(LateProcess.MARK)).forEach(this::add);
        }
    }

    private void add(String line) {
        String[] words = line.split(" ", -1);
        List<List<Double>> of = Objects.requireNonNull(taken.get(Way.valueOf(words[1])));
        for (int i = 0; i < of.size(); i++) {
            of.get(i).add(Double.parseDouble(words[i + 2]));
        }
    }

    /** The results; without the ways of which there are none. */
    List<LateLine> lines() {
        List<LateLine> lines = new ArrayList<>();
        taken.forEach((way, of) -> {
            if (!of.get(0).isEmpty()) {
                lines.add(new LateLine(
                        way.what,
                        of.get(0).size(),
                        LateLine.Spread.of(of.get(0)),
                        LateLine.Spread.of(of.get(1)),
                        LateLine.Spread.of(of.get(2)),
                        way.judged));
            }
        });
        return lines;
    }
}
