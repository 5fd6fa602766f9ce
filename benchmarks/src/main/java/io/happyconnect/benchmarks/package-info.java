/**
 * What Happy Connect costs, beside what a user would call instead.
 *
 * <p>{@link io.happyconnect.benchmarks.Compare} runs the JMH benchmarks of this package in interleaved forks and judges the
 * ratios against the project's targets; {@code docs/performance.md} says how to read them.
 */
@NullMarked
package io.happyconnect.benchmarks;

import org.jspecify.annotations.NullMarked;
