package io.happyconnect.boot.observation;

import io.micrometer.common.docs.KeyName;

/** The keys of the observations. The first four are from closed lists. */
public enum RaceKey implements KeyName {

    /** The name of the connector. */
    CONNECTOR("connector"),

    /** Why it failed, {@code none} if it did not, {@code unknown} while it runs. */
    ERROR_TYPE("error.type"),

    /** The family of the address, of a race that of its winner. */
    NETWORK_TYPE("network.type"),

    /** How it ended, {@code unknown} while it runs. */
    OUTCOME("outcome"),

    /** The host that was asked for. */
    SERVER_ADDRESS("server.address"),

    /** The port that was asked for. */
    SERVER_PORT("server.port"),

    /** The address of the attempt, of a race that of its winner. */
    PEER_ADDRESS("network.peer.address"),

    /** The port of the attempt, of a race that of its winner. */
    PEER_PORT("network.peer.port"),

    /** How many attempts the race made. */
    ATTEMPTS("happy.connect.attempts"),

    /** The position of the winner in the order of starts, from 0. */
    WINNER_INDEX("happy.connect.winner.index"),

    /** The connection attempt delay of the race, in milliseconds. */
    ATTEMPT_DELAY("happy.connect.attempt.delay"),

    /** The position of the attempt in the order of starts, from 0. */
    ATTEMPT_INDEX("happy.connect.attempt.index"),

    /** The host that was looked up. */
    QUESTION("dns.question.name"),

    /** How many addresses came. */
    ANSWERS("dns.answers");

    private final String key;

    RaceKey(String key) {
        this.key = key;
    }

    @Override
    public String asString() {
        return key;
    }
}
