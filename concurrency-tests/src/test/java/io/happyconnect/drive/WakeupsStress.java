package io.happyconnect.drive;

import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.ZZ_Result;

/** Whoever ends a race and the caller who is about to block: one of the two sees the other. */
public final class WakeupsStress {

    private WakeupsStress() {}

    private static final Watchdog WATCHDOG = new Watchdog("stress", Watchdog.TICK, () -> {});
    private static final AttemptThreads THREADS = new AttemptThreads("stress");

    /** The race is ended from outside at the moment when the caller begins to dial. */
    @JCStressTest
    @Outcome(id = "true, true", expect = Expect.ACCEPTABLE, desc = "the caller sees the end, and its dial is cancelled")
    @Outcome(id = "true, false", expect = Expect.ACCEPTABLE, desc = "the caller sees the end before it blocks")
    @Outcome(id = "false, true", expect = Expect.ACCEPTABLE, desc = "the caller blocks, and its dial is cancelled")
    @Outcome(id = "false, false", expect = Expect.FORBIDDEN, desc = "the caller blocks, and nobody wakes it")
    @State
    public static class EndWhileCallerBeginsToDial {
        private final Wakeups wakeups = new Wakeups(WATCHDOG, THREADS, Clock.now(), Long.MAX_VALUE, () -> {});
        private final AttemptDial dial = new AttemptDial(new CountedDials(), SocketSettings.NONE);

        @Actor
        public void dial(ZZ_Result result) {
            wakeups.callerDials(dial);
            result.r1 = wakeups.endedFromOutside() != null;
        }

        @Actor
        public void end() {
            wakeups.end(Abort.CANCELLED);
        }

        @Arbiter
        public void isCancelled(ZZ_Result result) {
            result.r2 = !dial.handsOver();
        }
    }
}
