package io.happyconnect.benchmarks;

import io.happyconnect.candidate.AddressCandidate;
import io.happyconnect.candidate.AddressFamily;
import io.happyconnect.candidate.Candidate;
import io.happyconnect.race.RaceSettings;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/** The race by itself, without sockets, threads and clock: how its cost grows with the number of addresses. */
@State(Scope.Thread)
@BenchmarkMode(Mode.SampleTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@OperationsPerInvocation(RaceBenchmark.BATCH)
public class RaceBenchmark {

    /** Races per sample. */
    static final int BATCH = 32;

    private static final RaceSettings SETTINGS =
            RaceSettings.builder().preferredFamily(AddressFamily.IPV6).build();

    /** What happens. */
    @Param
    public RaceStory story = RaceStory.FIRST_CONNECTS;

    /** How many addresses the name has, half of them of each family; at most 200. */
    @Param({"2", "20", "200"})
    public int addresses = 2;

    private List<Candidate> candidates = List.of();
    private long allocatedBefore;

    /** How many steps one race of a story asks for. */
    static int steps(RaceStory story, int addresses) throws UnknownHostException {
        return story.play(SETTINGS, candidates(addresses));
    }

    private static List<Candidate> candidates(int count) throws UnknownHostException {
        List<Candidate> made = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            byte number = (byte) (i / 2 + 1);
            byte[] bytes = i % 2 == 0
                    ? new byte[] {(byte) 192, 0, 2, number}
                    : new byte[] {0x20, 1, 0x0d, (byte) 0xb8, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, number};
            made.add(new AddressCandidate(InetAddress.getByAddress(bytes), 443));
        }
        return List.copyOf(made);
    }

    /** Makes the addresses. */
    @Setup
    public void makeCandidates() throws UnknownHostException {
        candidates = candidates(addresses);
    }

    /** Begins to count what a batch allocates. */
    @Setup(Level.Invocation)
    public void beforeBatch() {
        allocatedBefore = ThreadAllocation.now();
    }

    /** Ends to count it. */
    @TearDown(Level.Invocation)
    public void afterBatch() {
        ThreadAllocation.count(allocatedBefore, BATCH);
    }

    /** Plays a batch of races. */
    @Benchmark
    public int races() {
        int steps = 0;
        for (int i = 0; i < BATCH; i++) {
            steps += story.play(SETTINGS, candidates);
        }
        return steps;
    }
}
