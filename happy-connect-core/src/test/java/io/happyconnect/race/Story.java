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
        /** Its place among all starts and ends, which tells what came first within one instant. */
        final int place;

        private int endPlace = Integer.MAX_VALUE;
        private Long endedAt = null;
        private boolean givenUp;

        Started(Attempt attempt, long at, Outcome outcome, int place) {
            this.attempt = attempt;
            this.at = at;
            this.outcome = outcome;
            this.place = place;
        }

        Candidate candidate() {
            return attempt.candidate();
        }

        /** Its result came, or it was given up; what comes after that changes nothing. */
        void end(long elapsed, int place, boolean givenUp) {
            if (endedAt == null) {
                endedAt = elapsed;
                endPlace = place;
                this.givenUp = givenUp;
            }
        }

        /** When its result came or it was given up; {@code null} if neither. */
        Long endedAt() {
            return endedAt;
        }

        boolean isEndedBefore(int place) {
            return endPlace < place;
        }

        boolean isGivenUp() {
            return givenUp;
        }

        /** Whether a packet may have left the machine for it. */
        boolean isOnTheNetwork() {
            return outcome != Outcome.ERROR || givenUp;
        }

        /** Whether it ended in a failure that lets the next attempt start early. */
        boolean isNetworkFailure() {
            return givenUp || (endedAt != null && outcome == Outcome.REFUSE);
        }

        @Override
        public String toString() {
            return candidate() + " at " + at / 1e6 + " ms";
        }
    }

    /** The attempts that may have put a packet on a network. */
    List<Started> networkStarts() {
        return started.stream().filter(Started::isOnTheNetwork).toList();
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
