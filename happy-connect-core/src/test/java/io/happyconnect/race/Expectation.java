package io.happyconnect.race;

import io.happyconnect.candidate.Candidate;
import io.happyconnect.race.Step.Reason;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/** What a row of the corpus expects, in the fields of its JSON. */
record Expectation(
        List<ExpectedStart> starts,
        String winner,
        Long winnerAtMs,
        String error,
        Long errorAtMs,
        Boolean pending,
        List<String> closed) {

    record ExpectedStart(String addr, Long atMs) {}

    private record When(Candidate candidate, long at) {
        @Override
        public String toString() {
            return candidate + " at " + at / 1e6 + " ms";
        }
    }

    Expectation {
        Objects.requireNonNull(starts, "starts");
        boolean isPending = Boolean.TRUE.equals(pending);
        int ends = (winner == null ? 0 : 1) + (error == null ? 0 : 1) + (isPending ? 1 : 0);
        if (ends != 1 || (winner == null) != (winnerAtMs == null) || (error == null) != (errorAtMs == null)) {
            throw new IllegalArgumentException(
                    "a row expects a winner with winnerAtMs, an error with errorAtMs, or pending");
        }
    }

    /** In which points the story is not the expected one; none if it is. */
    List<String> differences(Story story) {
        List<String> differences = new ArrayList<>();
        List<When> expectedStarts = starts.stream()
                .map(start -> new When(Scenario.candidate(start.addr()), Scenario.nanos(start.atMs())))
                .toList();
        compare("starts", expectedStarts, starts(story), differences);
        compare("winner", winner == null ? null : Scenario.candidate(winner), winner(story), differences);
        compare("error", error == null ? null : reason(error), reason(story), differences);
        compare("pending", Boolean.TRUE.equals(pending), story.end() == null, differences);
        if (winnerAtMs != null) {
            compare("winnerAtMs", Scenario.nanos(winnerAtMs), story.until(), differences);
        }
        if (errorAtMs != null) {
            compare("errorAtMs", Scenario.nanos(errorAtMs), story.until(), differences);
        }
        if (closed != null) {
            List<Candidate> expectedDrops =
                    closed.stream().map(Scenario::candidate).toList();
            compare("closed", sorted(expectedDrops), sorted(dropped(story)), differences);
        }
        return differences;
    }

    private static void compare(String field, Object expected, Object actual, List<String> differences) {
        if (!Objects.equals(expected, actual)) {
            differences.add(field + ": expected " + expected + ", but was " + actual);
        }
    }

    private static List<When> starts(Story story) {
        return story.networkStarts().stream()
                .map(start -> new When(start.candidate(), start.at))
                .toList();
    }

    private static Candidate winner(Story story) {
        return story.end() instanceof Step.Won won ? won.winner().candidate() : null;
    }

    private static Reason reason(Story story) {
        return story.end() instanceof Step.Lost lost ? lost.reason() : null;
    }

    private static Reason reason(String error) {
        return error.equals("DNS_FAILED") ? Reason.RESOLUTION_FAILED : Reason.valueOf(error);
    }

    /** Running as the simulation saw it; the race must have recorded their end. */
    private static List<Candidate> dropped(Story story) {
        List<Candidate> dropped = new ArrayList<>();
        for (Story.Started running : story.stillRunning()) {
            if (story.end() != null && running.attempt.state() != Attempt.State.DROPPED) {
                throw new AssertionError(running + " ran at the end, but is " + running.attempt.state());
            }
            dropped.add(running.candidate());
        }
        return dropped;
    }

    private static List<String> sorted(List<Candidate> candidates) {
        return candidates.stream().map(Candidate::toString).sorted().toList();
    }
}
