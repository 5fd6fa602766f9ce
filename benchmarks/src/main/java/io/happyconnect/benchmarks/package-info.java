/** JMH benchmarks of Happy Connect. */
@NullMarked
package io.happyconnect.benchmarks;

import org.jspecify.annotations.NullMarked;
