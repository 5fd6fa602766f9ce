package io.happyconnect.benchmarks;

/** Where the entries of a contest are measured. */
enum Venue {
    /** By JMH, each entry in a fork of its own in each round: what takes microseconds. */
    FORKS,
    /** The same, on virtual threads. */
    VIRTUAL_FORKS,
    /** Connects that end in channels. */
    CHANNELS(8, 16),
    /** Connects after a pause. */
    PAUSE(8, 42),
    /** Connects over a link with a round trip of 2 ms. */
    LINK_CONNECT(10, 12),
    /** GETs over the same link. */
    LINK_GET(20, 16),
    /** 64 bytes there and back over connections that exist. */
    PING(3, 6),
    /** The same with a read timeout. */
    PING_WITH_TIMEOUT(3, 6),
    /** 64 KiB there and back. */
    BULK(3, 6),
    /** The same with a read timeout. */
    BULK_WITH_TIMEOUT(3, 6),
    /** GETs of many clients, nothing wrong. */
    CLIENTS(25, 10),
    /** GETs of many clients from a name whose first address is dead. */
    CLIENTS_PAST_A_DEAD_ADDRESS(4, 20);

    private static final int SECONDS_TO_START = 2;

    private final int rehearsalSeconds;
    private final int measuredSeconds;

    Venue() {
        this(0, 0);
    }

    Venue(int rehearsalSeconds, int measuredSeconds) {
        this.rehearsalSeconds = rehearsalSeconds;
        this.measuredSeconds = measuredSeconds;
    }

    /** Whether JMH measures each entry by itself; else all are measured in turn in one process. */
    boolean isForks() {
        return this == FORKS || this == VIRTUAL_FORKS;
    }

    /** Whether it needs the {@link Link}. */
    boolean needsLink() {
        return this == LINK_CONNECT || this == LINK_GET;
    }

    boolean needsVirtualThreads() {
        return this == VIRTUAL_FORKS;
    }

    /** How long all entries together get used to the work. */
    int rehearsalSeconds() {
        return rehearsalSeconds;
    }

    /** How long all entries together are measured. */
    int measuredSeconds() {
        return measuredSeconds;
    }

    /** How long a round takes. */
    int secondsOfRound() {
        return SECONDS_TO_START + rehearsalSeconds + measuredSeconds;
    }
}
