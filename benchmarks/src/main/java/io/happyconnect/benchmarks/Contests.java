package io.happyconnect.benchmarks;

import java.util.List;

/** What is compared over loopback by JMH, and what a build can afford to guard. */
final class Contests {

    /** What the second line of every table is called: how much of a ratio is noise. */
    static final String AGAIN = "the same once more, for the noise";

    private static final String CONNECT_TITLE = "One connect over loopback, nothing wrong";
    private static final String REFUSED_TITLE = "The first address refuses, the second connects, loopback";

    private static final String BARE_TIMED = "ConnectBenchmark.bareTimed";
    private static final String BARE_UNTIMED = "ChannelBenchmark.bareSocket";
    private static final String BARE_REFUSED = "ChannelBenchmark.bareRefusedThenGood";
    private static final String NAME = "ConnectBenchmark.nameOfBothFamilies";
    private static final String CHANNEL = "ChannelBenchmark.channel";
    private static final String CHANNEL_REFUSED = "ChannelBenchmark.channelRefusedThenGood";
    private static final String SOCKET_REFUSED = "ChannelBenchmark.socketRefusedThenGood";
    private static final String OKHTTP = "OkHttpBenchmark.stock";

    private static final Entry TIMED = new Entry("`new Socket().connect(address, 10 s)`, the baseline", BARE_TIMED);
    private static final Entry REFUSED =
            new Entry("two `new Socket().connect(address, 10 s)`, the baseline", BARE_REFUSED);

    private static final Target CONNECT = new Target(1.00, 1_024);

    /** A call runs through so much code that the compiler takes a core from the first 50,000 of them. */
    private static final int WARMUPS_OF_OKHTTP = 3;

    // A build machine is shared and the run is short: this finds a hand-over to another thread, which costs 4 to 7
    // times a connect, and not a few per cent.
    private static final Target CONNECT_ON_A_BUSY_MACHINE = new Target(1.35, 2_048);

    private static final double REFUSED_CHANNEL_ON_A_BUSY_MACHINE = 1.5;

    // One hand-over belongs to it.
    private static final double REFUSED_SOCKET_ON_A_BUSY_MACHINE = 3;

    private Contests() {}

    static List<Contest> all() {
        return List.of(
                connect(),
                channels(),
                InTurn.channels(),
                refused(),
                virtualThreads(),
                InTurn.afterPause(),
                InTurn.connectOverLink(),
                InTurn.ping(),
                InTurn.pingWithTimeout(),
                InTurn.bulk(),
                InTurn.bulkWithTimeout(),
                recording(),
                okHttp(),
                InTurn.getOverLink(),
                InTurn.clients(),
                InTurn.clientsPastDeadAddress());
    }

    /** What a build can afford to guard. */
    static List<Contest> quick() {
        return List.of(connectQuickly(), refusedQuickly());
    }

    /** Every happy path of a connect, and the baseline a second time. */
    static Contest connect() {
        return new Contest(
                CONNECT_TITLE,
                Venue.FORKS,
                TIMED,
                List.of(
                        new Entry(AGAIN, BARE_TIMED),
                        new Entry("`new Socket().connect(address)`", "ConnectBenchmark.bareUntimed"),
                        new Entry(
                                "`new Socket().connect(new InetSocketAddress(name, port), 10 s)`",
                                "ConnectBenchmark.bareResolving"),
                        new Entry("`connect(name, port)`, cached, an IPv4 and an IPv6 address", NAME, CONNECT),
                        new Entry(
                                "the same, filtered and sorted by each race", "ConnectBenchmark.nameSortedByEachRace"),
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
                Venue.FORKS,
                new Entry("`connect(name, port)` that nobody hears of, the baseline", NAME),
                List.of(
                        new Entry(AGAIN, NAME),
                        new Entry("with a listener that does nothing", "ConnectBenchmark.nameHeardSilently"),
                        new Entry(
                                "with metrics for Prometheus, history and log, as the starter has them",
                                "ConnectBenchmark.nameRecorded")));
    }

    /** Channels beside the least that sockets and channels can cost. */
    static Contest channels() {
        return new Contest(
                "One channel over loopback, nothing wrong",
                Venue.FORKS,
                new Entry("`new Socket().connect(address)`, the baseline", BARE_UNTIMED),
                List.of(
                        new Entry(AGAIN, BARE_UNTIMED),
                        new Entry("`SocketChannel.open(INET).connect(address)`", "ChannelBenchmark.bareChannel"),
                        new Entry(
                                "`connectChannel(name, port)`, cached, an IPv4 and an IPv6 address",
                                CHANNEL,
                                Target.ofBytes(450)),
                        new Entry("`connectAsync(name, port).join()`", "ChannelBenchmark.async")));
    }

    /** The first address refuses, the second is good. */
    static Contest refused() {
        return new Contest(
                REFUSED_TITLE,
                Venue.FORKS,
                REFUSED,
                List.of(
                        new Entry(AGAIN, BARE_REFUSED),
                        new Entry("`connectChannel(name, port)`", CHANNEL_REFUSED, Target.ofTime(1.00)),
                        new Entry("`connect(name, port)`", SOCKET_REFUSED, Target.ofTime(1.40))));
    }

    /** Everything on virtual threads, the baseline too. */
    static Contest virtualThreads() {
        return new Contest(
                "One connect from a virtual thread, loopback, nothing wrong",
                Venue.VIRTUAL_FORKS,
                TIMED,
                List.of(
                        new Entry(AGAIN, BARE_TIMED),
                        new Entry("`connect(name, port)`, an IPv4 and an IPv6 address", NAME, Target.ofTime(1.10)),
                        new Entry("`connectChannel(name, port)`, the same", CHANNEL, Target.ofTime(0.95))));
    }

    /** A GET over a new connection. */
    static Contest okHttp() {
        return new Contest(
                "GET over a new connection, loopback, two IPv4 addresses, nothing wrong",
                Venue.FORKS,
                Counted.PROCESS,
                WARMUPS_OF_OKHTTP,
                new Entry("OkHttp as it comes, the baseline", OKHTTP),
                List.of(
                        new Entry(AGAIN, OKHTTP),
                        new Entry("OkHttp, `fastFallback(false)`", "OkHttpBenchmark.withoutFastFallback"),
                        new Entry("OkHttp with Happy Connect", "OkHttpBenchmark.happy", Target.ofTimes(0.80, 0.90))));
    }

    private static Contest connectQuickly() {
        return new Contest(
                CONNECT_TITLE,
                Venue.FORKS,
                TIMED,
                List.of(
                        new Entry(
                                "`connect(name, port)`, cached, an IPv4 and an IPv6 address",
                                NAME,
                                CONNECT_ON_A_BUSY_MACHINE),
                        new Entry("`connectChannel(name, port)`, the same", CHANNEL, CONNECT_ON_A_BUSY_MACHINE)));
    }

    private static Contest refusedQuickly() {
        return new Contest(
                REFUSED_TITLE,
                Venue.FORKS,
                REFUSED,
                List.of(
                        new Entry(
                                "`connectChannel(name, port)`",
                                CHANNEL_REFUSED,
                                Target.ofTime(REFUSED_CHANNEL_ON_A_BUSY_MACHINE)),
                        new Entry(
                                "`connect(name, port)`",
                                SOCKET_REFUSED,
                                Target.ofTime(REFUSED_SOCKET_ON_A_BUSY_MACHINE))));
    }
}
