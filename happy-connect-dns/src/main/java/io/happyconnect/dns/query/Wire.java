package io.happyconnect.dns.query;

import io.happyconnect.candidate.AddressFamily;
import java.io.IOException;
import org.jspecify.annotations.Nullable;
import org.xbill.DNS.DClass;
import org.xbill.DNS.Flags;
import org.xbill.DNS.Header;
import org.xbill.DNS.Message;
import org.xbill.DNS.Name;
import org.xbill.DNS.OPTRecord;
import org.xbill.DNS.Opcode;
import org.xbill.DNS.Record;
import org.xbill.DNS.Section;
import org.xbill.DNS.TextParseException;
import org.xbill.DNS.Type;

/** Questions as bytes, and which bytes are an answer to one. */
final class Wire {

    /** What passes every path in one piece (DNS flag day 2020). */
    static final int UDP_PAYLOAD = 1_232;

    private Wire() {}

    /** The record type that holds addresses of a family. */
    static int type(AddressFamily family) {
        return family == AddressFamily.IPV6 ? Type.AAAA : Type.A;
    }

    /**
     * A question as a message.
     *
     * @param name absolute
     * @param id random, so that nobody can answer who has not seen the question (RFC 5452 §9.1)
     * @param edns whether to say that answers may be longer than 512 bytes (RFC 6891)
     */
    static Message query(Name name, AddressFamily family, int id, boolean edns) {
        var message = new Message(id);
        message.getHeader().setOpcode(Opcode.QUERY);
        message.getHeader().setFlag(Flags.RD);
        message.addRecord(Record.newRecord(name, type(family), DClass.IN), Section.QUESTION);
        if (edns) {
            message.addRecord(new OPTRecord(UDP_PAYLOAD, 0, 0), Section.ADDITIONAL);
        }
        return message;
    }

    static Name name(String host) throws TextParseException {
        return Name.fromString(host + ".");
    }

    /**
     * Reads a message as the answer to a query.
     *
     * @return null if it is none: too short, another id, another question, or no DNS at all. Then the real answer may
     *     still come, for anybody can send us such a thing
     */
    static @Nullable Reply replyTo(Message query, byte[] bytes) {
        if (bytes.length < Header.LENGTH || id(bytes) != query.getHeader().getID() || (bytes[2] & 0x80) == 0) {
            return null;
        }
        Message message;
        try {
            message = new Message(bytes);
        } catch (IOException | RuntimeException garbage) {
            return null;
        }
        Record asked = query.getQuestion();
        Record answered = message.getQuestion();
        if (answered == null) {
            // Servers that cannot read a query return the bare header (RFC 1035 §4.1.1: FORMERR).
            boolean error = message.getHeader().getRcode() != 0
                    && message.getSection(Section.ANSWER).isEmpty();
            return error ? ReplyReader.error(message) : null;
        }
        return answered.equals(asked) ? new ReplyReader(message, asked.getType()).read(asked.getName()) : null;
    }

    private static int id(byte[] bytes) {
        return (bytes[0] & 0xff) << 8 | (bytes[1] & 0xff);
    }
}
