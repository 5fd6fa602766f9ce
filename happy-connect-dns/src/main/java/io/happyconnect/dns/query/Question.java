package io.happyconnect.dns.query;

import io.happyconnect.candidate.AddressFamily;

/**
 * What a DNS server is asked.
 *
 * @param name complete, in lower case, without trailing dot
 * @param family A or AAAA
 */
public record Question(String name, AddressFamily family) {}
