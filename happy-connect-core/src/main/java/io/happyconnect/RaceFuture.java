package io.happyconnect;

import io.happyconnect.drive.AsyncCaller;
import io.happyconnect.drive.ChannelResult;
import java.io.IOException;
import java.nio.channels.SocketChannel;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The outcome of a race to come. If somebody else completes it, the race is cancelled. */
final class RaceFuture<T> extends CompletableFuture<T> implements AsyncCaller {

    private final Function<WonChannelRace, T> form;
    private final Cancellation.Link link;
    private volatile @Nullable Runnable cancelsRace;

    RaceFuture(Function<WonChannelRace, T> form, Cancellation.Link link) {
        this.form = form;
        this.link = link;
    }

    /** Takes what cancels the race. */
    @Override
    public void begins(Runnable cancel) {
        cancelsRace = cancel;
        link.accept(cancel);
    }

    /** The race has ended. */
    @Override
    public void ended(ChannelResult result) {
        link.undo();
        SocketChannel channel = result.channel();
        if (channel == null) {
            super.completeExceptionally(failure(result));
        } else if (!isCompletedWith(result)) {
            closeQuietly(channel);
        }
    }

    private boolean isCompletedWith(ChannelResult result) {
        T value;
        try {
            value = form.apply(new WonChannelRace(result));
        } catch (RuntimeException | Error fault) { // no memory left: the channel is lost, and whoever waits hears of it
            super.completeExceptionally(fault);
            return false;
        }
        return super.complete(value);
    }

    private static Throwable failure(ChannelResult result) {
        try {
            return ConnectFailures.of(result.plan(), result.report(), result.abort());
        } catch (RuntimeException | Error fault) {
            return fault;
        }
    }

    private static void closeQuietly(SocketChannel channel) {
        try {
            channel.close();
        } catch (IOException ignored) {
            // Nobody wants it, and nobody can do anything about it.
        }
    }

    private boolean endsRace(boolean completed) {
        Runnable cancel = cancelsRace;
        if (completed && cancel != null) {
            cancel.run();
        }
        return completed;
    }

    @Override
    public boolean cancel(boolean mayInterruptIfRunning) {
        return endsRace(super.cancel(mayInterruptIfRunning));
    }

    @Override
    public boolean complete(T value) {
        return endsRace(super.complete(value));
    }

    @Override
    public boolean completeExceptionally(Throwable failure) {
        return endsRace(super.completeExceptionally(failure));
    }
}
