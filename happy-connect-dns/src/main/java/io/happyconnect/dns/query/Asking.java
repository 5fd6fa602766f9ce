package io.happyconnect.dns.query;

import io.happyconnect.dns.observe.LookupOutcome;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.xbill.DNS.Message;
import org.xbill.DNS.Name;
import org.xbill.DNS.Rcode;
import org.xbill.DNS.TextParseException;

/**
 * Finds out the answer to one question: an {@link Inquiry}, and another for each alias whose addresses the server did not
 * send along. On the thread of the loop. Ends once, unless it is cancelled.
 */
final class Asking {

    /** Names in one chain of aliases that are asked for one by one. Servers send whole chains, so few need a second. */
    private static final int MAX_ALIASES = 8;

    private static final SecureRandom IDS = new SecureRandom();

    private final Loop loop;
    private final Question question;
    private final ServerList servers;
    private final ServerHealth health;
    private final Consumer<Result> onEnd;
    private final List<Exchange> exchanges = new ArrayList<>();
    private final Set<Name> asked = new HashSet<>();
    private final long deadline;
    private long ttl = Long.MAX_VALUE;
    private @Nullable Inquiry inquiry;
    private Name name = Name.root;
    private Loop.@Nullable Timer timer;
    private boolean ended;
    private boolean advancing;
    private int tries;

    Asking(Loop loop, Question question, ServerList servers, ServerHealth health, Consumer<Result> onEnd) {
        this.loop = loop;
        this.question = question;
        this.servers = servers;
        this.health = health;
        this.onEnd = onEnd;
        this.deadline = Loop.now() + servers.mostNanos();
    }

    void begin() {
        guarded(() -> {
            try {
                ask(Wire.name(question.name()));
            } catch (TextParseException unaskable) {
                end(Result.failed(LookupOutcome.SERVER_FAILURE, "the name cannot be put into a question"));
            }
        });
    }

    /** Whatever goes wrong, memory included, whoever waits is told. */
    private void guarded(Runnable step) {
        try {
            step.run();
        } catch (RuntimeException | Error e) {
            if (ended) {
                throw e;
            }
            end(Result.failed(LookupOutcome.UNREACHABLE, "DNS servers cannot be asked (" + e + ")"));
        }
    }

    /** How many messages were sent. */
    int tries() {
        return tries;
    }

    private void ask(Name next) {
        if (!asked.add(next) || asked.size() > MAX_ALIASES) {
            end(Result.failed(LookupOutcome.SERVER_FAILURE, "its aliases lead back to themselves or too far"));
            return;
        }
        name = next;
        inquiry = new Inquiry(
                health.order(servers.servers(), servers.rotate(), servers.ipv6First(), Loop.now()),
                servers.attempts(),
                servers.timeoutNanos(),
                servers.tcp(),
                health);
        advance();
    }

    private void advance() {
        if (advancing) {
            return;
        }
        advancing = true;
        try {
            while (!ended && inquiry != null && !isLate() && !waits(inquiry.next(Loop.now()))) {}
        } finally {
            advancing = false;
        }
    }

    private boolean isLate() {
        if (Loop.now() - deadline < 0) {
            return false;
        }
        end(Result.failed(LookupOutcome.TIMED_OUT, "no answer from all servers together in time"));
        return true;
    }

    private boolean waits(Inquiry.Step step) {
        if (timer != null) {
            timer.cancel();
            timer = null;
        }
        if (step instanceof Inquiry.Step.Ask ask) {
            send(ask.to());
            return false;
        }
        if (step instanceof Inquiry.Step.Wait wait) {
            long until = wait.until() - deadline < 0 ? wait.until() : deadline;
            timer = loop.at(until, () -> guarded(this::advance));
            return true;
        }
        if (step instanceof Inquiry.Step.Fail fail) {
            end(fail.result());
        } else if (step instanceof Inquiry.Step.End end) {
            understand(end.reply());
        }
        return true;
    }

    private void send(Inquiry.Try to) {
        Inquiry current = inquiry;
        if (current == null) {
            return;
        }
        tries++;
        Message query = Wire.query(name, question.family(), IDS.nextInt(1 << 16), to.edns);
        Consumer<Reply> onReply = reply -> guarded(() -> {
            current.answered(to, reply);
            advance();
        });
        Consumer<String> onFailure = why -> guarded(() -> {
            current.unreachable(to, why, Loop.now());
            advance();
        });
        Exchange exchange = to.tcp
                ? new TcpExchange(loop, to.server, query, onReply, onFailure)
                : new UdpExchange(loop, to.server, query, onReply, onFailure);
        exchanges.add(exchange);
        exchange.begin();
    }

    private void understand(Reply reply) {
        ttl = Math.min(ttl, reply.ttlSeconds());
        if (!reply.addresses().isEmpty()) {
            end(Result.found(reply.addresses(), ttl));
        } else if (reply.rcode() == Rcode.NXDOMAIN) {
            end(Result.negative(LookupOutcome.NO_SUCH_NAME, ttl));
        } else if (reply.alias() != null) {
            closeExchanges();
            Name alias = reply.alias();
            inquiry = null;
            // Not from within the inquiry that has just ended.
            timer = loop.at(Loop.now(), () -> guarded(() -> ask(alias)));
        } else {
            end(Result.negative(LookupOutcome.NO_ADDRESSES, ttl));
        }
    }

    private void end(Result result) {
        cancel();
        onEnd.accept(result);
    }

    /** Closes everything and says nothing. */
    void cancel() {
        ended = true;
        if (timer != null) {
            timer.cancel();
        }
        closeExchanges();
    }

    private void closeExchanges() {
        exchanges.forEach(Exchange::close);
        exchanges.clear();
    }
}
