package io.happyconnect.drive;

import io.happyconnect.observe.RaceListener;
import java.util.concurrent.atomic.AtomicInteger;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.L_Result;

/** {@link RaceEvents} are told in order, each once, one at a time, and none is left behind. */
public final class RaceEventsStress {

    private RaceEventsStress() {}

    /** Notes what it was told; its fields are plain, for only one thread at a time may tell. */
    private static final class Told {
        private final StringBuilder order = new StringBuilder();
        private final AtomicInteger telling = new AtomicInteger();

        Runnable event(String name) {
            return () -> {
                boolean alone = telling.incrementAndGet() == 1;
                order.append(alone ? name : "!");
                telling.decrementAndGet();
            };
        }
    }

    /** Two threads have something to tell, and tell it through an executor. */
    @JCStressTest
    @Outcome(
            id = {"abcd", "acbd", "acdb", "cabd", "cadb", "cdab"},
            expect = Expect.ACCEPTABLE,
            desc = "a before b, c before d")
    @Outcome(expect = Expect.FORBIDDEN, desc = "lost, told twice, out of order or at once")
    @State
    public static class BothTell {
        private final Told told = new Told();
        private final RaceEvents events = new RaceEvents(RaceListener.NONE, Runnable::run);

        @Actor
        public void tell() {
            events.add(told.event("a"));
            events.tell();
            events.add(told.event("b"));
            events.tell();
        }

        @Actor
        public void tellToo() {
            events.add(told.event("c"));
            events.tell();
            events.add(told.event("d"));
            events.tell();
        }

        @Arbiter
        public void all(L_Result result) {
            result.r1 = told.order.toString();
        }
    }

    /** The caller wants to tell the end itself, while a task of an executor may have begun to tell what came before. */
    @JCStressTest
    @Outcome(id = "abe", expect = Expect.ACCEPTABLE, desc = "the end comes last")
    @Outcome(expect = Expect.FORBIDDEN, desc = "lost, told twice, out of order or at once")
    @State
    public static class TakeTheTurnOfATask {
        private final Told told = new Told();
        private Runnable task = () -> {};
        private final RaceEvents events = new RaceEvents(RaceListener.NONE, queued -> task = queued);

        public TakeTheTurnOfATask() {
            events.add(told.event("a"));
            events.add(told.event("b"));
            events.tell();
        }

        @Actor
        public void runTheTask() {
            task.run();
        }

        @Actor
        public void tellTheEnd() {
            boolean mine = events.takesTurn();
            events.add(told.event("e"));
            if (mine) {
                events.tellAll();
            } else {
                events.tellHere();
            }
        }

        @Arbiter
        public void all(L_Result result) {
            result.r1 = told.order.toString();
        }
    }
}
