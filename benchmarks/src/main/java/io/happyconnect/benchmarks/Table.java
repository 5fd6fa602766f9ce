package io.happyconnect.benchmarks;

import java.util.List;

/**
 * What came out of one contest.
 *
 * @param title of the contest
 * @param lines baseline first
 */
record Table(String title, List<Line> lines) {}
