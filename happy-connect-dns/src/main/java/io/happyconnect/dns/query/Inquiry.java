package io.happyconnect.dns.query;

import io.happyconnect.dns.observe.LookupOutcome;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.xbill.DNS.Rcode;

/**
 * One question put to servers until one of them answers: whom to ask, when, and over what. Facts in, steps out; no sockets,
 * no threads, no clock.
 *
 * <p>A server has its time-out; then the next one is asked, and what the earlier one may still say counts. One that says an
 * error, or that cannot be reached, makes room for the next at once and is not asked again. When the list has been gone
 * through as often as there are attempts, or every server has said an error, the inquiry has failed.
 */
final class Inquiry {

    /** What to do now. */
    sealed interface Step {

        /** Ask, and call {@link #next} again at once. */
        record Ask(Try to) implements Step {}

        /** Nothing to do before this time, if nothing happens. */
        record Wait(long until) implements Step {}

        /** It is over. */
        record End(Reply reply) implements Step {}

        /** It is over, and nobody knows. */
        record Fail(Result result) implements Step {}
    }

    /** One message to one server; equal by identity. */
    static final class Try {
        final Server server;
        final boolean tcp;
        final boolean edns;

        Try(Server server, boolean tcp, boolean edns) {
            this.server = server;
            this.tcp = tcp;
            this.edns = edns;
        }
    }

    private final List<Server> schedule = new ArrayList<>();
    private final int servers;
    private final long timeoutNanos;
    private final boolean tcpOnly;
    private final ServerHealth health;
    private final Set<Server> refused = new HashSet<>();
    private final Set<String> reasons = new LinkedHashSet<>();
    private final Set<Server> silent = new LinkedHashSet<>();
    private int nextOfSchedule;
    private boolean erred;
    private @Nullable Try running;
    private @Nullable Try again;
    private long askedAt;
    private @Nullable Reply reply;

    /** What fitted into a datagram: better than nothing if TCP fails (RFC 7766 §5 wants it asked, not that it works). */
    private @Nullable Reply shortened;

    Inquiry(List<Server> servers, int attempts, long timeoutNanos, boolean tcpOnly, ServerHealth health) {
        for (int i = 0; i < attempts; i++) {
            schedule.addAll(servers);
        }
        this.servers = servers.size();
        this.timeoutNanos = timeoutNanos;
        this.tcpOnly = tcpOnly;
        this.health = health;
    }

    Step next(long now) {
        if (reply != null) {
            return new Step.End(reply);
        }
        if (again != null) {
            Try to = again;
            again = null;
            return ask(to, now);
        }
        if (running != null) {
            if (now - askedAt < timeoutNanos) {
                return new Step.Wait(askedAt + timeoutNanos);
            }
            penalize(running, now);
            silent.add(running.server);
            running = null;
        }
        while (nextOfSchedule < schedule.size()) {
            // Who was silent may have a firewall in front that drops what has EDNS.
            boolean edns = nextOfSchedule < servers;
            Server server = schedule.get(nextOfSchedule++);
            if (!refused.contains(server)) {
                return ask(new Try(server, tcpOnly, edns), now);
            }
        }
        return shortened == null ? new Step.Fail(failure()) : new Step.End(shortened);
    }

    /** A server that answers datagrams is well, for most names, whatever becomes of its connections. */
    private void penalize(Try of, long now) {
        if (tcpOnly || !of.tcp) {
            health.silent(of.server, now);
        }
    }

    private Step ask(Try to, long now) {
        running = to;
        askedAt = now;
        return new Step.Ask(to);
    }

    /** A server has answered. */
    void answered(Try of, Reply said) {
        health.answered(of.server);
        if (reply != null) {
            return;
        }
        if (said.truncated() && !of.tcp) {
            again = new Try(of.server, true, of.edns);
            if (shortened == null && !said.addresses().isEmpty()) {
                shortened = said;
            }
        } else if (isRefusalOfEdns(said) && of.edns) {
            again = new Try(of.server, of.tcp, false);
        } else if (said.looping()) {
            erred = true;
            reasons.add("its aliases lead back to themselves or too far");
            refuse(of);
            nextOfSchedule = schedule.size();
        } else if (said.rcode() == Rcode.NOERROR || said.rcode() == Rcode.NXDOMAIN) {
            reply = said;
        } else {
            erred = true;
            reasons.add("server " + of.server + " answered " + Rcode.string(said.rcode()));
            refuse(of);
        }
    }

    /** RFC 6891 §7: what a server says that has never heard of EDNS, or of the version. */
    private static boolean isRefusalOfEdns(Reply said) {
        return said.rcode() == Rcode.FORMERR || said.rcode() == Rcode.NOTIMP || said.rcode() == Rcode.BADVERS;
    }

    /** A server cannot be asked, or broke off. */
    void unreachable(Try to, String why, long now) {
        if (reply != null) {
            return;
        }
        penalize(to, now);
        reasons.add("server " + to.server + " cannot be asked (" + why + ")");
        refuse(to);
    }

    private void refuse(Try of) {
        refused.add(of.server);
        if (running == of) {
            running = null;
        }
    }

    private Result failure() {
        if (!silent.isEmpty()) {
            List<String> servers = silent.stream().map(Server::toString).toList();
            String who = (servers.size() == 1 ? "server " : "servers ") + String.join(", ", servers);
            reasons.add("no answer from " + who);
        }
        LookupOutcome outcome = erred
                ? LookupOutcome.SERVER_FAILURE
                : silent.isEmpty() ? LookupOutcome.UNREACHABLE : LookupOutcome.TIMED_OUT;
        return Result.failed(outcome, String.join("; ", reasons));
    }
}
