/** Races as Micrometer observations, for tracing: one of a race, and below it one of its lookup and one of each attempt. */
@NullMarked
package io.happyconnect.boot.observation;

import org.jspecify.annotations.NullMarked;
