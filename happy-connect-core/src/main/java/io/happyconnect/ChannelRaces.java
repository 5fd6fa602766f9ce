package io.happyconnect;

import io.happyconnect.drive.ChannelDriver;
import io.happyconnect.drive.ChannelResult;
import io.happyconnect.drive.RacePlan;
import io.happyconnect.drive.SocketLimit;
import io.happyconnect.name.Target;
import java.io.IOException;
import java.nio.channels.SocketChannel;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;

/** The races of one connector whose winner is a channel. */
final class ChannelRaces implements AutoCloseable {

    private final HappyConnectorConfiguration configuration;
    private final RacePlans plans;
    private final ChannelDriver driver;

    ChannelRaces(HappyConnectorConfiguration configuration, RacePlans plans, AtomicLong ids, SocketLimit limit) {
        this(
                configuration,
                plans,
                new ChannelDriver(
                        configuration.name(),
                        ids,
                        configuration.listener(),
                        configuration.callbackExecutor(),
                        limit,
                        configuration.raceSettings().connectionAttemptDelay().toNanos()));
    }

    ChannelRaces(HappyConnectorConfiguration configuration, RacePlans plans, ChannelDriver driver) {
        this.configuration = configuration;
        this.plans = plans;
        this.driver = driver;
    }

    WonChannelRace race(Target target, ConnectOptions options) throws IOException {
        Objects.requireNonNull(target, "target");
        ConnectOptions all = configuration.options(target, options);
        Cancellation.Link link = Cancellation.Link.of(all);
        try {
            RacePlan plan = plans.plan(target, all, link.onStart());
            ChannelResult result = driver.connect(plan);
            if (result.channel() == null) {
                throw ConnectFailures.of(plan, result.report(), result.abort());
            }
            return new WonChannelRace(result);
        } finally {
            link.undo();
        }
    }

    /** The same for callers who want nothing but the channel. */
    SocketChannel connect(String host, int port) throws IOException {
        return connect(plans.target(host, port), ConnectOptions.defaults());
    }

    SocketChannel connect(Target target, ConnectOptions options) throws IOException {
        Objects.requireNonNull(target, "target");
        ConnectOptions all = configuration.options(target, options);
        Cancellation.Link link = Cancellation.Link.of(all);
        try {
            return driver.connect(plans.plan(target, all, link.onStart()), ConnectFailures::of);
        } finally {
            link.undo();
        }
    }

    <T> CompletableFuture<T> raceAsync(Target target, ConnectOptions options, Function<WonChannelRace, T> form) {
        Objects.requireNonNull(target, "target");
        ConnectOptions all = configuration.options(target, options);
        RaceFuture<T> future = new RaceFuture<>(form, Cancellation.Link.of(all));
        driver.connectAsync(plans.plan(target, all, RacePlan.NOBODY_CANCELS), future);
        return future;
    }

    @Override
    public void close() {
        driver.close();
    }
}
