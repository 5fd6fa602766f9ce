package io.happyconnect.dns;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.xbill.DNS.AAAARecord;
import org.xbill.DNS.ARecord;
import org.xbill.DNS.CNAMERecord;
import org.xbill.DNS.DClass;
import org.xbill.DNS.Flags;
import org.xbill.DNS.Message;
import org.xbill.DNS.Name;
import org.xbill.DNS.Rcode;
import org.xbill.DNS.Record;
import org.xbill.DNS.SOARecord;
import org.xbill.DNS.Section;
import org.xbill.DNS.Type;

/** What a test's DNS server knows, and how it behaves, by name and type. */
final class Zone {

    static final int TTL = 300;
    static final int NEGATIVE_TTL = 60;

    /** How one question is answered. */
    static final class Behaviour {
        int delayMillis;
        boolean silent;
        int rcode = Rcode.NOERROR;
        boolean withoutSoa;
        boolean truncated;
        byte[] before;
        boolean onlyGarbage;
        int ttl = TTL;
        final List<Record> records = new ArrayList<>();
    }

    private final Map<String, Behaviour> behaviours = new ConcurrentHashMap<>();
    private final Map<String, Boolean> names = new ConcurrentHashMap<>();

    static Name name(String text) {
        return Name.fromConstantString(text + ".");
    }

    Zone a(String name, String... addresses) {
        return addresses(name, Type.A, addresses);
    }

    Zone aaaa(String name, String... addresses) {
        return addresses(name, Type.AAAA, addresses);
    }

    private Zone addresses(String name, int type, String... addresses) {
        Behaviour behaviour = on(name, type);
        for (String address : addresses) {
            behaviour.records.add(address(name, type, address, behaviour.ttl));
        }
        return this;
    }

    static Record address(String name, int type, String address, int ttl) {
        try {
            InetAddress parsed = InetAddress.getByName(address);
            return type == Type.A
                    ? new ARecord(name(name), DClass.IN, ttl, parsed)
                    : new AAAARecord(name(name), DClass.IN, ttl, parsed);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static Record alias(String name, String target) {
        return new CNAMERecord(name(name), DClass.IN, TTL, name(target));
    }

    /** Both types, the record of the alias alone. */
    Zone cname(String name, String target) {
        on(name, Type.A).records.add(alias(name, target));
        on(name, Type.AAAA).records.add(alias(name, target));
        return this;
    }

    Behaviour on(String name, int type) {
        names.put(name, true);
        return behaviours.computeIfAbsent(name + "/" + type, unused -> new Behaviour());
    }

    /** How to answer a question; a name of which nothing was said does not exist. */
    Behaviour behaviour(Record question) {
        String name = question.getName().toString(true).toLowerCase(java.util.Locale.ROOT);
        Behaviour known = behaviours.get(name + "/" + question.getType());
        if (known != null) {
            return known;
        }
        var unknown = new Behaviour();
        unknown.rcode = names.containsKey(name) ? Rcode.NOERROR : Rcode.NXDOMAIN;
        return unknown;
    }

    Message answer(Message query, Behaviour behaviour) {
        var answer = new Message(query.getHeader().getID());
        answer.getHeader().setFlag(Flags.QR);
        answer.getHeader().setFlag(Flags.RA);
        answer.getHeader().setRcode(behaviour.rcode);
        answer.addRecord(query.getQuestion(), Section.QUESTION);
        behaviour.records.forEach(record -> answer.addRecord(record, Section.ANSWER));
        if (behaviour.records.isEmpty() && !behaviour.withoutSoa) {
            answer.addRecord(soa(), Section.AUTHORITY);
        }
        return answer;
    }

    private static SOARecord soa() {
        return new SOARecord(
                name("example"),
                DClass.IN,
                NEGATIVE_TTL,
                name("ns.example"),
                name("root.example"),
                1,
                2,
                3,
                4,
                NEGATIVE_TTL);
    }
}
