package io.happyconnect.simulation;

import java.util.List;

/** What a world has shown. */
record WorldEnd(List<RaceCase> races, Timeline timeline) {}
