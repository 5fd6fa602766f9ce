/**
 * Ordered -> race -> winner: the state machine that decides what to try when. Facts go in, steps come out.
 *
 * <p>No I/O, no threads, no clock: {@link io.happyconnect.race.Race} is told what happened and at what time, and says
 * what to do next. Whoever drives it owns the sockets and the waiting. It is the same machine for blocking sockets,
 * selectors, simulations and an application's own I/O.
 */
@NullMarked
package io.happyconnect.race;

import org.jspecify.annotations.NullMarked;
