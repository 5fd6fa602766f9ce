package io.happyconnect.simulation;

import java.util.ArrayList;
import java.util.List;

/** When the sockets in flight were as many as a newcomer must not add to. */
final class FullTimes {

    private record Full(long from, long to) {}

    private final Timeline timeline;
    private final int most;
    private final int mostWithNewcomers;
    private final List<Full> times = new ArrayList<>(0);
    private int inFlight;
    private long since;

    FullTimes(Timeline timeline, int most) {
        this.timeline = timeline;
        this.most = most;
        this.mostWithNewcomers = Math.max(1, most - Math.max(1, most / 4));
    }

    void opened() {
        if (++inFlight == mostWithNewcomers) {
            since = timeline.now();
        }
        if (inFlight > most) {
            timeline.violated(inFlight + " sockets in flight, and " + most + " allowed");
        }
    }

    void givenBack() {
        if (inFlight-- == mostWithNewcomers) {
            times.add(new Full(since, timeline.now()));
        }
    }

    /** The last such time up to the given one. */
    long lastBefore(long time) {
        long last = time - Long.MAX_VALUE / 4;
        if (inFlight >= mostWithNewcomers && since - time <= 0) {
            return time;
        }
        for (Full each : times) {
            if (each.from - time <= 0) {
                long until = each.to - time < 0 ? each.to : time;
                last = until - last > 0 ? until : last;
            }
        }
        return last;
    }
}
