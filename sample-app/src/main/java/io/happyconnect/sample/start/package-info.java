/** What the sample does and prints when it starts. */
@NullMarked
package io.happyconnect.sample.start;

import org.jspecify.annotations.NullMarked;
