package io.happyconnect;

import static io.happyconnect.testsupport.Loopback.ipv4;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.happyconnect.drive.ChannelDriver;
import io.happyconnect.drive.RacePlan;
import io.happyconnect.drive.SocketSettings;
import io.happyconnect.name.Target;
import io.happyconnect.observe.RaceListener;
import io.happyconnect.race.RaceSettings;
import io.happyconnect.resolve.AddressFilter;
import io.happyconnect.resolve.Lookup;
import io.happyconnect.testsupport.LeaksNothing;
import io.happyconnect.testsupport.LoopbackHost;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

@LeaksNothing
class RaceFutureTest {

    @Test
    void aResultThatCannotBePutIntoItsFormIsAFailureAndItsChannelIsClosed() throws Exception {
        OutOfMemoryError none = new OutOfMemoryError("none left");
        RaceFuture<Object> future = new RaceFuture<>(
                won -> {
                    throw none;
                },
                Cancellation.Link.of(ConnectOptions.defaults()));
        try (LoopbackHost host = LoopbackHost.builder().echoing(ipv4(1)).open();
                ChannelDriver driver =
                        new ChannelDriver("future", new AtomicLong(), RaceListener.NONE, null, 0, 250_000_000L)) {
            Target target = Target.of("future.test", host.port());
            RacePlan plan = new RacePlan(
                    target,
                    Names.candidates(target, host.addresses()),
                    (unused, answers) -> Lookup.ended(),
                    null,
                    RaceSettings.defaults(),
                    Duration.ofSeconds(60).toNanos(),
                    AddressFilter.acceptAll(),
                    SocketSettings.NONE,
                    RacePlan.NOBODY_CANCELS);
            driver.connectAsync(plan, future);
            assertThat(catchThrowable(() -> future.get(20, TimeUnit.SECONDS))).hasCause(none);
        }
    }
}
