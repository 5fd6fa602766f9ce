package io.happyconnect.benchmarks;

import java.util.List;

/** What is compared in turn in one process. The entries are those of the {@link Stage} of the venue. */
final class InTurn {

    private static final String BARE = "bare";
    private static final String CONNECT = "connect";
    private static final String CHANNEL = "channel";
    private static final String FACTORY = "factory";
    private static final String OKHTTP = "okhttp";
    private static final String OKHTTP_HAPPY = "okhttp-happy";

    private static final Entry TIMED = new Entry("`new Socket().connect(address, 10 s)`, the baseline", BARE);
    private static final Entry BARE_AGAIN = new Entry(Contests.AGAIN, BARE);
    private static final Entry STOCK = new Entry("OkHttp as it comes, the baseline", OKHTTP);
    private static final Entry STOCK_AGAIN = new Entry(Contests.AGAIN, OKHTTP);

    private InTurn() {}

    /** So close to each other that two forks of the same differ by more. */
    static Contest channels() {
        return new Contest(
                "One channel over loopback, in turn in one process",
                Venue.CHANNELS,
                new Entry("`new Socket().connect(address)`, the baseline", BARE),
                List.of(
                        BARE_AGAIN,
                        new Entry("`SocketChannel.open(INET).connect(address)`", "bare-channel"),
                        new Entry("the same without blocking, then blocking again", "bare-channel-pending"),
                        new Entry(
                                "`connectChannel(name, port)`, cached, an IPv4 and an IPv6 address",
                                CHANNEL,
                                Target.ofTime(1.00))));
    }

    /** The first use after a while. */
    static Contest afterPause() {
        return new Contest(
                "The first connect after a pause of five seconds, loopback",
                Venue.PAUSE,
                TIMED,
                List.of(
                        BARE_AGAIN,
                        new Entry("`connect(target)`, two given addresses", CONNECT, Target.ofTime(1.40)),
                        new Entry("the same, not sorted by RFC 6724", "unsorted"),
                        new Entry("`connectChannel(target)`, two given addresses", CHANNEL),
                        new Entry("`connect(name, port)`, looked up anew if ten seconds have passed", "name")));
    }

    static Contest connectOverLink() {
        return new Contest(
                "One connect at a round trip of 2 ms, nothing wrong",
                Venue.LINK_CONNECT,
                TIMED,
                List.of(
                        BARE_AGAIN,
                        new Entry("`connect(name, port)`, cached, two IPv4 addresses", CONNECT, Target.ofTime(1.01)),
                        new Entry("`connectChannel(name, port)`, the same", CHANNEL, Target.ofTime(1.01))));
    }

    static Contest getOverLink() {
        return new Contest(
                "GET over a new connection at a round trip of 2 ms, two IPv4 addresses, nothing wrong",
                Venue.LINK_GET,
                STOCK,
                // Both as often, for what was run last is still in the caches when milliseconds lie between.
                List.of(
                        STOCK_AGAIN,
                        new Entry("OkHttp with Happy Connect", OKHTTP_HAPPY, Target.ofTime(1.00)),
                        new Entry("the same once more", OKHTTP_HAPPY)));
    }

    static Contest ping() {
        return io("64 bytes there and back", Venue.PING);
    }

    static Contest pingWithTimeout() {
        return io("64 bytes there and back, with a read timeout", Venue.PING_WITH_TIMEOUT);
    }

    static Contest bulk() {
        return io("64 KiB there and back", Venue.BULK);
    }

    static Contest bulkWithTimeout() {
        return io("64 KiB there and back, with a read timeout", Venue.BULK_WITH_TIMEOUT);
    }

    private static Contest io(String what, Venue venue) {
        Target target = Target.ofTime(1.02);
        return new Contest(
                "I/O on the socket, loopback: " + what,
                venue,
                new Entry("`new Socket()`, the baseline", BARE),
                List.of(
                        BARE_AGAIN,
                        new Entry("the socket of `connect(name, port)`", CONNECT, target),
                        new Entry("the socket of `socketFactory()`", FACTORY, target)));
    }

    static Contest clients() {
        return clients("End to end: GET over a new connection, two IPv4 addresses, nothing wrong", Venue.CLIENTS);
    }

    static Contest clientsPastDeadAddress() {
        return clients(
                "End to end: GET over a new connection, the first address is dead", Venue.CLIENTS_PAST_A_DEAD_ADDRESS);
    }

    private static Contest clients(String title, Venue venue) {
        return new Contest(
                title,
                venue,
                STOCK,
                List.of(
                        STOCK_AGAIN,
                        new Entry("OkHttp with Happy Connect", OKHTTP_HAPPY),
                        new Entry("`RestClient` with Happy Connect", "restclient-happy"),
                        new Entry("JDK `HttpClient`, connect timeout 1 s", "jdk"),
                        new Entry("HttpComponents, connect timeout 1 s", "httpcomponents")));
    }
}
