package io.happyconnect.dns.query;

import io.happyconnect.dns.observe.LookupOutcome;
import java.net.InetAddress;
import java.util.List;

/**
 * How a question ended.
 *
 * @param outcome in a word
 * @param addresses what was found; empty unless the outcome is {@link LookupOutcome#ADDRESSES}
 * @param ttlSeconds for how long this may be kept; 0 if not at all
 * @param detail for a failure, who said what, to be read by a user; else empty
 */
public record Result(LookupOutcome outcome, List<InetAddress> addresses, long ttlSeconds, String detail) {

    /** Copies the list. */
    public Result {
        addresses = List.copyOf(addresses);
    }

    static Result found(List<InetAddress> addresses, long ttlSeconds) {
        return new Result(LookupOutcome.ADDRESSES, addresses, ttlSeconds, "");
    }

    static Result negative(LookupOutcome outcome, long ttlSeconds) {
        return new Result(outcome, List.of(), ttlSeconds, "");
    }

    static Result failed(LookupOutcome outcome, String detail) {
        return new Result(outcome, List.of(), 0, detail);
    }
}
