package io.happyconnect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.happyconnect.name.Target;
import io.happyconnect.testsupport.BlackHole;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** A virtual thread that waits for a race lets go of its carrier: with a single carrier, another one runs meanwhile. */
class VirtualThreadPinningTest {

    @Test
    void aWaitingRaceDoesNotPinItsCarrier() throws Exception {
        assumeThat(Runtime.version().feature())
                .as("***** SKIPPED before Java 21: there are no virtual threads *****")
                .isGreaterThanOrEqualTo(21);
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Djdk.virtualThreadScheduler.parallelism=1",
                        "-Djdk.virtualThreadScheduler.maxPoolSize=1",
                        "-cp",
                        System.getProperty("java.class.path"),
                        OneCarrier.class.getName())
                .redirectErrorStream(true)
                .start();
        try {
            String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
            assertThat(output).contains("SOCKET let go", "CHANNEL let go", "looking up let go");
            assertThat(process.exitValue()).as(output).isZero();
        } finally {
            process.destroyForcibly();
        }
    }

    /** Runs in a process of its own. */
    static final class OneCarrier {

        private OneCarrier() {}

        public static void main(String[] args) throws Exception {
            RecordingListener listener = new RecordingListener();
            try (BlackHole silent = new BlackHole();
                    HappyConnector connector = HappyConnector.builder()
                            .listener(listener)
                            .connectTimeout(Duration.ofMinutes(1))
                            .build()) {
                Target nowhere = Target.parse("127.0.0.1:" + silent.address().getPort());
                Way[] ways = {Way.SOCKET, Way.CHANNEL};
                for (int i = 0; i < ways.length; i++) {
                    Way way = ways[i];
                    waiting(() -> way.connect(connector, nowhere, ConnectOptions.defaults()));
                    listener.awaitAttempts(i + 1);
                    anotherRuns(way.toString());
                }
            }
            Names.Silent unanswered = new Names.Silent();
            try (HappyConnector connector =
                    HappyConnector.builder().resolver(unanswered).build()) {
                waiting(() -> connector.connectChannel("silent.test", 80));
                anotherRuns("looking up");
            }
        }

        private interface Waiting {
            AutoCloseable begin() throws Exception;
        }

        private static void waiting(Waiting race) throws Exception {
            start(() -> new FutureTask<>(race::begin).run());
        }

        private static void anotherRuns(String what) throws Exception {
            CountDownLatch ran = new CountDownLatch(1);
            start(ran::countDown);
            if (!ran.await(20, TimeUnit.SECONDS)) {
                throw new AssertionError(what + " pins");
            }
            System.out.println(what + " let go");
        }

        private static void start(Runnable work) throws ReflectiveOperationException {
            Thread.class.getMethod("startVirtualThread", Runnable.class).invoke(null, work);
        }
    }
}
