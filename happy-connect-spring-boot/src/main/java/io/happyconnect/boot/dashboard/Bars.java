package io.happyconnect.boot.dashboard;

import io.happyconnect.boot.endpoint.AttemptDescriptor;
import io.happyconnect.boot.endpoint.LookupDescriptor;
import io.happyconnect.boot.endpoint.RaceDescriptor;
import java.util.Locale;

/** The times of a race as bars, in SVG, for those who see them. The numbers stand beside them for everybody. */
final class Bars {

    private static final double NARROWEST = 0.5;
    private static final int MOST_IN_STRIP = 6;

    private final Html html;
    private final double wholeMs;

    Bars(Html html, RaceDescriptor race) {
        this.html = html;
        double end = race.elapsedMs();
        for (AttemptDescriptor attempt : race.attempts()) {
            end = Math.max(end, attempt.startOffsetMs() + attempt.elapsedMs());
        }
        this.wholeMs = Math.max(end, 0.001);
    }

    double wholeMs() {
        return wholeMs;
    }

    void lookup(LookupDescriptor lookup) {
        open("bars", "14");
        bar("lookup " + lookup.outcome(), 0, lookup.afterMs(), 4, 6);
        html.close();
    }

    void attempt(AttemptDescriptor attempt) {
        open("bars", "14");
        bar("attempt " + attempt.outcome(), attempt.startOffsetMs(), attempt.elapsedMs(), 4, 6);
        end(attempt);
        html.close();
    }

    // Loser and cancelled ones just stop.
    private void end(AttemptDescriptor attempt) {
        String shape = switch (attempt.outcome()) {
            case "won" -> "M-4 0 -1 3.5 5-4.5";
            case "failed" -> "M-3.5-3.5 3.5 3.5M3.5-3.5-3.5 3.5";
            default -> "";
        };
        if (!shape.isEmpty()) {
            html.open("svg", "x", percent(attempt.startOffsetMs() + attempt.elapsedMs()), "y", "7", "class", "end");
            html.empty("path", "class", attempt.outcome(), "d", shape).close();
        }
    }

    /** All attempts in one line of text. */
    void strip(RaceDescriptor race) {
        int shown = Math.min(race.attempts().size(), MOST_IN_STRIP);
        open("strip", "16");
        for (AttemptDescriptor attempt : race.attempts().subList(0, shown)) {
            double height = 16.0 / Math.max(shown, 2);
            double top = attempt.index() * height + (shown == 1 ? 4 : 0);
            bar("attempt " + attempt.outcome(), attempt.startOffsetMs(), attempt.elapsedMs(), top, height - 1);
        }
        html.close();
    }

    private void open(String kind, String height) {
        html.open("svg", "class", kind, "width", "100%", "height", height, "aria-hidden", "true");
    }

    private void bar(String kind, double fromMs, double lengthMs, double top, double height) {
        double width = Math.max(lengthMs / wholeMs * 100, NARROWEST);
        html.empty(
                "rect",
                "class",
                kind,
                "x",
                number(Math.min(fromMs / wholeMs * 100, 100 - NARROWEST)) + "%",
                "width",
                number(width) + "%",
                "y",
                number(top),
                "height",
                number(height),
                "rx",
                "1");
    }

    private String percent(double ms) {
        return number(Math.min(ms / wholeMs * 100, 100)) + "%";
    }

    private static String number(double value) {
        return String.format(Locale.ROOT, "%.2f", value);
    }
}
