package io.happyconnect.race;

import io.happyconnect.candidate.Candidate;
import org.jspecify.annotations.Nullable;

/**
 * One try at one candidate, as the race sees it: facts and times, no socket.
 *
 * <p>Written by its {@link Race} alone, and so guarded by whatever guards the race. Times are the race's monotonic
 * nanoseconds.
 */
public final class Attempt {

    /** How an attempt stands. Every state but {@link #RUNNING} is an end, and an attempt ends once. */
    public enum State {
        /** Started, nothing heard yet. */
        RUNNING,
        /** Connected first: the winner. */
        CONNECTED,
        /** Failed after at least one packet may have left this machine. */
        FAILED,
        /** Failed before any packet left: no route, cannot bind, family not supported. Neither a start nor a failure for pacing. */
        FAILED_LOCALLY,
        /** Given up after the attempt timeout. */
        TIMED_OUT,
        /** Still running when the race ended. */
        DROPPED
    }

    private final int index;
    private final Candidate candidate;
    private final long startedAt;
    private final int startedAfter;
    private final @Nullable Attempt before;
    private State state = State.RUNNING;
    private long endedAt;

    Attempt(Candidate candidate, long startedAt, int startedAfter, @Nullable Attempt before) {
        this.index = before == null ? 0 : before.index + 1;
        this.candidate = candidate;
        this.startedAt = startedAt;
        this.startedAfter = startedAfter;
        this.before = before;
    }

    /** {@return the position in the order of starts, from 0} */
    public int index() {
        return index;
    }

    /** {@return what is tried} */
    public Candidate candidate() {
        return candidate;
    }

    /** {@return when it started} */
    public long startedAt() {
        return startedAt;
    }

    /** {@return how it stands} */
    public State state() {
        return state;
    }

    /**
     * When it ended.
     *
     * @return the time of the end
     * @throws IllegalStateException if it is running
     */
    public long endedAt() {
        if (isRunning()) {
            throw new IllegalStateException("attempt " + this + " has not ended");
        }
        return endedAt;
    }

    /** {@return whether nothing was heard of it yet} */
    public boolean isRunning() {
        return state == State.RUNNING;
    }

    /** How many network failures the race had recorded when this attempt started. */
    int startedAfter() {
        return startedAfter;
    }

    /** The attempt of the race that started before it, if one did. */
    @Nullable
    Attempt before() {
        return before;
    }

    void end(State end, long now) {
        state = end;
        endedAt = now;
    }

    @Override
    public String toString() {
        return "#" + index + " " + candidate + " " + state;
    }
}
