package io.happyconnect.benchmarks;

import io.happyconnect.ConnectOptions;
import io.happyconnect.HappyConnector;
import io.happyconnect.WonChannelRace;
import io.happyconnect.WonRace;
import io.happyconnect.name.Target;
import io.happyconnect.observe.AttemptReport;
import io.happyconnect.observe.RaceReport;
import io.happyconnect.order.AddressOrder;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import okhttp3.Call;
import okhttp3.ConnectionPool;
import okhttp3.EventListener;
import okhttp3.OkHttpClient;
import okhttp3.Protocol;
import okhttp3.Request;
import okhttp3.Response;
import org.jspecify.annotations.Nullable;

/** One race after the other past a dead address, one of each way in turn. Prints how late each was. */
final class LateProcess implements AutoCloseable {

    /** Begins a line: the way, then milliseconds late until the second attempt had begun, was accepted, was connected. */
    static final String MARK = "LATE ";

    private static final int WARM_UPS = 3;
    private static final int RACES = 46;
    private static final int ATTEMPT_DELAY_MILLIS = 250;
    private static final long ALMOST = TimeUnit.MILLISECONDS.toNanos(2);
    private static final long BREATH = TimeUnit.MILLISECONDS.toNanos(20);

    private final BlockingQueue<Long> heard = new ArrayBlockingQueue<>(16);
    private final CrowdServer server = new CrowdServer(heard::add);
    private final int port = server.port();
    private final List<InetAddress> addresses =
            List.of(InetAddress.getByName(CrowdServer.DEAD), InetAddress.getByName(CrowdServer.GOOD));
    private final ConnectOptions given = ConnectOptions.defaults().withAddresses(addresses);
    private final Target target = Target.of("late.example.com", port);
    private final HappyConnector connector =
            HappyConnector.builder().addressOrder(AddressOrder.asResolved()).build();
    private final SecondConnect events = new SecondConnect();
    private final OkHttpClient okHttp = new OkHttpClient.Builder()
            .dns(host -> addresses)
            .connectionPool(new ConnectionPool(0, 1, TimeUnit.MILLISECONDS))
            .eventListener(events)
            .build();
    private final Request request =
            new Request.Builder().url("http://late.example.com:" + port + "/").build();

    private LateProcess() throws IOException {}

    /**
     * Measures.
     *
     * @param args the number of the round, which says who is first
     */
    public static void main(String[] args) throws IOException, InterruptedException {
        int offset = Integer.parseInt(args[0]);
        Late.Way[] ways = Late.Way.values();
        try (LateProcess process = new LateProcess()) {
            for (int race = -WARM_UPS; race < RACES; race++) {
                for (int turn = 0; turn < ways.length; turn++) {
                    process.race(ways[(offset + turn) % ways.length], race >= 0);
                }
            }
        }
        System.exit(0);
    }

    private void race(Late.Way way, boolean counts) throws IOException, InterruptedException {
        LockSupport.parkNanos(BREATH);
        heard.clear();
        long start = System.nanoTime();
        Times times = switch (way) {
            case CONNECT -> connect(start);
            case CHANNEL -> channel(start);
            case OKHTTP -> okHttp();
            case ON_TIME -> onTime(start);
            case SEQUENTIAL -> sequential();
        };
        Long accepted = heard.poll(1, TimeUnit.SECONDS);
        if (counts && accepted != null && times.begun != 0) {
            System.out.printf(
                    Locale.ROOT,
                    "%s%s %.4f %.4f %.4f%n",
                    MARK,
                    way,
                    late(start, times.begun),
                    late(start, accepted),
                    late(start, times.connected));
        }
    }

    private static double late(long start, long time) {
        return (time - start) / 1e6 - ATTEMPT_DELAY_MILLIS;
    }

    /** When the second attempt began and when it was connected; begun is 0 if it was not the second that connected. */
    private record Times(long begun, long connected) {}

    private Times connect(long start) throws IOException {
        WonRace won = connector.race(target, given);
        long connected = System.nanoTime();
        won.socket().close();
        return new Times(begun(start, won.report()), connected);
    }

    private Times channel(long start) throws IOException {
        WonChannelRace won = connector.raceChannel(target, given);
        long connected = System.nanoTime();
        won.channel().close();
        return new Times(begun(start, won.report()), connected);
    }

    private static long begun(long start, RaceReport report) {
        List<AttemptReport> attempts = report.attempts();
        return attempts.size() == 2 ? start + attempts.get(1).startedAfter().toNanos() : 0;
    }

    private Times okHttp() throws IOException {
        events.connects = 0;
        try (Response response = okHttp.newCall(request).execute()) {
            response.body().bytes();
        }
        return new Times(events.connects == 2 ? events.begun : 0, events.connected);
    }

    private Times onTime(long start) throws IOException {
        long due = start + TimeUnit.MILLISECONDS.toNanos(ATTEMPT_DELAY_MILLIS);
        for (long left = due - System.nanoTime(); left > 0; left = due - System.nanoTime()) {
            if (left > ALMOST) {
                LockSupport.parkNanos(left - ALMOST);
            }
        }
        long begun = System.nanoTime();
        try (Socket only = new Socket()) {
            only.connect(new InetSocketAddress(addresses.get(1), port));
            return new Times(begun, System.nanoTime());
        }
    }

    private Times sequential() throws IOException {
        try (Socket first = new Socket()) {
            first.connect(new InetSocketAddress(addresses.get(0), port), ATTEMPT_DELAY_MILLIS);
            return new Times(0, 0);
        } catch (SocketTimeoutException silent) {
            long begun = System.nanoTime();
            try (Socket second = new Socket()) {
                second.connect(new InetSocketAddress(addresses.get(1), port), ATTEMPT_DELAY_MILLIS);
                return new Times(begun, System.nanoTime());
            }
        }
    }

    @Override
    public void close() throws IOException {
        connector.close();
        server.close();
    }

    /** What OkHttp tells of its connects, on threads of its own. */
    private static final class SecondConnect extends EventListener {

        private volatile int connects;
        private volatile long begun;
        private volatile long connected;

        @Override
        @SuppressWarnings("NonAtomicVolatileUpdate") // connects of one call begin one after the other
        public void connectStart(Call call, InetSocketAddress address, Proxy proxy) {
            connects++;
            begun = System.nanoTime();
        }

        @Override
        public void connectEnd(Call call, InetSocketAddress address, Proxy proxy, @Nullable Protocol protocol) {
            connected = System.nanoTime();
        }
    }
}
