package io.happyconnect.race;

/** What a race wants done next; the answer to {@link Race#next(long)}. */
public sealed interface Step {

    /**
     * Connect to the attempt's candidate and report {@link Race#connected}, {@link Race#failed} or
     * {@link Race#failedLocally}; then ask again, there may be more to do. The race counts the attempt as started.
     *
     * @param attempt the attempt to start
     */
    record Start(Attempt attempt) implements Step {}

    /**
     * Close what the attempt holds: its timeout has passed. The race has already recorded its end. Then ask again.
     *
     * @param attempt the attempt to give up
     */
    record GiveUp(Attempt attempt) implements Step {}

    /**
     * Nothing to do before a time, unless something happens first; then ask again.
     *
     * @param until the time, in the race's nanoseconds; compare by difference
     */
    record Sleep(long until) implements Step {}

    /**
     * An attempt is due, and the driver has said that it may not start one; the answer to {@link Race#next(long, boolean)} alone.
     * Ask again when it may.
     *
     * @param meanwhile what to do until then: {@link Sleep} or {@link Wait}
     */
    record Hold(Step meanwhile) implements Step {}

    /** Nothing to do until something happens; then ask again. */
    record Wait() implements Step {}

    /**
     * The race is won. Close whatever the other attempts hold; their end is recorded. This step is repeated for ever.
     *
     * @param winner the attempt that connected first
     */
    record Won(Attempt winner) implements Step {}

    /**
     * The race is lost. Close whatever attempts hold; their end is recorded. This step is repeated for ever.
     *
     * @param reason why
     */
    record Lost(Reason reason) implements Step {}

    /** Why a race was lost. */
    enum Reason {
        /** Every candidate was tried and failed. */
        ALL_FAILED,
        /** The name has no addresses: every answer was empty. */
        NO_ADDRESSES,
        /** No address is known, and at least one lookup failed. */
        RESOLUTION_FAILED,
        /** The deadline of the race passed. */
        DEADLINE,
        /** Somebody cancelled it. */
        CANCELLED
    }
}
