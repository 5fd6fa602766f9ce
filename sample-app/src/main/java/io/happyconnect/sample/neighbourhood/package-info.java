/** A broken neighbourhood on this machine's loopback: one name, three addresses, and only the last one is well. */
@NullMarked
package io.happyconnect.sample.neighbourhood;

import org.jspecify.annotations.NullMarked;
