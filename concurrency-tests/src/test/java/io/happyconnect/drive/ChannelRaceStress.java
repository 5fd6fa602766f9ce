package io.happyconnect.drive;

import io.happyconnect.observe.RaceListener;
import io.happyconnect.resolve.Answers;
import io.happyconnect.resolve.Lookup;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.LII_Result;
import org.openjdk.jcstress.infra.results.LI_Result;

/**
 * A whole race on channels, and somebody who interferes at any moment. The channels are real ones, to a Unix domain socket: thousands
 * of connections a second over loopback would use up its ports.
 */
public final class ChannelRaceStress {

    private static final int MOST_SOCKETS = 1_000;
    private static final AtomicLong IDS = new AtomicLong();

    private ChannelRaceStress() {}

    private static ChannelDriver driver() {
        return new ChannelDriver("stress", IDS, RaceListener.NONE, Runnable::run, MOST_SOCKETS, 250_000_000L);
    }

    /** What the races of a test share. */
    private static final class Shared {
        private static final ChannelDriver DRIVER = driver();
        private static final UnixServer SERVER = new UnixServer();
    }

    /** Closes what it gets, and says what it was. */
    private static String taken(ChannelResult result) {
        try {
            Shared.SERVER.closeWhatHasCome();
            if (result.channel() == null) {
                return result.abort() == null
                        ? result.report().summary()
                        : result.abort().name();
            }
            boolean open = result.channel().isOpen();
            result.channel().close();
            return open ? "won" : "won and closed";
        } catch (IOException failure) {
            return failure.toString();
        }
    }

    /** Somebody cancels a race whose caller waits for it. */
    @JCStressTest
    @Outcome(id = "won, 0", expect = Expect.ACCEPTABLE, desc = "too late: the channel is the caller's, and open")
    @Outcome(id = "CANCELLED, 0", expect = Expect.ACCEPTABLE, desc = "cancelled, and no socket is in flight")
    @Outcome(expect = Expect.FORBIDDEN, desc = "a channel is lost, or handed over and closed")
    @State
    public static class CancelWhileWinning {
        private volatile Runnable cancel;

        @Actor
        public void connect(LI_Result result) {
            RacePlan plan = Plans.of(Shared.SERVER.candidate(), given -> cancel = given);
            result.r1 = taken(Shared.DRIVER.connect(plan));
        }

        @Actor
        public void cancel() {
            Plans.await(() -> cancel).run();
        }

        @Arbiter
        public void inFlight(LI_Result result) {
            result.r2 = Shared.DRIVER.socketsInFlight();
        }
    }

    /** Somebody cancels a race that nobody's thread waits for. */
    @JCStressTest
    @Outcome(id = "won, 1, 0", expect = Expect.ACCEPTABLE, desc = "too late: the channel is delivered, and open")
    @Outcome(id = "CANCELLED, 1, 0", expect = Expect.ACCEPTABLE, desc = "cancelled, and no socket is in flight")
    @Outcome(expect = Expect.FORBIDDEN, desc = "delivered twice or never, or a channel is lost")
    @State
    public static class CancelWhileDelivering {
        private final AtomicInteger delivered = new AtomicInteger();
        private volatile String outcome;
        private volatile Runnable cancel;

        @Actor
        public void start() {
            RacePlan plan = Plans.of(Shared.SERVER.candidate(), given -> cancel = given);
            Shared.DRIVER.connectAsync(plan, how -> {
                delivered.incrementAndGet();
                outcome = taken(how);
            });
        }

        @Actor
        public void cancel() {
            Plans.await(() -> cancel).run();
        }

        @Arbiter
        public void count(LII_Result result) {
            result.r1 = outcome;
            result.r2 = delivered.get();
            result.r3 = Shared.DRIVER.socketsInFlight();
        }
    }

    /** The connector is closed while a race is run. */
    @JCStressTest
    @Outcome(id = "won, 0", expect = Expect.ACCEPTABLE, desc = "too late: the channel is the caller's, and open")
    @Outcome(id = "CONNECTOR_CLOSED, 0", expect = Expect.ACCEPTABLE, desc = "closed, and no socket is in flight")
    @Outcome(expect = Expect.FORBIDDEN, desc = "a channel is lost, or handed over and closed")
    @State
    public static class CloseWhileWinning {
        private final ChannelDriver driver = driver();

        @Actor
        public void connect(LI_Result result) {
            result.r1 = taken(driver.connect(Plans.of(Shared.SERVER.candidate(), cancel -> {})));
        }

        @Actor
        public void close() {
            driver.close();
        }

        @Arbiter
        public void inFlight(LI_Result result) {
            result.r2 = driver.socketsInFlight();
        }
    }

    /** The answer of a resolver comes while the caller goes to sleep to wait for it. */
    @JCStressTest
    @Outcome(id = "won, 0", expect = Expect.ACCEPTABLE, desc = "the caller hears of it")
    @Outcome(expect = Expect.FORBIDDEN, desc = "the caller sleeps until the connect timeout")
    @State
    public static class AnswerWhileFallingAsleep {
        private volatile Answers asked;

        @Actor
        public void connect(LI_Result result) {
            RacePlan plan = Plans.of((target, answers) -> {
                asked = answers;
                return Lookup.ended();
            });
            result.r1 = taken(Shared.DRIVER.connect(plan));
        }

        @Actor
        public void answer() {
            Answers answers = Plans.await(() -> asked);
            answers.found(List.of(Shared.SERVER.candidate()));
            answers.done();
        }

        @Arbiter
        public void inFlight(LI_Result result) {
            result.r2 = Shared.DRIVER.socketsInFlight();
        }
    }
}
