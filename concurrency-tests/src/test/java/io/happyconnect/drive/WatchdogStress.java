package io.happyconnect.drive;

import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.ZZ_Result;

/** A {@link Watchdog} takes nobody on whom it does not look after. */
public final class WatchdogStress {

    private WatchdogStress() {}

    private static final class Noted extends Watchdog.Watched {
        private volatile boolean closed;

        @Override
        long visit(long now) {
            return now + Watchdog.TICK;
        }

        @Override
        void closed() {
            closed = true;
        }
    }

    /** A race begins while the connector is closed. */
    @JCStressTest
    @Outcome(id = "true, true", expect = Expect.ACCEPTABLE, desc = "taken on, and told that all is over")
    @Outcome(id = "false, false", expect = Expect.ACCEPTABLE, desc = "not taken on")
    @Outcome(expect = Expect.FORBIDDEN, desc = "taken on and forgotten")
    @State
    public static class LinkWhileClosing {
        private final Watchdog watchdog = new Watchdog("stress", Watchdog.TICK, () -> {});
        private final Noted race = new Noted();

        @Actor
        public void link(ZZ_Result result) {
            result.r1 = watchdog.link(race, Clock.now());
        }

        @Actor
        public void close() {
            watchdog.close();
        }

        @Arbiter
        public void told(ZZ_Result result) {
            result.r2 = race.closed;
        }
    }

    /** One race ends while another begins: the list they are linked into must hold together. */
    @JCStressTest
    @Outcome(id = "false, true", expect = Expect.ACCEPTABLE, desc = "the one that goes on is looked after")
    @Outcome(id = "true, true", expect = Expect.FORBIDDEN, desc = "the one that has ended is looked after still")
    @Outcome(expect = Expect.FORBIDDEN, desc = "the one that goes on is forgotten")
    @State
    public static class UnlinkWhileLinking {
        private final Watchdog watchdog = new Watchdog("stress", Watchdog.TICK, () -> {});
        private final Noted ending = new Noted();
        private final Noted beginning = new Noted();

        @Actor
        public void linkAndUnlink() {
            boolean unused = watchdog.link(ending, Clock.now());
            watchdog.unlink(ending);
        }

        @Actor
        public void link() {
            boolean unused = watchdog.link(beginning, Clock.now());
        }

        @Arbiter
        public void told(ZZ_Result result) {
            watchdog.close();
            result.r1 = ending.closed;
            result.r2 = beginning.closed;
        }
    }
}
