package io.happyconnect.race;

import io.happyconnect.candidate.Candidate;
import io.happyconnect.race.Simulation.Outcome;
import java.util.List;

/**
 * What a {@link Simulation} saw of a race; times in nanoseconds from its beginning.
 *
 * @param started the attempts in the order of their starts, local failures included
 * @param end {@link Step.Won} or {@link Step.Lost}, or {@code null} while the race is on
 * @param until when the race ended, or the time of the last event
 */
record Story(List<Started> started, Step end, long until) {

    /** An attempt as the simulation saw it, whatever the race says of it. */
    static final class Started {
        final Attempt attempt;
        final long at;
        final Outcome outcome;
        private Long endedAt = null;

        Started(Attempt attempt, long at, Outcome outcome) {
            this.attempt = attempt;
            this.at = at;
            this.outcome = outcome;
        }

        Candidate candidate() {
            return attempt.candidate();
        }

        /** A result that comes after the end of the attempt changes nothing. */
        void end(long elapsed) {
            if (endedAt == null) {
                endedAt = elapsed;
            }
        }

        /** When its result came or it was given up; {@code null} if neither. */
        Long endedAt() {
            return endedAt;
        }

        @Override
        public String toString() {
            return attempt.candidate() + " at " + at / 1e6 + " ms";
        }
    }

    /** The attempts that may have put a packet on a network. */
    List<Started> networkStarts() {
        return started.stream()
                .filter(record -> record.outcome != Outcome.ERROR)
                .toList();
    }

    /** The attempts of which nothing had been heard at the end. */
    List<Started> stillRunning() {
        return started.stream().filter(record -> record.endedAt() == null).toList();
    }

    @Override
    public String toString() {
        return "starts " + networkStarts() + ", then " + (end == null ? "still racing" : end) + " at " + until / 1e6
                + " ms, running " + stillRunning();
    }
}
