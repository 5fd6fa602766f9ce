/**
 * Candidates -> ordered: pure functions that put candidates into the order in which a race tries them.
 *
 * <p>An {@link io.happyconnect.order.AddressOrder} sorts by preference; {@link io.happyconnect.order.Interleaving} then
 * mixes the families (RFC 8305 §4). No I/O, no clock, no threads; usable without the rest of the library.
 */
@NullMarked
package io.happyconnect.order;

import org.jspecify.annotations.NullMarked;
