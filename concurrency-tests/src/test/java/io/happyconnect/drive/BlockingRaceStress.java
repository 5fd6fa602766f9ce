package io.happyconnect.drive;

import io.happyconnect.observe.RaceListener;
import io.happyconnect.resolve.Answers;
import io.happyconnect.resolve.Lookup;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.LI_Result;
import org.openjdk.jcstress.infra.results.L_Result;

/** A whole race on plain sockets, on the caller's thread, and somebody who interferes at any moment. */
public final class BlockingRaceStress {

    private static final long DELAY = 250_000_000L;
    private static final AtomicLong IDS = new AtomicLong();

    private BlockingRaceStress() {}

    private static PlainSocketDriver driver() {
        return new PlainSocketDriver("stress", IDS, RaceListener.NONE, DELAY);
    }

    private static String outcome(RaceResult result) {
        if (result.socket() == null) {
            return result.abort() == null
                    ? result.report().summary()
                    : result.abort().name();
        }
        return result.socket().isClosed() ? "won and closed" : "won";
    }

    /** Sockets that nobody has closed or got, and cancellations of one that somebody has got: none of either. */
    private static int left(CountedDials candidate, int handedOver) {
        return Math.abs(candidate.opened() - candidate.closes() - handedOver) + handedOver * candidate.cancels();
    }

    /** One driver for all races of a test. */
    private static final class Shared {
        private static final PlainSocketDriver DRIVER = driver();
    }

    /** Somebody cancels while the only attempt connects. */
    @JCStressTest
    @Outcome(id = "won, 0", expect = Expect.ACCEPTABLE, desc = "too late: the socket is the caller's, and open")
    @Outcome(id = "CANCELLED, 0", expect = Expect.ACCEPTABLE, desc = "cancelled, and no socket is left")
    @Outcome(expect = Expect.FORBIDDEN, desc = "a socket is lost, or handed over and closed")
    @State
    public static class CancelWhileWinning {
        private final CountedDials candidate = new CountedDials();
        private volatile Runnable cancel;
        private int handedOver;

        @Actor
        public void connect(LI_Result result) {
            RaceResult end = Shared.DRIVER.connect(Plans.of(candidate, given -> cancel = given));
            handedOver = end.socket() == null ? 0 : 1;
            result.r1 = outcome(end);
        }

        @Actor
        public void cancel() {
            Plans.await(() -> cancel).run();
        }

        @Arbiter
        public void open(LI_Result result) {
            result.r2 = left(candidate, handedOver);
        }
    }

    /** The connector is closed while the only attempt connects. */
    @JCStressTest
    @Outcome(id = "won, 0", expect = Expect.ACCEPTABLE, desc = "too late: the socket is the caller's, and open")
    @Outcome(id = "CONNECTOR_CLOSED, 0", expect = Expect.ACCEPTABLE, desc = "closed, and no socket is left")
    @Outcome(expect = Expect.FORBIDDEN, desc = "a socket is lost, or handed over and closed")
    @State
    public static class CloseWhileWinning {
        private final PlainSocketDriver driver = driver();
        private final CountedDials candidate = new CountedDials();
        private int handedOver;

        @Actor
        public void connect(LI_Result result) {
            RaceResult end = driver.connect(Plans.of(candidate, cancel -> {}));
            handedOver = end.socket() == null ? 0 : 1;
            result.r1 = outcome(end);
        }

        @Actor
        public void close() {
            driver.close();
        }

        @Arbiter
        public void open(LI_Result result) {
            result.r2 = left(candidate, handedOver);
        }
    }

    /** The answer of a resolver comes while the caller goes to sleep to wait for it. */
    @JCStressTest
    @Outcome(id = "won", expect = Expect.ACCEPTABLE, desc = "the caller hears of it")
    @Outcome(expect = Expect.FORBIDDEN, desc = "the caller sleeps until the connect timeout")
    @State
    public static class AnswerWhileFallingAsleep {
        private final CountedDials candidate = new CountedDials();
        private volatile Answers asked;

        @Actor
        public void connect(L_Result result) {
            RacePlan plan = Plans.of((target, answers) -> {
                asked = answers;
                return Lookup.ended();
            });
            result.r1 = outcome(Shared.DRIVER.connect(plan));
        }

        @Actor
        public void answer() {
            Answers answers = Plans.await(() -> asked);
            answers.found(List.of(candidate));
            answers.done();
        }
    }
}
