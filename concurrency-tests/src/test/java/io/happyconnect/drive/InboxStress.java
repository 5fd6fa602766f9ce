package io.happyconnect.drive;

import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.II_Result;

/** What is left in an {@link Inbox} is found there. */
public final class InboxStress {

    private InboxStress() {}

    /** Counts the visited in a chain, as the loop's thread goes along it. */
    private static int visits(Inbox inbox) {
        int visits = 0;
        for (Visited next = inbox.takeAll(); next != null; ) {
            Visited current = next;
            next = current.before;
            current.before = null;
            current.leaves();
            visits++;
        }
        return visits;
    }

    /** Two come, one before and one while another thread takes all. */
    @JCStressTest
    @Outcome(
            id = {"0, 2", "1, 1", "2, 0"},
            expect = Expect.ACCEPTABLE,
            desc = "each is taken once")
    @Outcome(expect = Expect.FORBIDDEN, desc = "lost, or taken twice")
    @State
    public static class PutWhileTaking {
        private final Inbox inbox = new Inbox();
        private final Visited first = new Idle();
        private final Visited second = new Idle();

        @Actor
        public void put() {
            inbox.put(first);
            inbox.put(second);
        }

        @Actor
        public void take(II_Result result) {
            result.r1 = visits(inbox);
        }

        @Arbiter
        public void rest(II_Result result) {
            result.r2 = visits(inbox);
        }
    }

    /** The same one comes from two threads. */
    @JCStressTest
    @Outcome(id = "1, 0", expect = Expect.ACCEPTABLE, desc = "it is there once")
    @Outcome(expect = Expect.FORBIDDEN, desc = "lost, or there twice")
    @State
    public static class PutTwice {
        private final Inbox inbox = new Inbox();
        private final Visited visited = new Idle();

        @Actor
        public void put() {
            inbox.put(visited);
        }

        @Actor
        public void putToo() {
            inbox.put(visited);
        }

        @Arbiter
        public void all(II_Result result) {
            result.r1 = visits(inbox);
            result.r2 = visits(inbox);
        }
    }

    /** Somebody has news and puts one that is there already, while the loop takes it out to visit it. */
    @JCStressTest
    @Outcome(
            id = {"1, 0", "1, 1", "0, 1"},
            expect = Expect.ACCEPTABLE,
            desc = "this visit sees the news, or there will be another")
    @Outcome(expect = Expect.FORBIDDEN, desc = "nobody will ever see the news")
    @State
    public static class PutAgainWhileVisited {
        private final Inbox inbox = new Inbox();
        private final Visited visited = new Idle();
        private volatile int news;

        public PutAgainWhileVisited() {
            inbox.put(visited);
        }

        @Actor
        public void put() {
            news = 1;
            inbox.put(visited);
        }

        @Actor
        public void visit(II_Result result) {
            int unused = visits(inbox);
            result.r1 = news;
        }

        @Arbiter
        public void rest(II_Result result) {
            result.r2 = visits(inbox);
        }
    }
}
