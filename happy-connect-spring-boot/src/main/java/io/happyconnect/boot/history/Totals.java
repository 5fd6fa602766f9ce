package io.happyconnect.boot.history;

import java.time.Instant;

/**
 * All races since a moment.
 *
 * @param since the moment
 * @param succeeded races that connected
 * @param failed races that did not, for want of an address, an answer or time
 * @param cancelled races that were cancelled
 * @param fallbacks races that an attempt other than the first has won
 */
public record Totals(Instant since, long succeeded, long failed, long cancelled, long fallbacks) {

    /** {@return how many races ended} */
    public long races() {
        return succeeded + failed + cancelled;
    }
}
