/** Loopback fixtures and the leak check, for the tests of the other modules. */
@NullMarked
package io.happyconnect.testsupport;

import org.jspecify.annotations.NullMarked;
