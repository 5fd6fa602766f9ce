package io.happyconnect.okhttp;

/**
 * What stands behind an address that was issued.
 *
 * @param ticket the lookup it comes from
 * @param index which of its addresses it is
 */
record Claim(Ticket ticket, int index) {}
