package io.happyconnect.benchmarks;

import io.happyconnect.HappyConnector;
import io.happyconnect.benchmarks.NearTieServer.Counts;
import io.happyconnect.name.Target;
import io.happyconnect.order.AddressOrder;
import io.happyconnect.race.RaceSettings;
import io.happyconnect.resolve.StaticHosts;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * Races at the client's end of a {@link Link} for ties, one at a time for each port of the {@link NearTieServer}. Each line of standard
 * input says how many; when there are to be no more, it says what is left of them.
 */
final class NearTieProcess implements AutoCloseable {

    /** Begins the line that answers a number of races, see {@link NearTieOutcome.Batch}. */
    static final String RACED = "RACED ";

    /** Begins the last line: how many descriptors and threads are left when the connector is closed. */
    static final String LEFT = "LEFT ";

    /** The line that is the last one. */
    static final int END = 0;

    private static final String HOST = "near-tie.example.com";
    private static final int REHEARSAL = 100 * NearTieServer.LANES;
    private static final int STUCK_SECONDS = 30;
    private static final Duration PATIENCE = Duration.ofSeconds(100);
    private static final long SETTLING = TimeUnit.SECONDS.toNanos(10);
    private static final long GLANCE = TimeUnit.MILLISECONDS.toNanos(20);

    private final NearTieDriver driver;
    private final InetAddress first = InetAddress.getByName(Link.SERVER);
    private final HappyConnector connector;

    private NearTieProcess(NearTieDriver driver) throws IOException {
        this.driver = driver;
        this.connector = HappyConnector.builder()
                .resolver(StaticHosts.of(Map.of(HOST, List.of(first, InetAddress.getByName(Link.SECOND_SERVER)))))
                .connectionAttemptDelay(RaceSettings.MINIMUM_CONNECTION_ATTEMPT_DELAY)
                .connectTimeout(PATIENCE)
                .addressOrder(AddressOrder.asResolved())
                .build();
    }

    /**
     * Races.
     *
     * @param args the {@link NearTieDriver}
     */
    public static void main(String[] args) throws Exception {
        NearTieDriver driver = NearTieDriver.valueOf(args[0]);
        BufferedReader numbers = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.US_ASCII));
        try (NearTieProcess rehearsal = new NearTieProcess(driver)) {
            rehearsal.race(REHEARSAL);
        }
        LockSupport.parkNanos(TimeUnit.SECONDS.toNanos(1));
        int descriptors = CrowdUsage.descriptors();
        int threads = CrowdUsage.threads();
        try (NearTieProcess process = new NearTieProcess(driver)) {
            System.out.println("ready");
            for (int races = next(numbers); races != END; races = next(numbers)) {
                System.out.println(RACED + process.race(races));
            }
        }
        await(() -> CrowdUsage.descriptors() <= descriptors && CrowdUsage.threads() <= threads);
        System.out.println(LEFT + Math.max(0, CrowdUsage.descriptors() - descriptors) + " "
                + Math.max(0, CrowdUsage.threads() - threads));
        System.exit(0);
    }

    private static int next(BufferedReader numbers) throws IOException {
        String number = numbers.readLine();
        return number == null ? END : Integer.parseInt(number);
    }

    private static void await(Callable<Boolean> condition) throws Exception {
        long end = System.nanoTime() + SETTLING;
        while (!condition.call() && System.nanoTime() - end < 0) {
            LockSupport.parkNanos(GLANCE);
        }
    }

    private String race(int races) throws Exception {
        Counts before = Counts.ask();
        List<NearTieLane> lanes = lanes(races);
        long stuck = lanes.stream().filter(lane -> !lane.isOver()).count();
        long kept = lanes.stream().filter(NearTieLane::keepsWinner).count();
        // Losers are closed by the connector, soon, and not because it is closed itself.
        await(() -> Counts.ask().open() <= kept);
        long losers = Counts.ask().open() - kept;
        for (NearTieLane lane : lanes) {
            lane.endWinner();
        }
        await(() -> Counts.ask().open() == 0);
        Counts after = Counts.ask();
        return String.format(
                Locale.ROOT,
                "%d %d %d %d %d %d %d %.1f",
                lanes.stream().mapToInt(NearTieLane::ended).sum(),
                lanes.stream().mapToInt(NearTieLane::failed).sum(),
                stuck,
                losers,
                after.accepted() - before.accepted(),
                after.used() - before.used(),
                lanes.stream().mapToInt(NearTieLane::wonByFirst).sum(),
                lanes.stream().mapToDouble(NearTieLane::longestMillis).max().orElse(0));
    }

    /** Lanes that are over, or stuck. */
    private List<NearTieLane> lanes(int races) throws InterruptedException {
        CountDownLatch over = new CountDownLatch(NearTieServer.LANES);
        List<NearTieLane> lanes = new ArrayList<>();
        for (int lane = 0; lane < NearTieServer.LANES; lane++) {
            Target target = Target.of(HOST, NearTieServer.PORT + lane);
            lanes.add(new NearTieLane(driver, connector, target, first, races / NearTieServer.LANES, over));
        }
        for (NearTieLane lane : lanes) {
            if (driver.needsVirtualThreads()) {
                VirtualThreads.start(lane);
            } else {
                new Thread(lane, "near-tie").start();
            }
        }
        int ended = -1;
        int now = 0;
        while (!over.await(STUCK_SECONDS, TimeUnit.SECONDS) && now != ended) {
            ended = now;
            now = lanes.stream().mapToInt(NearTieLane::ended).sum();
        }
        lanes.stream().filter(lane -> !lane.isOver()).forEach(lane -> System.err.println(lane.whereabouts()));
        return lanes;
    }

    @Override
    public void close() {
        connector.close();
    }
}
