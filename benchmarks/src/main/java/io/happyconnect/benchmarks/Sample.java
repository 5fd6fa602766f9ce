package io.happyconnect.benchmarks;

/**
 * What one fork measured; not a number where it did not.
 *
 * @param micros the median time of an operation; unlike the mean it does not show what other processes do to the machine
 * @param bytes allocated per operation
 * @param cpuMicros the CPU time of an operation, of all threads of the process
 */
record Sample(double micros, double bytes, double cpuMicros) {}
