package io.happyconnect.drive;

import java.io.IOException;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.LII_Result;

/** A socket that an {@link AttemptDial} connects is handed over or was cancelled, never both and never neither. */
public final class AttemptDialStress {

    private AttemptDialStress() {}

    /** A connect succeeds while somebody cancels it. */
    @JCStressTest
    @Outcome(id = "won, 0, 0", expect = Expect.ACCEPTABLE, desc = "handed over, and left alone")
    @Outcome(
            id = "cancelled, 1, 1",
            expect = Expect.ACCEPTABLE,
            desc = "connected too late, and closed by who connected")
    @Outcome(id = "refused, 0, 0", expect = Expect.ACCEPTABLE, desc = "cancelled before it began")
    @Outcome(
            id = "refused, 0, 1",
            expect = Expect.ACCEPTABLE,
            desc = "cancelled when it had begun and not yet connected")
    @Outcome(id = "cancelled, 1, 0", expect = Expect.FORBIDDEN, desc = "the dial was not told")
    @Outcome(expect = Expect.FORBIDDEN, desc = "closed twice, or by nobody, or handed over and closed")
    @State
    public static class CancelWhileConnecting {
        private final CountedDials candidate = new CountedDials();
        private final AttemptDial dial = new AttemptDial(candidate, SocketSettings.NONE);

        @Actor
        public void connect(LII_Result result) {
            try {
                var socket = dial.connect();
                if (dial.handsOver()) {
                    result.r1 = "won";
                } else {
                    result.r1 = "cancelled";
                    AttemptDial.closeQuietly(socket);
                }
            } catch (IOException cancelled) {
                result.r1 = "refused";
            }
        }

        @Actor
        public void cancel() {
            dial.cancel();
        }

        @Arbiter
        public void closes(LII_Result result) {
            result.r2 = candidate.closes();
            result.r3 = candidate.cancels();
        }
    }

    /** Two threads cancel: the deadline and the user, for example. */
    @JCStressTest
    @Outcome(id = "refused, 0, 0", expect = Expect.ACCEPTABLE, desc = "it never begins")
    @Outcome(expect = Expect.FORBIDDEN, desc = "it begins nevertheless")
    @State
    public static class CancelTwice {
        private final CountedDials candidate = new CountedDials();
        private final AttemptDial dial = new AttemptDial(candidate, SocketSettings.NONE);

        @Actor
        public void cancel() {
            dial.cancel();
        }

        @Actor
        public void cancelToo() {
            dial.cancel();
        }

        @Arbiter
        public void connect(LII_Result result) {
            try {
                var unused = dial.connect();
                result.r1 = dial.handsOver() ? "won" : "cancelled";
            } catch (IOException cancelled) {
                result.r1 = "refused";
            }
            result.r2 = candidate.closes();
            result.r3 = candidate.cancels();
        }
    }
}
