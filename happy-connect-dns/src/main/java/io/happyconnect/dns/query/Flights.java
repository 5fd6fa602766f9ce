package io.happyconnect.dns.query;

import io.happyconnect.dns.observe.CacheUse;
import io.happyconnect.dns.observe.DnsListener;
import io.happyconnect.dns.observe.LookupOutcome;
import io.happyconnect.dns.observe.LookupReport;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * The questions under way, each once: whoever asks the same meanwhile shares it. One that nobody waits for any more goes on
 * for 1 s, so that its answer still fills the cache (RFC 8305 §5). On the thread of the loop.
 */
final class Flights {

    /** RFC 8305 §5: "for example one second". */
    static final long LINGER_NANOS = TimeUnit.SECONDS.toNanos(1);

    private static final Result CLOSED = Result.failed(LookupOutcome.CANCELLED, "the resolver is closed");
    private static final System.Logger LOGGER = System.getLogger(Flights.class.getName());

    private final Loop loop;
    private final SharedCache cache;
    private final DnsListener listener;
    private final Map<Key, Flight> flights = new LinkedHashMap<>();
    private ServerHealth health = new ServerHealth();
    private long epoch;
    private boolean closed;

    Flights(Loop loop, SharedCache cache, DnsListener listener) {
        this.loop = loop;
        this.cache = cache;
        this.listener = listener;
    }

    /** Asks, or joins who asks already. The waiter may be told before this returns. */
    void ask(Question question, ServerList servers, Flight.Waiter waiter) {
        if (closed) {
            waiter.answered(question, CLOSED);
            return;
        }
        Flight flight = flights.get(new Key(question, servers.epoch()));
        if (flight != null) {
            listener.cacheUsed(CacheUse.SHARED);
            if (flight.linger != null) {
                flight.linger.cancel();
                flight.linger = null;
            }
            flight.waiters.add(waiter);
            return;
        }
        // Another lookup may have ended since this one looked.
        Result known = cache.get(question);
        if (known != null) {
            listener.cacheUsed(CacheUse.HIT);
            waiter.answered(question, known);
            return;
        }
        listener.cacheUsed(CacheUse.MISS);
        begin(question, servers).waiters.add(waiter);
    }

    /** Asks so that the cache has it anew, for nobody in particular. */
    void refresh(Question question, ServerList servers) {
        if (!closed && !flights.containsKey(new Key(question, servers.epoch()))) {
            begin(question, servers);
        }
    }

    /** How the servers of the latest state of the files are; what was learned before is of no use in another network. */
    private ServerHealth healthOf(ServerList servers) {
        if (servers.epoch() < epoch) {
            return new ServerHealth();
        }
        if (servers.epoch() > epoch) {
            epoch = servers.epoch();
            health = new ServerHealth();
        }
        return health;
    }

    private Flight begin(Question question, ServerList servers) {
        var flight = new Flight(question, servers.epoch(), Loop.now());
        flights.put(Key.of(flight), flight);
        var asking = new Asking(loop, question, servers, healthOf(servers), result -> end(flight, result));
        flight.asking = asking;
        // Not from within: who asks has not been added yet.
        loop.soon(asking::begin);
        return flight;
    }

    private void end(Flight flight, Result result) {
        flights.remove(Key.of(flight), flight);
        if (flight.linger != null) {
            flight.linger.cancel();
        }
        guard(() -> cache.put(flight.question, result, flight.epoch));
        guard(() -> report(flight, result.outcome()));
        tell(flight, result);
    }

    private static void tell(Flight flight, Result result) {
        List.copyOf(flight.waiters).forEach(waiter -> guard(() -> waiter.answered(flight.question, result)));
    }

    /** Whatever goes wrong for one, all others are told. */
    private static void guard(Runnable step) {
        try {
            step.run();
        } catch (RuntimeException | Error e) {
            LOGGER.log(Level.ERROR, "an answer could not be handed on", e);
        }
    }

    private void report(Flight flight, LookupOutcome outcome) {
        listener.lookedUp(new LookupReport(
                flight.question.name(),
                flight.question.family(),
                outcome,
                Duration.ofNanos(Loop.now() - flight.since),
                flight.messages()));
    }

    /** Somebody does not wait any more. */
    void leave(Question question, ServerList servers, Flight.Waiter waiter) {
        Flight flight = flights.get(new Key(question, servers.epoch()));
        if (flight != null && flight.waiters.remove(waiter) && flight.waiters.isEmpty()) {
            flight.linger = loop.at(Loop.now() + LINGER_NANOS, () -> abandon(flight));
        }
    }

    private void abandon(Flight flight) {
        if (flights.remove(Key.of(flight), flight)) {
            cancel(flight);
            report(flight, LookupOutcome.CANCELLED);
        }
    }

    private static void cancel(Flight flight) {
        if (flight.asking != null) {
            flight.asking.cancel();
        }
        if (flight.linger != null) {
            flight.linger.cancel();
        }
    }

    /** Ends all of them with a failure. */
    void endAll(String why) {
        endAll(Result.failed(LookupOutcome.CANCELLED, why));
    }

    private void endAll(Result ended) {
        List<Flight> last = List.copyOf(flights.values());
        flights.clear();
        for (Flight flight : last) {
            guard(() -> cancel(flight));
            tell(flight, ended);
        }
    }

    /** Ends all of them with a failure, and every later one at once. */
    void close() {
        closed = true;
        endAll(CLOSED);
    }

    /** A question, put to the servers of one state of the files. */
    private record Key(Question question, long epoch) {
        static Key of(Flight flight) {
            return new Key(flight.question, flight.epoch);
        }
    }
}
