package io.happyconnect.drive;

import io.happyconnect.candidate.AddressCandidate;
import io.happyconnect.observe.RaceListener;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ProtocolFamily;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.time.Instant;
import java.util.concurrent.Executor;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.atomic.AtomicLong;

/** The driver of races on channels, on a machine that is made up. */
public final class SimulatedDriver {

    /** What {@link Platform} is, for tests outside of its package. */
    public interface Machine {
        long now();

        Instant instantOf(long past);

        void park(long nanos);

        SocketChannel openChannel(ProtocolFamily family) throws IOException;

        Selector openSelector() throws IOException;

        boolean canRoute(InetAddress address);

        ThreadFactory threads();
    }

    private static final class MachinePlatform extends Platform {

        private final Machine machine;

        MachinePlatform(Machine machine) {
            this.machine = machine;
        }

        @Override
        long now() {
            return machine.now();
        }

        @Override
        Instant instantOf(long past) {
            return machine.instantOf(past);
        }

        @Override
        void park(Object blocker, long nanos) {
            machine.park(nanos);
        }

        @Override
        void spin(long nanos) {
            machine.park(nanos);
        }

        @Override
        SocketChannel openChannel(ProtocolFamily family) throws IOException {
            return machine.openChannel(family);
        }

        @Override
        Selector openSelector() throws IOException {
            return machine.openSelector();
        }

        @Override
        boolean canRoute(AddressCandidate candidate) {
            return machine.canRoute(candidate.address());
        }

        @Override
        ThreadFactory threads(String prefix) {
            return machine.threads();
        }
    }

    private SimulatedDriver() {}

    public static ChannelDriver on(
            Machine machine,
            String connector,
            RaceListener listener,
            Executor executor,
            int maxSocketsInFlight,
            long shortestAttemptDelayNanos) {
        return new ChannelDriver(
                connector,
                new AtomicLong(),
                listener,
                executor,
                SocketLimit.of(maxSocketsInFlight),
                shortestAttemptDelayNanos,
                new MachinePlatform(machine));
    }

    public static int socketsInFlight(ChannelDriver driver) {
        return driver.socketsInFlight();
    }
}
