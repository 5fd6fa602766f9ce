package io.happyconnect.dns.query;

import java.net.InetAddress;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.xbill.DNS.AAAARecord;
import org.xbill.DNS.ARecord;
import org.xbill.DNS.CNAMERecord;
import org.xbill.DNS.Flags;
import org.xbill.DNS.Message;
import org.xbill.DNS.Name;
import org.xbill.DNS.Rcode;
import org.xbill.DNS.Record;
import org.xbill.DNS.SOARecord;
import org.xbill.DNS.Section;
import org.xbill.DNS.Type;

/**
 * Reads what a message says about the name that was asked for and, along its aliases, about nothing else: records that
 * nobody asked for are how answers are smuggled in (RFC 5452 §6).
 */
final class ReplyReader {

    /** How long to believe that there is nothing if no SOA says so; else a busy client would ask for each connection. */
    private static final long NEGATIVE_WITHOUT_SOA_SECONDS = 5;

    /** Longer chains are nobody's; a message has room for thousands, each of which would be looked for among all. */
    private static final int MAX_ALIASES = 32;

    private final Message message;
    private final int type;
    private final List<Record> answers;
    private long ttl = Long.MAX_VALUE;

    ReplyReader(Message message, int type) {
        this.message = message;
        this.type = type;
        this.answers = message.getSection(Section.ANSWER);
    }

    static Reply error(Message message) {
        return new Reply(message.getRcode(), false, List.of(), 0, null, false);
    }

    Reply read(Name asked) {
        boolean truncated = message.getHeader().getFlag(Flags.TC);
        Set<Name> seen = new HashSet<>();
        Name owner = asked;
        for (Name target = alias(owner); target != null; target = alias(owner)) {
            seen.add(owner);
            owner = target;
            if (seen.contains(owner) || seen.size() > MAX_ALIASES) {
                return new Reply(message.getRcode(), truncated, List.of(), 0, null, true);
            }
        }
        // What a server sends along with an error is not what was asked for.
        List<InetAddress> addresses = message.getRcode() == Rcode.NOERROR ? addresses(owner) : List.of();
        if (!addresses.isEmpty()) {
            return new Reply(Rcode.NOERROR, truncated, addresses, ttl, null, false);
        }
        long negativeTtl = negativeTtl();
        boolean goesOn = !owner.equals(asked) && message.getRcode() == Rcode.NOERROR && negativeTtl < 0;
        long kept = goesOn ? ttl : Math.min(negativeTtl < 0 ? NEGATIVE_WITHOUT_SOA_SECONDS : negativeTtl, ttl);
        return new Reply(message.getRcode(), truncated, List.of(), kept, goesOn ? owner : null, false);
    }

    private @Nullable Name alias(Name owner) {
        for (Record answer : answers) {
            if (answer.getType() == Type.CNAME
                    && answer instanceof CNAMERecord cname
                    && answer.getName().equals(owner)) {
                ttl = Math.min(ttl, answer.getTTL());
                return cname.getTarget();
            }
        }
        return null;
    }

    private List<InetAddress> addresses(Name owner) {
        List<InetAddress> addresses = new ArrayList<>();
        for (Record answer : answers) {
            if (answer.getType() == type && answer.getName().equals(owner)) {
                InetAddress address = address(answer);
                if (address != null) {
                    ttl = Math.min(ttl, answer.getTTL());
                    addresses.add(address);
                }
            }
        }
        return addresses;
    }

    private static @Nullable InetAddress address(Record answer) {
        if (answer instanceof ARecord a) {
            return a.getAddress();
        }
        return answer instanceof AAAARecord aaaa ? aaaa.getAddress() : null;
    }

    /** RFC 2308 §5: the lesser of the SOA's own TTL and its MINIMUM; -1 if there is no SOA. */
    private long negativeTtl() {
        for (Record authority : message.getSection(Section.AUTHORITY)) {
            if (authority instanceof SOARecord soa) {
                return Math.min(soa.getTTL(), soa.getMinimum());
            }
        }
        return -1;
    }
}
