package io.happyconnect.boot.observation;

import io.happyconnect.observe.AnswerReport;
import io.happyconnect.observe.RaceStart;
import io.micrometer.observation.Observation;
import org.jspecify.annotations.Nullable;

/** What is observed of the name resolution that a race waits for. */
public final class LookupContext extends Observation.Context {

    private final RaceStart race;
    private volatile @Nullable AnswerReport answer;
    private volatile boolean ended;

    /**
     * Of a lookup that begins.
     *
     * @param race the race
     */
    public LookupContext(RaceStart race) {
        this.race = race;
    }

    /** {@return the race} */
    public RaceStart race() {
        return race;
    }

    /** {@return the first answer with addresses, or the last without; {@code null} if there is none} */
    public @Nullable AnswerReport answer() {
        return answer;
    }

    /**
     * An answer came.
     *
     * @param answer the answer
     */
    public void answer(AnswerReport answer) {
        this.answer = answer;
    }

    /** {@return whether nobody waits any more} */
    public boolean ended() {
        return ended;
    }

    /** Nobody waits any more. */
    public void end() {
        this.ended = true;
    }
}
