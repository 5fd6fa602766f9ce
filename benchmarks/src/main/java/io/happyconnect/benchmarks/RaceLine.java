package io.happyconnect.benchmarks;

/**
 * What the race costs by itself.
 *
 * @param what the story of the races
 * @param addresses of the name
 * @param nanosPerRace from the first answer to the end
 * @param stepsPerSecond of one thread
 * @param bytesPerRace allocated
 */
record RaceLine(String what, int addresses, double nanosPerRace, double stepsPerSecond, double bytesPerRace) {}
