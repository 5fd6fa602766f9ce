package io.happyconnect.dns.query;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * Which servers were silent of late, and so whom to ask first (RFC 8305 §3.1: a server that does not answer "may be marked as
 * penalized"). Two silences without an answer between them begin a penalty, for one is what a lost datagram looks like. It is
 * 30 s, twice as long after each further silence, at most 5 min; one answer ends it. A penalized server is asked last, never
 * left out.
 *
 * <p>Pure: it is told the time. Not safe for several threads.
 */
final class ServerHealth {

    static final long PENALTY_NANOS = TimeUnit.SECONDS.toNanos(30);
    static final long MAX_PENALTY_NANOS = TimeUnit.MINUTES.toNanos(5);

    private final Map<Server, Penalty> penalties = new HashMap<>();
    private int turn;

    /**
     * In which order to ask.
     *
     * @param rotate whether each call begins with another of those that are equally good
     * @param ipv6First whether those with an IPv6 address go before the others
     */
    List<Server> order(List<Server> servers, boolean rotate, boolean ipv6First, long now) {
        List<Server> ordered = new ArrayList<>(servers);
        if (rotate && !ordered.isEmpty()) {
            java.util.Collections.rotate(ordered, -(turn++ % ordered.size()));
        }
        ordered.sort(Comparator.comparing((Server server) -> isPenalized(server, now))
                .thenComparing(server -> ipv6First && !server.isIpv6()));
        return ordered;
    }

    private boolean isPenalized(Server server, long now) {
        Penalty penalty = penalties.get(server);
        return penalty != null && now - penalty.since < penalty.length;
    }

    void silent(Server server, long now) {
        Penalty earlier = penalties.get(server);
        if (earlier == null) {
            penalties.put(server, new Penalty(now, 0));
        } else if (now - earlier.since >= earlier.length) {
            // While it lasts, all that wait for the same silent server are one silence.
            long length = Math.max(PENALTY_NANOS, Math.min(2 * earlier.length, MAX_PENALTY_NANOS));
            penalties.put(server, new Penalty(now, length));
        }
    }

    void answered(Server server) {
        penalties.remove(server);
    }

    /** A length of 0 is a first silence. */
    private record Penalty(long since, long length) {}
}
