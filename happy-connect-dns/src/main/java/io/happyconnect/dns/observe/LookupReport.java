package io.happyconnect.dns.observe;

import io.happyconnect.candidate.AddressFamily;
import java.time.Duration;

/**
 * One question that was put to DNS servers.
 *
 * @param name the complete name, in lower case, without trailing dot
 * @param family A or AAAA
 * @param outcome how it ended
 * @param duration from the first message to the end
 * @param messages how many were sent to servers
 */
public record LookupReport(String name, AddressFamily family, LookupOutcome outcome, Duration duration, int messages) {}
