/** The ways to connect that the sample compares, and what each of them came to. */
@NullMarked
package io.happyconnect.sample.connect;

import org.jspecify.annotations.NullMarked;
