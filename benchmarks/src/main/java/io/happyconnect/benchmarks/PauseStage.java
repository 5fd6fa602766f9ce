package io.happyconnect.benchmarks;

import io.happyconnect.ConnectOptions;
import io.happyconnect.HappyConnector;
import io.happyconnect.HappyConnectorBuilder;
import io.happyconnect.candidate.AddressFamily;
import io.happyconnect.name.Target;
import io.happyconnect.order.AddressOrder;
import java.io.Closeable;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * One connect over loopback after a pause: the process has done nothing for 400 ms and the connector for more than five seconds, after
 * which its threads sleep until they are woken. Several connectors take turns, so that one rests while others are measured.
 */
final class PauseStage implements Stage {

    private static final int CONNECTORS = 3;
    private static final int TIMEOUT_MILLIS = 10_000;
    private static final int REHEARSALS = 100;
    private static final int NEW_CONNECTORS = 10;
    private static final long PAUSE = TimeUnit.MILLISECONDS.toNanos(400);

    /** Longer than connectors stay awake. */
    private static final long REST = TimeUnit.MILLISECONDS.toNanos(5_200);

    private final LoopbackBacklog backlog = new LoopbackBacklog(8);
    private final InetSocketAddress address = backlog.address();
    private final Target target = Target.of(NamedHosts.BOTH_FAMILIES, address.getPort());
    private final ConnectOptions addresses = ConnectOptions.defaults()
            .withAddresses(List.of(
                    InetAddress.getByAddress(new byte[] {127, 0, 0, 1}),
                    InetAddress.getByAddress(new byte[] {0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1})));
    private final List<HappyConnector> connectors = new ArrayList<>();

    PauseStage() throws IOException {}

    @FunctionalInterface
    private interface Connect {
        Closeable connect(HappyConnector connector) throws IOException;
    }

    private static final class Rested {
        private final HappyConnector connector;
        private long lastUse;

        private Rested(HappyConnector connector) {
            this.connector = connector;
        }
    }

    private Connect connect(String entry) {
        return switch (entry) {
            case "bare" -> unused -> bare();
            case "connect", "unsorted" -> connector -> connector.connect(target, addresses);
            case "channel" -> connector -> connector.connectChannel(target, addresses);
            case "name" -> connector -> connector.connect(target);
            default -> throw new IllegalArgumentException(entry);
        };
    }

    private Socket bare() throws IOException {
        Socket socket = new Socket();
        socket.connect(address, TIMEOUT_MILLIS);
        return socket;
    }

    @Override
    public Turn turn(String entry) throws IOException {
        Connect connect = connect(entry);
        List<Rested> all = new ArrayList<>();
        for (int i = 0; i < CONNECTORS; i++) {
            Rested rested = new Rested(connector(entry));
            // Its threads start with its first race, which is not what is measured.
            use(connect, rested);
            all.add(rested);
        }
        int[] uses = {0};
        return () -> {
            Rested next = all.get(uses[0]++ % CONNECTORS);
            sleep(Math.max(PAUSE, REST - (System.nanoTime() - next.lastUse)));
            return use(connect, next);
        };
    }

    @Override
    public Turn rehearsal(String entry) {
        Connect connect = connect(entry);
        return () -> {
            for (int i = 0; i < NEW_CONNECTORS; i++) {
                Rested busy = new Rested(connector(entry));
                for (int j = 0; j < REHEARSALS / NEW_CONNECTORS; j++) {
                    use(connect, busy);
                }
                busy.connector.close();
                connectors.remove(busy.connector);
            }
            return 0;
        };
    }

    private double use(Connect connect, Rested rested) throws IOException {
        long start = System.nanoTime();
        Closeable connected = connect.connect(rested.connector);
        long nanos = System.nanoTime() - start;
        backlog.drop();
        connected.close();
        rested.lastUse = System.nanoTime();
        return nanos;
    }

    private static void sleep(long nanos) {
        long end = System.nanoTime() + nanos;
        for (long left = nanos; left > 0; left = end - System.nanoTime()) {
            LockSupport.parkNanos(left);
        }
    }

    private HappyConnector connector(String entry) {
        HappyConnectorBuilder builder = HappyConnector.builder().preferredFamily(AddressFamily.IPV4);
        if (entry.equals("unsorted")) {
            builder.addressOrder(AddressOrder.asResolved());
        }
        HappyConnector connector = builder.build();
        connectors.add(connector);
        return connector;
    }

    @Override
    public void close() throws IOException {
        connectors.forEach(HappyConnector::close);
        backlog.close();
    }
}
