/** Everything at once and for long, and nothing grows. */
@NullMarked
package io.happyconnect.soak;

import org.jspecify.annotations.NullMarked;
