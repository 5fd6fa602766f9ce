package io.happyconnect.dns.query;

import java.net.InetAddress;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.xbill.DNS.Name;

/**
 * What a server's message says about a question, aliases followed as far as the message goes.
 *
 * @param rcode the response code, see {@link org.xbill.DNS.Rcode}
 * @param truncated whether it did not fit, so that TCP must be asked
 * @param addresses in the order of the message
 * @param ttlSeconds the least of all records that led here; for a negative answer by its SOA (RFC 2308 §5), 5 s without one
 * @param alias where the question has to be put next, because the message ends with an alias; else null
 * @param looping whether the aliases lead back to themselves, or too far
 */
record Reply(
        int rcode,
        boolean truncated,
        List<InetAddress> addresses,
        long ttlSeconds,
        @Nullable Name alias,
        boolean looping) {}
