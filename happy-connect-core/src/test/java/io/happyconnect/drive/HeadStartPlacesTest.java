package io.happyconnect.drive;

import static io.happyconnect.testsupport.Loopback.ipv4;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.happyconnect.candidate.AddressCandidate;
import io.happyconnect.name.Target;
import io.happyconnect.observe.RaceListener;
import io.happyconnect.race.RaceSettings;
import io.happyconnect.resolve.AddressFilter;
import io.happyconnect.resolve.Lookup;
import io.happyconnect.testsupport.LeaksNothing;
import io.happyconnect.testsupport.LoopbackHost;
import java.io.IOException;
import java.net.ProtocolFamily;
import java.nio.channels.IllegalBlockingModeException;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

/** The socket of a first attempt without a race is taken from the limit once, and given back once, however it ends. */
@LeaksNothing
class HeadStartPlacesTest {

    private static final Loss LOSS = (plan, report, abort) -> new IOException(report.toString());

    private final ChannelDriver driver =
            new ChannelDriver("places", new AtomicLong(), RaceListener.NONE, null, 4, 40_000_000L);

    private static RacePlan plan(LoopbackHost host) {
        RacePlan asking = new RacePlan(
                Target.of("places.test", host.port()),
                null,
                (target, answers) -> Lookup.ended(),
                null,
                RaceSettings.builder()
                        .connectionAttemptDelay(Duration.ofMillis(40))
                        .build(),
                300_000_000L,
                AddressFilter.acceptAll(),
                SocketSettings.NONE,
                RacePlan.NOBODY_CANCELS);
        return Objects.requireNonNull(asking.answered(host.addresses().stream()
                .map(address -> new AddressCandidate(address, host.port()))
                .toList()));
    }

    private void wins(LoopbackHost host) throws IOException {
        try (host) {
            driver.connect(plan(host), LOSS).close();
            assertThat(driver.socketsInFlight()).isZero();
        } finally {
            driver.close();
        }
    }

    private void loses(LoopbackHost host) throws IOException {
        try (host) {
            assertThatThrownBy(() -> driver.connect(plan(host), LOSS)).isInstanceOf(IOException.class);
            assertThat(driver.socketsInFlight()).isZero();
        } finally {
            driver.close();
        }
    }

    @Test
    void connectedAtOnce() throws IOException {
        wins(LoopbackHost.builder().echoing(ipv4(1)).open());
    }

    @Test
    void failedAndFollowedByAnother() throws IOException {
        wins(LoopbackHost.builder().refusing(ipv4(1)).echoing(ipv4(2)).open());
    }

    @Test
    void overtakenByAnother() throws IOException {
        wins(LoopbackHost.builder().blackHole(ipv4(1)).echoing(ipv4(2)).open());
    }

    @Test
    void failedAlone() throws IOException {
        loses(LoopbackHost.builder().refusing(ipv4(1)).open());
    }

    @Test
    void silentToTheEnd() throws IOException {
        loses(LoopbackHost.builder().blackHole(ipv4(1)).open());
    }

    private static ChannelDriver driver(SocketLimit limit, Platform platform) {
        return new ChannelDriver("places", new AtomicLong(), RaceListener.NONE, null, limit, 40_000_000L, platform);
    }

    @Test
    void nothingIsTakenByWhoeverCannotTellTheTime() throws IOException {
        SocketLimit limit = new SocketLimit(4);
        Platform timeless = new Platform() {
            @Override
            long now() {
                throw new InternalError("no memory left");
            }
        };
        try (LoopbackHost host = LoopbackHost.builder().echoing(ipv4(1)).open();
                ChannelDriver failing = driver(limit, timeless)) {
            assertThatThrownBy(() -> failing.connect(plan(host), LOSS)).isInstanceOf(InternalError.class);
            assertThat(limit.inFlight()).isZero();
        } finally {
            driver.close();
        }
    }

    @Test
    void aChannelThatCannotBeMadeBlockingIsClosed() throws IOException {
        SocketLimit limit = new SocketLimit(4);
        AtomicReference<SocketChannel> opened = new AtomicReference<>();
        try (Selector selector = Selector.open();
                LoopbackHost host = LoopbackHost.builder().echoing(ipv4(1)).open();
                ChannelDriver failing = driver(limit, new Platform() {
                    @Override
                    SocketChannel openChannel(ProtocolFamily family) throws IOException {
                        SocketChannel channel = super.openChannel(family);
                        channel.configureBlocking(false);
                        channel.register(selector, 0);
                        opened.set(channel);
                        return channel;
                    }
                })) {
            assertThatThrownBy(() -> failing.connect(plan(host), LOSS))
                    .isInstanceOf(IllegalBlockingModeException.class);
            assertThat(opened.get().isOpen()).isFalse();
            assertThat(limit.inFlight()).isZero();
        } finally {
            driver.close();
        }
    }
}
