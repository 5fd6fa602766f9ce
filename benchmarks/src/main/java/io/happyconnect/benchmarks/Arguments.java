package io.happyconnect.benchmarks;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * What {@link Compare} was asked for.
 *
 * @param quick whether to guard a build rather than to measure
 * @param only what the titles to be measured contain, in any case, one of them; empty for all
 * @param effort how long to measure
 * @param output the directory to save reports in
 */
record Arguments(boolean quick, List<String> only, Effort effort, Path output) {

    static final String USAGE = """
            java -jar benchmarks.jar [--quick] [--only TEXT]... [--rounds N] [--output DIR]
              --quick       two minutes, for a build: few entries, generous targets, a second try of what was missed
              --only TEXT   only what has the text in its title: "one connect", "round trip", crowds; may be repeated
              --rounds N    how often each entry is measured; 9, or 3 with --quick and for crowds
              --output DIR  where the Markdown and the JSON go; "comparison" beside the jar, or here if there is none
            Status: 0 if every target is met, 1 if one is not or a benchmark failed, 2 if this command line cannot be.
            """;

    /**
     * Reads a command line.
     *
     * @throws IllegalArgumentException if it cannot be; the message says why
     */
    static Arguments of(Path defaultOutput, String... arguments) {
        boolean quick = false;
        List<String> only = new ArrayList<>();
        String rounds = "";
        Path output = defaultOutput;
        for (int i = 0; i < arguments.length; i++) {
            switch (arguments[i]) {
                case "--quick" -> quick = true;
                case "--only" -> only.add(valueOf(arguments, i++));
                case "--rounds" -> rounds = valueOf(arguments, i++);
                case "--output" -> output = Path.of(valueOf(arguments, i++));
                default -> throw new IllegalArgumentException("there is no argument " + arguments[i]);
            }
        }
        Effort effort = quick ? Effort.QUICK : Effort.THOROUGH;
        return new Arguments(
                quick, List.copyOf(only), rounds.isEmpty() ? effort : effort.withRounds(number(rounds)), output);
    }

    private static String valueOf(String[] arguments, int index) {
        if (index + 1 == arguments.length) {
            throw new IllegalArgumentException(arguments[index] + " must be followed by a value");
        }
        return arguments[index + 1];
    }

    /** Whether something with this title is to be measured. */
    boolean includes(String title) {
        return only.isEmpty()
                || only.stream()
                        .anyMatch(text -> title.toLowerCase(Locale.ROOT).contains(text.toLowerCase(Locale.ROOT)));
    }

    private static int number(String text) {
        try {
            return Integer.parseInt(text);
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException("--rounds must be a number, but is " + text, e);
        }
    }
}
