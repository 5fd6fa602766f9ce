package io.happyconnect.benchmarks;

import java.util.ArrayList;
import java.util.List;

/**
 * A baseline, and what is measured beside it in the same rounds.
 *
 * @param title the heading in the report
 * @param counted whose allocations count
 * @param warmups how many times the usual warm-up it needs
 * @param baseline what 1.00 stands for
 * @param others the rest
 */
record Contest(String title, Counted counted, int warmups, Entry baseline, List<Entry> others) {

    private static final String CONNECT_TITLE = "One connect over loopback, nothing wrong";

    private static final Target CHANNEL = new Target(1.00, Double.POSITIVE_INFINITY);

    private static final Target CONNECT = new Target(1.05, 1_024);

    private static final Target OKHTTP = Target.ofTimes(0.80, 0.90);

    /** A call runs through so much code that the compiler takes a core from the first 50,000 of them. */
    private static final int WARMUPS_OF_OKHTTP = 3;

    // A build machine is shared and the run is short: this finds a hand-over to another thread, which costs 4 to 7
    // times a connect, and not a few per cent.
    private static final Target CONNECT_ON_A_BUSY_MACHINE = new Target(1.35, 2_048);

    private static final String NAME = "ConnectBenchmark.nameOfBothFamilies";

    private static final Entry TIMED =
            new Entry("`new Socket().connect(address, 10 s)`, the baseline", "ConnectBenchmark.bareTimed");

    Contest(String title, Counted counted, Entry baseline, List<Entry> others) {
        this(title, counted, 1, baseline, others);
    }

    /** Every happy path of a connect, and the baseline a second time, which shows how much of a ratio is noise. */
    static Contest connect() {
        return new Contest(
                CONNECT_TITLE,
                Counted.THREAD,
                TIMED,
                List.of(
                        new Entry("the same once more, for the noise", "ConnectBenchmark.bareTimed"),
                        new Entry("`new Socket().connect(address)`", "ConnectBenchmark.bareUntimed"),
                        new Entry(
                                "`new Socket().connect(new InetSocketAddress(name, port), 10 s)`",
                                "ConnectBenchmark.bareResolving"),
                        new Entry(
                                "`connect(name, port)`, cached, an IPv4 and an IPv6 address",
                                "ConnectBenchmark.nameOfBothFamilies",
                                CONNECT),
                        new Entry("the same, not sorted by RFC 6724", "ConnectBenchmark.nameAsResolved"),
                        new Entry(
                                "`connect(name, port)`, cached, two IPv4 addresses",
                                "ConnectBenchmark.nameOfOneFamily",
                                CONNECT),
                        new Entry("`connect(literal, port)`", "ConnectBenchmark.literal"),
                        new Entry(
                                "both families, with a listener that does nothing",
                                "ConnectBenchmark.nameHeardSilently"),
                        new Entry(
                                "both families, with a listener that draws the timeline",
                                "ConnectBenchmark.nameReported")));
    }

    /** The same connect with and without what the Spring Boot starter records of it. */
    static Contest recording() {
        return new Contest(
                "One connect over loopback, nothing wrong, recorded or not",
                Counted.THREAD,
                new Entry("`connect(name, port)` that nobody hears of, the baseline", NAME),
                List.of(
                        new Entry("the same once more, for the noise", NAME),
                        new Entry("with a listener that does nothing", "ConnectBenchmark.nameHeardSilently"),
                        new Entry(
                                "with metrics for Prometheus, history and log, as the starter has them",
                                "ConnectBenchmark.nameRecorded")));
    }

    /** Channels beside the least that sockets and channels can cost. */
    static Contest channels() {
        return new Contest(
                "One channel over loopback, nothing wrong",
                Counted.THREAD,
                new Entry("`new Socket().connect(address)`, the baseline", "ChannelBenchmark.bareSocket"),
                List.of(
                        new Entry("the same once more, for the noise", "ChannelBenchmark.bareSocket"),
                        new Entry("`SocketChannel.open(INET).connect(address)`", "ChannelBenchmark.bareChannel"),
                        new Entry(
                                "`connectChannel(name, port)`, cached, an IPv4 and an IPv6 address",
                                "ChannelBenchmark.channel",
                                CHANNEL),
                        new Entry("`connectAsync(name, port).join()`", "ChannelBenchmark.async")));
    }

    /** The first address refuses, the second is good. */
    static Contest refused() {
        return new Contest(
                "The first address refuses, the second connects, loopback",
                Counted.THREAD,
                new Entry(
                        "two `new Socket().connect(address, 10 s)`, the baseline",
                        "ChannelBenchmark.bareRefusedThenGood"),
                List.of(
                        new Entry("the same once more, for the noise", "ChannelBenchmark.bareRefusedThenGood"),
                        new Entry(
                                "`connectChannel(name, port)`",
                                "ChannelBenchmark.channelRefusedThenGood",
                                new Target(1.00, Double.POSITIVE_INFINITY)),
                        new Entry(
                                "`connect(name, port)`",
                                "ChannelBenchmark.socketRefusedThenGood",
                                new Target(1.40, Double.POSITIVE_INFINITY))));
    }

    /** A GET over a new connection. */
    static Contest okHttp() {
        return new Contest(
                "GET over a new connection, loopback, two IPv4 addresses, nothing wrong",
                Counted.PROCESS,
                WARMUPS_OF_OKHTTP,
                new Entry("OkHttp as it comes, the baseline", "OkHttpBenchmark.stock"),
                List.of(
                        new Entry("the same once more, for the noise", "OkHttpBenchmark.stock"),
                        new Entry("OkHttp, `fastFallback(false)`", "OkHttpBenchmark.withoutFastFallback"),
                        new Entry("OkHttp with Happy Connect", "OkHttpBenchmark.happy", OKHTTP)));
    }

    /** What a build can afford to guard. */
    static Contest connectQuickly() {
        return new Contest(
                CONNECT_TITLE,
                Counted.THREAD,
                TIMED,
                List.of(
                        new Entry(
                                "`connect(name, port)`, cached, an IPv4 and an IPv6 address",
                                "ConnectBenchmark.nameOfBothFamilies",
                                CONNECT_ON_A_BUSY_MACHINE),
                        new Entry(
                                "`connectChannel(name, port)`, the same",
                                "ChannelBenchmark.channel",
                                CONNECT_ON_A_BUSY_MACHINE)));
    }

    List<Entry> entries() {
        List<Entry> all = new ArrayList<>(others.size() + 1);
        all.add(baseline);
        all.addAll(others);
        return all;
    }
}
