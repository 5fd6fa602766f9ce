/** The runnable demonstration of Happy Connect. */
@NullMarked
package io.happyconnect.sample;

import org.jspecify.annotations.NullMarked;
