package io.happyconnect.drive;

import java.util.concurrent.atomic.AtomicInteger;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.III_Result;
import org.openjdk.jcstress.infra.results.II_Result;

/** A {@link SocketLimit} keeps its count, and nobody waits while there is a socket. */
public final class SocketLimitStress {

    private SocketLimitStress() {}

    /** The one who waits leaves the line while the socket becomes free. */
    @JCStressTest
    @Outcome(id = "0, 1", expect = Expect.ACCEPTABLE, desc = "nothing is in flight, and the socket can be had")
    @Outcome(expect = Expect.FORBIDDEN, desc = "the count is wrong")
    @State
    public static class LeaveWhileReleased {
        private final SocketLimit limit = new SocketLimit(1);
        private final SocketLimit.Ticket ticket;

        public LeaveWhileReleased() {
            boolean unused = limit.tryAcquire(true);
            ticket = limit.queue(true, () -> {});
        }

        @Actor
        public void release() {
            limit.release();
        }

        @Actor
        public void leave() {
            ticket.leave();
        }

        @Arbiter
        public void count(II_Result result) {
            result.r1 = limit.inFlight();
            result.r2 = limit.tryAcquire(true) ? 1 : 0;
        }
    }

    /** Somebody gets into the line while the only socket becomes free. */
    @JCStressTest
    @Outcome(id = "1, 1, 1", expect = Expect.ACCEPTABLE, desc = "told once, served once, one in flight")
    @Outcome(expect = Expect.FORBIDDEN, desc = "waits for ever, or the count is wrong")
    @State
    public static class QueueWhileReleased {
        private final SocketLimit limit = new SocketLimit(1);
        private final AtomicInteger granted = new AtomicInteger();
        private SocketLimit.Ticket ticket;

        public QueueWhileReleased() {
            boolean unused = limit.tryAcquire(false);
        }

        @Actor
        public void release() {
            limit.release();
        }

        @Actor
        public void queue() {
            ticket = limit.queue(false, granted::incrementAndGet);
        }

        @Arbiter
        public void count(III_Result result) {
            result.r1 = granted.get();
            result.r2 = ticket.take() ? 1 : 0;
            result.r3 = limit.inFlight();
        }
    }

    /** One waits, the socket becomes free, and another one comes along who has not waited. */
    @JCStressTest
    @Outcome(
            id = {"1, 0, 1", "0, 1, 1"},
            expect = Expect.ACCEPTABLE,
            desc = "one of them has the socket")
    @Outcome(expect = Expect.FORBIDDEN, desc = "both have it, or nobody")
    @State
    public static class AcquireWhileReleased {
        private final SocketLimit limit = new SocketLimit(1);
        private final SocketLimit.Ticket waiting;

        public AcquireWhileReleased() {
            boolean unused = limit.tryAcquire(false);
            waiting = limit.queue(false, () -> {});
        }

        @Actor
        public void release() {
            limit.release();
        }

        @Actor
        public void acquire(III_Result result) {
            result.r2 = limit.tryAcquire(false) ? 1 : 0;
        }

        @Arbiter
        public void count(III_Result result) {
            result.r1 = waiting.take() ? 1 : 0;
            result.r3 = limit.inFlight();
        }
    }

    /** Two want the last one. */
    @JCStressTest
    @Outcome(
            id = {"1, 0, 1", "0, 1, 1"},
            expect = Expect.ACCEPTABLE,
            desc = "one of them has it")
    @Outcome(expect = Expect.FORBIDDEN, desc = "both have it, or nobody")
    @State
    public static class BothAcquireTheLast {
        private final SocketLimit limit = new SocketLimit(1);

        @Actor
        public void acquire(III_Result result) {
            result.r1 = limit.tryAcquire(false) ? 1 : 0;
        }

        @Actor
        public void acquireToo(III_Result result) {
            result.r2 = limit.tryAcquire(false) ? 1 : 0;
        }

        @Arbiter
        public void count(III_Result result) {
            result.r3 = limit.inFlight();
        }
    }
}
