package io.happyconnect.drive;

import static io.happyconnect.testsupport.Loopback.ipv4;

import io.happyconnect.candidate.AddressCandidate;
import io.happyconnect.name.Target;
import io.happyconnect.observe.RaceListener;
import io.happyconnect.race.RaceSettings;
import io.happyconnect.resolve.AddressFilter;
import io.happyconnect.resolve.Lookup;
import io.happyconnect.testsupport.LoopbackHost;
import java.io.Closeable;
import java.io.IOException;
import java.net.ProtocolFamily;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Queue;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;

/** Runs races in all ways there are, and tells what was in flight after them: places that nobody has, and open channels. */
final class RacesForPlaces implements Callable<List<String>> {

    private static final long MILLI = 1_000_000L;
    private static final long DELAY = 20 * MILLI;
    private static final Loss LOSS = (plan, report, abort) -> new IOException(report.toString());

    private interface Way {
        Closeable connect(ChannelDriver driver, RacePlan plan) throws Exception;
    }

    private final List<String> lost = new ArrayList<>();

    @Override
    public List<String> call() throws IOException {
        for (RaceListener listener : List.of(RaceListener.NONE, new RaceListener() {})) {
            race(listener, LoopbackHost.builder().echoing(ipv4(1)));
            race(listener, LoopbackHost.builder().refusing(ipv4(1)).echoing(ipv4(2)));
            race(listener, LoopbackHost.builder().blackHole(ipv4(1)).echoing(ipv4(2)));
            race(listener, LoopbackHost.builder().refusing(ipv4(1)));
            race(listener, LoopbackHost.builder().blackHole(ipv4(1)));
        }
        return lost;
    }

    private void race(RaceListener listener, LoopbackHost.Builder builder) throws IOException {
        try (LoopbackHost host = builder.open()) {
            RacePlan plan = plan(host);
            race("at once", listener, plan, (driver, race) -> driver.connect(race, LOSS));
            race("waiting", listener, plan, (driver, race) -> channelOf(driver.connect(race)));
            race("asynchronous", listener, plan, RacesForPlaces::connectAsync);
            racePlain(listener, plan);
        }
    }

    private static Closeable connectAsync(ChannelDriver driver, RacePlan plan) throws Exception {
        CompletableFuture<ChannelResult> told = new CompletableFuture<>();
        driver.connectAsync(plan, told::complete);
        return channelOf(told.get(2, TimeUnit.SECONDS));
    }

    private static Closeable channelOf(ChannelResult how) {
        Closeable channel = how.channel();
        return channel == null ? () -> {} : channel;
    }

    private void race(String name, RaceListener listener, RacePlan plan, Way way) {
        SocketLimit limit = new SocketLimit(4);
        Queue<SocketChannel> opened = new ConcurrentLinkedQueue<>();
        Platform recording = new Platform() {
            @Override
            SocketChannel openChannel(ProtocolFamily family) throws IOException {
                SocketChannel channel = super.openChannel(family);
                opened.add(channel);
                return channel;
            }
        };
        try (ChannelDriver driver =
                new ChannelDriver("places", new AtomicLong(), listener, Runnable::run, limit, DELAY, recording)) {
            race(() -> way.connect(driver, plan));
            count(name, plan, limit, opened);
        }
    }

    private void racePlain(RaceListener listener, RacePlan plan) {
        SocketLimit limit = new SocketLimit(4);
        try (PlainSocketDriver driver =
                new PlainSocketDriver("places", new AtomicLong(), listener, limit, DELAY, () -> {})) {
            race(() -> {
                Closeable socket = driver.connect(plan).socket();
                return socket == null ? () -> {} : socket;
            });
            count("plain", plan, limit, new ConcurrentLinkedQueue<>());
        }
    }

    private static void race(Callable<Closeable> race) {
        try {
            race.call().close();
        } catch (Exception | LinkageError expected) {
            // It may well be lost; what it had in flight may not.
        }
    }

    private void count(String way, RacePlan plan, SocketLimit limit, Queue<SocketChannel> opened) {
        for (int i = 0; i < 500 && (limit.inFlight() != 0 || areOpen(opened)); i++) {
            LockSupport.parkNanos(MILLI);
        }
        if (limit.inFlight() != 0 || areOpen(opened)) {
            lost.add(way + ", to "
                    + Objects.requireNonNull(plan.answered()).ordered() + ": " + limit.inFlight() + " places, channels "
                    + opened);
        }
    }

    private static boolean areOpen(Queue<SocketChannel> channels) {
        return channels.stream().anyMatch(SocketChannel::isOpen);
    }

    private static RacePlan plan(LoopbackHost host) {
        RacePlan asking = new RacePlan(
                Target.of("places.test", host.port()),
                null,
                (target, answers) -> Lookup.ended(),
                null,
                RaceSettings.builder()
                        .connectionAttemptDelay(Duration.ofNanos(DELAY))
                        .build(),
                100 * MILLI,
                AddressFilter.acceptAll(),
                SocketSettings.NONE,
                RacePlan.NOBODY_CANCELS);
        return Objects.requireNonNull(asking.answered(host.addresses().stream()
                .map(address -> new AddressCandidate(address, host.port()))
                .toList()));
    }
}
