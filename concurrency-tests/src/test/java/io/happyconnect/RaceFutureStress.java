package io.happyconnect;

import io.happyconnect.drive.ChannelResults;
import java.nio.channels.SocketChannel;
import java.util.concurrent.CancellationException;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.LI_Result;

/** The channel of a {@link RaceFuture} has one owner: whoever gets it from the future, or the future that closes it. */
public final class RaceFutureStress {

    private RaceFutureStress() {}

    private static String outcome(RaceFuture<SocketChannel> future, SocketChannel channel) {
        try {
            SocketChannel got = future.getNow(null);
            return got == channel ? "won" : got == null ? "not done" : "something else";
        } catch (CancellationException cancelled) {
            return "cancelled";
        }
    }

    /** The race is won while the future is cancelled. */
    @JCStressTest
    @Outcome(id = "won, 0", expect = Expect.ACCEPTABLE, desc = "the channel is the caller's, and open")
    @Outcome(id = "cancelled, 1", expect = Expect.ACCEPTABLE, desc = "the channel is nobody's, and closed once")
    @Outcome(expect = Expect.FORBIDDEN, desc = "a channel is lost, or handed over and closed")
    @State
    public static class CancelWhileWinning {
        private final CountedChannel channel = new CountedChannel();
        private final RaceFuture<SocketChannel> future =
                new RaceFuture<>(WonChannelRace::channel, Cancellation.Link.of(ConnectOptions.defaults()));

        @Actor
        public void win() {
            future.ended(ChannelResults.won(channel));
        }

        @Actor
        public void cancel() {
            future.cancel(true);
        }

        @Arbiter
        public void owner(LI_Result result) {
            result.r1 = outcome(future, channel);
            result.r2 = channel.closes();
        }
    }

    /** The race is won while somebody else completes the future. */
    @JCStressTest
    @Outcome(id = "won, 0", expect = Expect.ACCEPTABLE, desc = "the channel is the caller's, and open")
    @Outcome(
            id = "not done, 1",
            expect = Expect.ACCEPTABLE,
            desc = "the future holds null, and the channel is closed once")
    @Outcome(expect = Expect.FORBIDDEN, desc = "a channel is lost, or handed over and closed")
    @State
    public static class CompleteWhileWinning {
        private final CountedChannel channel = new CountedChannel();
        private final RaceFuture<SocketChannel> future =
                new RaceFuture<>(WonChannelRace::channel, Cancellation.Link.of(ConnectOptions.defaults()));

        @Actor
        public void win() {
            future.ended(ChannelResults.won(channel));
        }

        @Actor
        public void complete() {
            future.complete(null);
        }

        @Arbiter
        public void owner(LI_Result result) {
            result.r1 = outcome(future, channel);
            result.r2 = channel.closes();
        }
    }
}
