package io.happyconnect.boot.dashboard;

import io.happyconnect.boot.endpoint.AttemptDescriptor;
import io.happyconnect.boot.endpoint.LookupDescriptor;
import io.happyconnect.boot.endpoint.RaceDescriptor;
import java.util.List;

/** The last races as waterfalls: the latest that have something to see are open. */
final class RacesSection {

    private static final int MOST_OPEN = 3;

    private final Html html;
    private final Moments moments;

    RacesSection(Html html, Moments moments) {
        this.html = html;
        this.moments = moments;
    }

    void write(List<RaceDescriptor> races) {
        if (races.isEmpty()) {
            html.element("p", "None.", "class", "quiet");
            return;
        }
        int opened = 0;
        for (RaceDescriptor race : races) {
            boolean open = opened < MOST_OPEN && !isQuiet(race);
            opened += open ? 1 : 0;
            race(race, open);
        }
    }

    private static boolean isQuiet(RaceDescriptor race) {
        return race.outcome().equals("success") && race.attemptsMade() == 1;
    }

    private void race(RaceDescriptor race, boolean open) {
        String id = "race-" + race.connector() + "-" + race.id();
        html.open("details", TargetsSection.openOrNot(open, "id", id, "class", "race " + race.outcome()));
        Bars bars = new Bars(html, race);
        summary(race, bars);
        waterfall(race, bars);
        html.close();
    }

    private void summary(RaceDescriptor race, Bars bars) {
        html.open("summary");
        Marks.race(html, race.outcome());
        html.element("span", Words.target(race.host(), race.port()), "class", "name");
        html.open("span", "class", "strip");
        bars.strip(race);
        html.close();
        html.element("span", Words.milliseconds(race.elapsedMs()), "class", "took");
        html.element("span", end(race), "class", "by");
        moments.at(html, race.startedAt());
        html.close();
    }

    private static String end(RaceDescriptor race) {
        if (race.winner() != null) {
            return "via " + race.winner();
        }
        return race.error() == null ? "" : Words.error(race.error());
    }

    private void waterfall(RaceDescriptor race, Bars bars) {
        String caption = "Race " + race.id() + " of connector " + race.connector() + ", attempt delay "
                + Words.milliseconds(race.connectionAttemptDelayMs());
        Table.openNarrow(
                html, caption, "Step", "0 to " + Words.milliseconds(bars.wholeMs()), "#Start", "#Took", "Result");
        for (LookupDescriptor lookup : race.lookups()) {
            row("Name resolution", "step", () -> bars.lookup(lookup), 0, lookup.afterMs(), answer(lookup));
        }
        for (AttemptDescriptor attempt : race.attempts()) {
            row(
                    attempt.address(),
                    "address",
                    () -> bars.attempt(attempt),
                    attempt.startOffsetMs(),
                    attempt.elapsedMs(),
                    result(attempt));
        }
        Table.close(html);
        int left = race.attemptsMade() - race.attempts().size();
        if (left > 0) {
            html.element("p", "And " + Words.count(left, "attempt", "attempts") + " more.", "class", "quiet");
        }
    }

    private void row(String step, String kind, Runnable bar, double startMs, double tookMs, String result) {
        html.open("tr").element("th", step, "scope", "row", "class", kind);
        html.open("td", "class", "timeline");
        bar.run();
        html.close();
        Table.number(html, Words.milliseconds(startMs));
        Table.number(html, Words.milliseconds(tookMs));
        html.element("td", result).close();
    }

    private static String answer(LookupDescriptor lookup) {
        if (lookup.error() != null) {
            return Words.error(lookup.error());
        }
        String found = Words.count(lookup.addresses(), "address", "addresses");
        return lookup.refused() == 0 ? found : found + ", " + lookup.refused() + " refused by the filter";
    }

    private static String result(AttemptDescriptor attempt) {
        String result = attempt.error() == null ? attempt.outcome() : "failed: " + Words.error(attempt.error());
        return attempt.alias() == null ? result : result + " (" + attempt.alias() + ")";
    }
}
