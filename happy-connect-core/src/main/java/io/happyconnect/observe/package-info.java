/**
 * What can be seen of a race: every step is an event for a {@link io.happyconnect.observe.RaceListener}, and every race,
 * won or lost, ends in one {@link io.happyconnect.observe.RaceReport}.
 *
 * <p>The events are those of draft-kuehlewind-happy-qlog, in the words of this library.
 */
@NullMarked
package io.happyconnect.observe;

import org.jspecify.annotations.NullMarked;
