package io.happyconnect.benchmarks;

import java.net.UnknownHostException;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.openjdk.jmh.profile.Profiler;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.ChainedOptionsBuilder;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;

/** Runs one JMH benchmark at a time, each time in a JVM of its own. */
final class Forks {

    private static final String HEAP = "512m";

    private static final String[] PLATFORM = {};
    private static final String[] VIRTUAL = {"-Djmh.executor=VIRTUAL"};

    // From Java 23 on the JVM complains about JMH's own use of Unsafe, in every fork.
    private static final String[] QUIET =
            Runtime.version().feature() < 23 ? new String[0] : new String[] {"--sun-misc-unsafe-memory-access=allow"};

    private final Effort effort;
    private final NamedHosts names;

    Forks(Effort effort, NamedHosts names) {
        this.effort = effort;
        this.names = names;
    }

    /** Measures an entry of a contest. */
    Sample sample(Entry entry, Contest contest) throws RunnerException {
        RunResult result = run(
                entry.benchmark(),
                Map.of(),
                contest.counted().profiler(),
                effort.warmupSeconds() * contest.warmups(),
                contest.venue() == Venue.VIRTUAL_FORKS ? VIRTUAL : PLATFORM);
        return new Sample(median(result), bytes(result, contest.counted()), secondary(result, ProcessCpu.LABEL));
    }

    /** Measures the race alone. */
    RaceLine race(RaceStory story, int addresses) throws RunnerException, UnknownHostException {
        Map<String, String> parameters = Map.of("story", story.name(), "addresses", Integer.toString(addresses));
        RunResult result =
                run("RaceBenchmark.races", parameters, Counted.THREAD.profiler(), effort.warmupSeconds(), PLATFORM);
        double nanos = median(result);
        double stepsPerSecond = RaceBenchmark.steps(story, addresses) * 1e9 / nanos;
        return new RaceLine(story.toString(), addresses, nanos, stepsPerSecond, bytes(result, Counted.THREAD));
    }

    private static String[] concat(String[] some, String[] more) {
        return Stream.concat(Stream.of(some), Stream.of(more)).toArray(String[]::new);
    }

    private static double median(RunResult result) {
        return result.getPrimaryResult().getStatistics().getPercentile(50);
    }

    private static double bytes(RunResult result, Counted counted) {
        return secondary(result, counted.label());
    }

    private static double secondary(RunResult result, String label) {
        return Objects.requireNonNull(result.getSecondaryResults().get(label), label)
                .getScore();
    }

    private RunResult run(
            String benchmark,
            Map<String, String> parameters,
            Class<? extends Profiler> profiler,
            int warmupSeconds,
            String[] threads)
            throws RunnerException {
        ChainedOptionsBuilder options = new OptionsBuilder()
                .include("\\." + Pattern.quote(benchmark) + "$")
                .addProfiler(profiler)
                .addProfiler(ProcessCpu.class)
                .forks(1)
                .threads(1)
                .warmupIterations(warmupSeconds)
                .warmupTime(TimeValue.seconds(1))
                .measurementIterations(effort.measuredSeconds())
                .measurementTime(TimeValue.seconds(1))
                .timeout(TimeValue.minutes(1))
                .jvmArgsAppend("-Xms" + HEAP, "-Xmx" + HEAP, names.jvmArgument())
                .jvmArgsPrepend(concat(QUIET, threads))
                .verbosity(VerboseMode.SILENT)
                .shouldFailOnError(true);
        parameters.forEach(options::param);
        return new Runner(options.build()).runSingle();
    }
}
