/** Races as Micrometer meters. */
@NullMarked
package io.happyconnect.boot.metrics;

import org.jspecify.annotations.NullMarked;
