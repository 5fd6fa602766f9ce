package io.happyconnect.drive;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.Z_Result;

/** Whatever {@link CallbackThreads} are given runs, also if they are being closed. */
public final class CallbackThreadsStress {

    private CallbackThreadsStress() {}

    private static final class Shared {
        private static volatile boolean lost; // then the others need not wait as long as the first
        private static final SelectorLoop LOOP = new SelectorLoop(
                "stress", new LoopThread.Pace(20_000_000L, 5_000_000_000L, 60_000_000_000L), Platform.SYSTEM);
    }

    private static boolean runs(CountDownLatch tasks) {
        try {
            boolean run = tasks.await(Shared.lost ? 0 : 10, TimeUnit.SECONDS);
            Shared.lost |= !run;
            return run;
        } catch (InterruptedException e) {
            return false;
        }
    }

    /** A result is delivered while the connector is closed. */
    @JCStressTest
    @Outcome(id = "true", expect = Expect.ACCEPTABLE, desc = "both tasks run")
    @Outcome(expect = Expect.FORBIDDEN, desc = "somebody waits for ever")
    @State
    public static class ExecuteWhileClosing {
        private final CallbackThreads threads = new CallbackThreads("stress", Shared.LOOP);
        private final CountDownLatch tasks = new CountDownLatch(2);

        @Actor
        public void execute() {
            threads.execute(tasks::countDown);
            threads.execute(tasks::countDown);
        }

        @Actor
        public void close() {
            threads.close();
        }

        @Arbiter
        public void run(Z_Result result) {
            result.r1 = runs(tasks);
            threads.close();
        }
    }

    /** Two results come at once, and the only thread is about to wait for the next. */
    @JCStressTest
    @Outcome(id = "true", expect = Expect.ACCEPTABLE, desc = "both tasks run")
    @Outcome(expect = Expect.FORBIDDEN, desc = "somebody waits for ever")
    @State
    public static class ExecuteWhileIdling {
        private static final CallbackThreads THREADS = new CallbackThreads("stress", Shared.LOOP);
        private final CountDownLatch tasks = new CountDownLatch(2);

        @Actor
        public void execute() {
            THREADS.execute(tasks::countDown);
        }

        @Actor
        public void executeToo() {
            THREADS.execute(tasks::countDown);
        }

        @Arbiter
        public void run(Z_Result result) {
            result.r1 = runs(tasks);
        }
    }
}
