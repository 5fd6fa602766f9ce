/** Uses the sample as its visitors do. */
@NullMarked
package io.happyconnect.sample;

import org.jspecify.annotations.NullMarked;
