/** A memory of past races, bounded in size, for health and the endpoint to read. */
@NullMarked
package io.happyconnect.boot.history;

import org.jspecify.annotations.NullMarked;
