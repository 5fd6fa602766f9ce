/**
 * Runs a race: threads, sockets and the clock, and no decision of its own.
 *
 * <p>Not exported: the front door is {@code HappyConnector}.
 */
@NullMarked
package io.happyconnect.drive;

import org.jspecify.annotations.NullMarked;
