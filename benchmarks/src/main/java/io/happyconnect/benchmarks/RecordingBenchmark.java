package io.happyconnect.benchmarks;

import io.happyconnect.candidate.AddressCandidate;
import io.happyconnect.candidate.Candidate;
import io.happyconnect.name.Target;
import io.happyconnect.observe.AnswerReport;
import io.happyconnect.observe.AttemptOutcome;
import io.happyconnect.observe.AttemptReport;
import io.happyconnect.observe.FailureCause;
import io.happyconnect.observe.RaceListener;
import io.happyconnect.observe.RaceOutcome;
import io.happyconnect.observe.RaceReport;
import io.happyconnect.observe.RaceStart;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/**
 * What the listeners of the Spring Boot starter add to a race: everything they hear of one whose first address refuses and
 * whose second wins, without the race. Run it with several threads ({@code -t 2}) to see whether they wait for one another.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.SampleTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@OperationsPerInvocation(RecordingBenchmark.BATCH)
public class RecordingBenchmark {

    /** Races per sample. */
    static final int BATCH = 256;

    private final RaceListener metrics = Recording.metrics();
    private final RaceListener history = Recording.history();
    private final RaceListener both = Recording.metricsHistoryAndLog();
    private RaceReport report;

    /** Counts what the measured thread allocates. */
    @State(Scope.Thread)
    public static class Allocation {

        private long before;

        /** Begins to count. */
        @Setup(Level.Invocation)
        public void beforeBatch() {
            before = ThreadAllocation.now();
        }

        /** Ends to count. */
        @TearDown(Level.Invocation)
        public void afterBatch() {
            ThreadAllocation.count(before, BATCH);
        }
    }

    /** Makes the report. */
    @Setup
    public void makeReport() throws UnknownHostException {
        Candidate first = candidate("2001:db8::1");
        Candidate second = candidate("192.0.2.1");
        report = new RaceReport(
                new RaceStart(1, "default", Target.of("api.example.com", 443), Instant.now()),
                RaceOutcome.CONNECTED,
                Duration.ofMillis(31),
                Duration.ofMillis(250),
                List.of(new AnswerReport(null, Duration.ofMillis(1), List.of(first, second), List.of(), null)),
                List.of(
                        new AttemptReport(
                                0,
                                first,
                                Duration.ofMillis(1),
                                Duration.ofMillis(2),
                                AttemptOutcome.FAILED,
                                FailureCause.CONNECTION_REFUSED,
                                new ConnectException("Connection refused")),
                        new AttemptReport(
                                1,
                                second,
                                Duration.ofMillis(11),
                                Duration.ofMillis(20),
                                AttemptOutcome.WON,
                                null,
                                null)));
    }

    private static Candidate candidate(String literal) throws UnknownHostException {
        return new AddressCandidate(InetAddress.getByName(literal), 443);
    }

    /** Metrics with a registry for Prometheus. */
    @Benchmark
    public RaceReport metrics(Allocation allocation) {
        return tell(metrics);
    }

    /** The history that health and the endpoint read. */
    @Benchmark
    public RaceReport history(Allocation allocation) {
        return tell(history);
    }

    /** Both, and the log of failures. */
    @Benchmark
    public RaceReport all(Allocation allocation) {
        return tell(both);
    }

    private RaceReport tell(RaceListener listener) {
        for (int i = 0; i < BATCH; i++) {
            RaceStart race = report.start();
            listener.raceStarted(race);
            listener.lookupStarted(race);
            listener.answerReceived(race, report.answers().get(0));
            for (AttemptReport attempt : report.attempts()) {
                listener.attemptStarted(race, attempt.index(), attempt.candidate());
                listener.attemptEnded(race, attempt);
            }
            listener.raceEnded(report);
        }
        return report;
    }
}
