package io.happyconnect.drive;

import java.io.IOException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.ZZ_Result;

/** Whoever wants a visit of a {@link SelectorLoop} gets it, also if its thread is just falling asleep or about to end. */
public final class SelectorLoopStress {

    /** Far longer than anybody waits here: a visit that comes only because a sleep is over has come too late. */
    private static final long LONG = TimeUnit.MINUTES.toNanos(10);

    private SelectorLoopStress() {}

    private static final class Waiting extends Visited {
        private static volatile boolean lost; // then the others need not wait as long as the first
        private final CountDownLatch visits = new CountDownLatch(1);

        @Override
        long visit(LoopThread loop, long now) {
            visits.countDown();
            return GONE;
        }

        boolean isVisited() {
            try {
                boolean visited = visits.await(lost ? 0 : 10, TimeUnit.SECONDS);
                lost |= !visited;
                return visited;
            } catch (InterruptedException e) {
                return false;
            }
        }
    }

    private static void poke(SelectorLoop loop, Visited visited) {
        try {
            boolean unused = loop.poke(visited, Clock.now());
        } catch (IOException noSelector) {
            throw new AssertionError(noSelector);
        }
    }

    /** Two come while the thread naps, works or falls asleep. */
    @JCStressTest
    @Outcome(id = "true, true", expect = Expect.ACCEPTABLE, desc = "both are visited")
    @Outcome(expect = Expect.FORBIDDEN, desc = "a wake-up is lost")
    @State
    public static class PokeWhileFallingAsleep {
        private static final SelectorLoop LOOP =
                new SelectorLoop("stress", new LoopThread.Pace(LONG, LONG, LONG), Platform.SYSTEM);
        private final Waiting first = new Waiting();
        private final Waiting second = new Waiting();

        @Actor
        public void poke() {
            SelectorLoopStress.poke(LOOP, first);
        }

        @Actor
        public void pokeToo() {
            SelectorLoopStress.poke(LOOP, second);
        }

        @Arbiter
        public void visited(ZZ_Result result) {
            result.r1 = first.isVisited();
            result.r2 = second.isVisited();
        }
    }

    /** Two come while the thread, which has nothing to do for a moment, ends; another one has to begin. */
    @JCStressTest
    @Outcome(id = "true, true", expect = Expect.ACCEPTABLE, desc = "both are visited")
    @Outcome(expect = Expect.FORBIDDEN, desc = "they wait for a thread that has ended")
    @State
    public static class PokeWhileEnding {
        private static final SelectorLoop LOOP =
                new SelectorLoop("stress", new LoopThread.Pace(1, 1, 1), Platform.SYSTEM);
        private final Waiting first = new Waiting();
        private final Waiting second = new Waiting();

        @Actor
        public void poke() {
            SelectorLoopStress.poke(LOOP, first);
        }

        @Actor
        public void pokeToo() {
            SelectorLoopStress.poke(LOOP, second);
        }

        @Arbiter
        public void visited(ZZ_Result result) {
            result.r1 = first.isVisited();
            result.r2 = second.isVisited();
        }
    }
}
