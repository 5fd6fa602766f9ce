package io.happyconnect.observe;

/**
 * A row of a {@link TimelineTable}.
 *
 * @param number the number of the attempt, or empty
 * @param label whose row it is
 * @param from nanoseconds since the start of the race at which the bar begins
 * @param to nanoseconds since the start of the race at which the bar ends
 * @param fill what the bar is made of
 * @param mark what it ends in
 * @param start the beginning in words
 * @param took the length in words
 * @param text what came of it
 */
record TimelineRow(
        String number, String label, long from, long to, char fill, char mark, String start, String took, String text) {

    /** What stands for rows left out: a text across the columns. */
    static TimelineRow rest(String text) {
        return new TimelineRow("", "...", 0, 0, ' ', ' ', "", "", text);
    }

    boolean isRest() {
        return fill == ' ';
    }
}
