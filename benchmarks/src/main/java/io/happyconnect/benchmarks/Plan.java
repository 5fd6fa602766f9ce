package io.happyconnect.benchmarks;

import java.util.LinkedHashMap;
import java.util.Map;

/** What will be measured, and about how long it takes. */
final class Plan {

    // Three stories, three numbers of addresses.
    private static final int RACES = RaceStory.values().length * 3;

    private final Map<String, Integer> seconds = new LinkedHashMap<>();

    Plan(Arguments arguments) {
        for (Contest contest : arguments.quick() ? Contests.quick() : Contests.all()) {
            if (arguments.includes(contest.title())) {
                boolean possible = !contest.venue().needsVirtualThreads() || Machine.hasVirtualThreads();
                seconds.put(contest.title(), possible ? contest.seconds(arguments.effort()) : 0);
            }
        }
        if (measuresLate(arguments)) {
            seconds.put(Late.TITLE, arguments.effort().rounds() * Late.SECONDS_OF_ROUND);
        }
        if (measuresRaces(arguments)) {
            seconds.put(
                    MarkdownReport.RACES,
                    RACES
                            * (arguments.effort().warmupSeconds()
                                    + arguments.effort().measuredSeconds()
                                    + 2));
        }
        Crowds crowds = Crowds.of(arguments);
        if (!crowds.isEmpty()) {
            seconds.put(Crowds.TITLE, crowds.seconds());
        }
        NearTies ties = NearTies.of(arguments);
        if (!ties.isEmpty()) {
            seconds.put(NearTies.TITLE, ties.seconds());
        }
    }

    static boolean measuresLate(Arguments arguments) {
        return !arguments.quick() && arguments.includes(Late.TITLE);
    }

    static boolean measuresRaces(Arguments arguments) {
        return !arguments.quick() && arguments.includes(MarkdownReport.RACES);
    }

    boolean isEmpty() {
        return seconds.isEmpty();
    }

    /** Each part with its minutes, and all together. */
    @Override
    public String toString() {
        StringBuilder text = new StringBuilder("About " + minutes(sum()) + " minutes:");
        seconds.forEach((title, time) -> text.append("\n  ").append(String.format("%3d  %s", minutes(time), title)));
        return text.toString();
    }

    private int sum() {
        return seconds.values().stream().mapToInt(Integer::intValue).sum();
    }

    private static int minutes(int seconds) {
        return (seconds + 59) / 60;
    }
}
