package io.happyconnect.drive;

import java.util.concurrent.atomic.AtomicInteger;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.II_Result;

/** A lookup that was begun is cancelled with its race, once, also if the race ends while it begins. */
public final class ResolutionFactsStress {

    private ResolutionFactsStress() {}

    /** A race ends while its resolver is asked. */
    @JCStressTest
    @Outcome(id = "1, 1", expect = Expect.ACCEPTABLE, desc = "begun, and cancelled once")
    @Outcome(expect = Expect.FORBIDDEN, desc = "it goes on though nobody waits for it")
    @State
    public static class CancelWhileTheLookupBegins {
        private final AtomicInteger begun = new AtomicInteger();
        private final AtomicInteger cancelled = new AtomicInteger();
        private final ResolutionFacts facts = Plans.facts((target, answers) -> {
            begun.incrementAndGet();
            return cancelled::incrementAndGet;
        });

        @Actor
        public void begin() {
            facts.begin();
        }

        @Actor
        public void cancel() {
            facts.cancel();
        }

        @Arbiter
        public void count(II_Result result) {
            result.r1 = begun.get();
            result.r2 = cancelled.get();
        }
    }
}
