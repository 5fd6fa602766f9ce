/**
 * The endpoint {@code happyconnect} as a page for people. Made on the server from what the endpoint answers to programs, so that
 * it can be read without scripts; the script fetches the same page again and changes what has changed.
 */
@NullMarked
package io.happyconnect.boot.dashboard;

import org.jspecify.annotations.NullMarked;
