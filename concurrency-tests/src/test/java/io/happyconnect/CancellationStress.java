package io.happyconnect;

import io.happyconnect.Cancellation.Registration;
import java.util.concurrent.atomic.AtomicInteger;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.I_Result;

/** What is registered with a {@link Cancellation} runs once, whichever comes first. */
public final class CancellationStress {

    private CancellationStress() {}

    /** A race begins while it is cancelled. */
    @JCStressTest
    @Outcome(id = "1", expect = Expect.ACCEPTABLE, desc = "the race is told once")
    @Outcome(expect = Expect.FORBIDDEN, desc = "the race is told twice or never")
    @State
    public static class RegisterWhileCancelling {
        private final Cancellation cancellation = new Cancellation();
        private final AtomicInteger told = new AtomicInteger();

        @Actor
        public void register() {
            Registration unused = cancellation.onCancel(told::incrementAndGet);
        }

        @Actor
        public void cancel() {
            cancellation.cancel();
        }

        @Arbiter
        public void count(I_Result result) {
            result.r1 = told.get();
        }
    }

    /** Two threads cancel, and one of them is told of it. */
    @JCStressTest
    @Outcome(id = "1", expect = Expect.ACCEPTABLE, desc = "the race is told once")
    @Outcome(expect = Expect.FORBIDDEN, desc = "the race is told twice or never")
    @State
    public static class CancelTwice {
        private final Cancellation cancellation = new Cancellation();
        private final AtomicInteger told = new AtomicInteger();

        public CancelTwice() {
            Registration unused = cancellation.onCancel(told::incrementAndGet);
        }

        @Actor
        public void cancel() {
            cancellation.cancel();
        }

        @Actor
        public void cancelToo() {
            cancellation.cancel();
        }

        @Arbiter
        public void count(I_Result result) {
            result.r1 = told.get();
        }
    }
}
