/** The Actuator endpoint {@code happyconnect}: what a {@link io.happyconnect.boot.history.RaceHistory} remembers, as JSON. */
@NullMarked
package io.happyconnect.boot.endpoint;

import org.jspecify.annotations.NullMarked;
