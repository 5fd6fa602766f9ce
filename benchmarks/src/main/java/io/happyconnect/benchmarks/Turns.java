package io.happyconnect.benchmarks;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * Measures all entries of a contest in turn in one JVM: what takes milliseconds, or sits so close together that two forks differ by
 * more.
 */
final class Turns {

    private static final Sample FAILED = new Sample(Double.NaN, Double.NaN, Double.NaN);

    private final NamedHosts names;

    Turns(NamedHosts names) {
        this.names = names;
    }

    /**
     * Runs a round.
     *
     * @param contest what to measure
     * @param round which begins with another entry than the one before
     * @param prefix of the command, such as that of a {@link Link}
     * @return a sample for each entry
     */
    List<Sample> samples(Contest contest, int round, List<String> prefix) throws IOException {
        List<String> command = new ArrayList<>(prefix);
        command.addAll(java(names.jvmArgument()));
        command.add(TurnsProcess.class.getName());
        command.add(contest.venue().name());
        command.add(Integer.toString(round));
        contest.entries().forEach(entry -> command.add(entry.benchmark()));
        Process process = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        List<Sample> samples =
                new ArrayList<>(Collections.nCopies(contest.entries().size(), FAILED));
        output.lines().filter(line -> line.startsWith(TurnsProcess.MARK)).forEach(line -> {
            String[] words = line.split(" ", -1);
            samples.set(Integer.parseInt(words[1]), new Sample(Double.parseDouble(words[2]), Double.NaN, Double.NaN));
        });
        return samples;
    }

    /** The beginning of a command that runs a class of this jar. */
    static List<String> java(String... arguments) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.add("-Xms512m");
        command.add("-Xmx512m");
        command.addAll(List.of(arguments));
        command.add("-cp");
        command.add(System.getProperty("java.class.path"));
        return command;
    }
}
